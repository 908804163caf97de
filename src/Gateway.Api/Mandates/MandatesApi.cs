using System.ComponentModel;
using System.Globalization;
using Gateway.Api.Authentication;
using Gateway.Api.Description;
using Gateway.Api.Feed;
using Gateway.Api.Limits;
using Gateway.Api.Problems;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Callers;
using Gateway.Core.Mandates;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Api.Mandates;

/// <summary>A control service asks with a mandate, and reads the answers in a feed of its own.</summary>
internal static class MandatesApi
{
    private const int LongestQuestion = 4 * 1024;
    private const int LongestReference = 100;
    private const int MostItems = 20;

    public static void MapMandates(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/mandates", AskAsync)
            .WithName("askWithMandate").WithTags("Control services")
            .WithSummary("Ask for control data of a person with a mandate")
            .WithDescription(
                "Served by the role 'compartment' alone, to agencies of class pes-control. What the legal basis does not list is refused with a reason; each request is told to the data protection officer, and one of which something may be given to the person, unless the basis demands confidentiality for a time; a request that is refused as a whole is linked to nobody. "
                + "The answer does not say whether the person is known. The same request again gets the same id.")
            .TakesClient(MandateExamples.Asked)
            .Answers(StatusCodes.Status202Accepted, "The request is noted and decided; its answer is in the feed of mandates.", MandateExamples.Noted)
            .ForAgencies(Scopes.Mandates, [.. JsonRequest.Problems, ProblemKind.MandateInvalid, ProblemKind.MandateReferenceUsed, ProblemKind.IdentifierInvalid, ProblemKind.NotControl, ProblemKind.CompartmentShut]);

        routes.MapGet("/v1/mandates/feed", ReadAsync)
            .WithName("readMandateFeed").WithTags("Control services")
            .WithSummary("Read the answers to requests with a mandate, in order")
            .WithDescription("Events mandate.answered. The first reading of an answer is its release. Policy and mandate are asked once more at each reading, and only then the compartment is opened: read again, an answer has the same id and never holds more, and it holds less once mandate, basis or data have ended.")
            .WithNumber("take", 1, MostItems, MostItems)
            .Answers(StatusCodes.Status200OK, "Answers after the cursor.", MandateExamples.Page)
            .AnswersNothing("There is nothing after the cursor.")
            .ForAgencies(Scopes.Mandates, ProblemKind.CursorInvalid, ProblemKind.ParameterInvalid, ProblemKind.NotControl, ProblemKind.CompartmentShut);
    }

    private static async Task<IResult> AskAsync(HttpContext http, [FromServices] IMandates mandates, [FromServices] IPresent<Agreed> agreed, CancellationToken cancellation)
    {
        if (Refusal(http, mandates, agreed.Now) is { } refusal)
            return refusal;
        var (question, problem) = await JsonRequest.ReadAsync<MandateAsking>(http.Request, LongestQuestion, "Send one JSON object with the members of the description.", cancellation);
        if (question is not { } asking)
            return problem!;
        var (from, to, ends) = (Day(asking.From), Day(asking.To), Day(asking.EndsOn));
        List<string> wrong = [];
        Check("reference", asking.Reference is { Length: > 0 and <= LongestReference });
        Check("basis", !string.IsNullOrWhiteSpace(asking.Basis));
        Check("controller", !string.IsNullOrWhiteSpace(asking.Controller));
        Check("from", from is not null);
        Check("to", to is not null);
        Check("endsOn", ends is not null);
        Check("kinds", asking.Kinds is { Count: > 0 } && asking.Kinds.All(k => DataKinds.All.Contains(k)));
        Check("scheme", asking.Scheme is IdentifierSchemes.Insz or IdentifierSchemes.Bsn or IdentifierSchemes.Fnr);
        Check("identifier", !string.IsNullOrWhiteSpace(asking.Identifier));
        if (wrong.Count > 0)
        {
            return new ProblemResult(ProblemKind.MandateInvalid, $"Nothing was noted. Give 'reference' 1 to {LongestReference} characters, days as 2026-03-31, 'kinds' of {string.Join(", ", DataKinds.All)}, 'scheme' insz, bsn or fnr, and every other text.")
            {
                Places = wrong,
            };
        }

        var asked = new MandateAsked
        {
            Basis = asking.Basis!.Trim(), Controller = asking.Controller!.Trim(), From = from!.Value, To = to!.Value, EndsOn = ends!.Value, Kinds = [.. asking.Kinds!.Distinct(StringComparer.Ordinal)],
        };
        return await mandates.AskAsync(new MandateRequest(http.Agency(), asking.Reference!, asked, asking.Scheme!, asking.Identifier!), cancellation) switch
        {
            MandateReply.Noted noted => TypedResults.Accepted((string?)null, MandateNoted.Of(noted)),
            MandateReply.ReferenceUsed => new ProblemResult(ProblemKind.MandateReferenceUsed),
            _ => new ProblemResult(ProblemKind.IdentifierInvalid),
        };

        void Check(string place, bool holds)
        {
            if (!holds)
                wrong.Add(place);
        }
    }

    private static async Task<IResult> ReadAsync(
        [Description("Cursor after which to read: 'next' of an earlier page. Left out: from the beginning.")] string? after,
        [Description("At most this many items.")] string? take,
        HttpContext http, [FromServices] IMandates mandates, [FromServices] IPresent<Agreed> agreed, CancellationToken cancellation)
    {
        if (Refusal(http, mandates, agreed.Now) is { } refusal)
            return refusal;
        var position = 0L;
        if (after is not null && !Cursor.TryRead(after, out position))
            return new ProblemResult(ProblemKind.CursorInvalid) { Places = ["after"] };
        if (!WholeNumber.TryRead(take, 1, MostItems, MostItems, out var most))
            return WholeNumber.Refusal("take", 1, MostItems);
        var page = await mandates.ReadAsync(http.Agency(), position, most, cancellation);
        return page.Items.Count == 0
            ? TypedResults.NoContent()
            : TypedResults.Json(new FeedAnswer(page.Items, Cursor.Of(page.Next), page.More), ContractJson.Options);
    }

    /// <summary>Who may call at all: a control service, where the compartment can be opened.</summary>
    private static ProblemResult? Refusal(HttpContext http, IMandates mandates, Agreed agreed)
    {
        if (agreed.Directory.Find(http.Agency()) is not { } caller || !MandateRules.IsControl(caller.Class))
            return new ProblemResult(ProblemKind.NotControl);
        return mandates.IsOpen ? null : new ProblemResult(ProblemKind.CompartmentShut);
    }

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
