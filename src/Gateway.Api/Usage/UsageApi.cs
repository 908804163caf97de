using System.Globalization;
using Gateway.Api.Authentication;
using Gateway.Api.Description;
using Gateway.Api.Limits;
using Gateway.Api.Problems;
using Gateway.Core.Accountability;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Api.Usage;

/// <summary>Who used what of a person, for the citizens' portal of one controller.</summary>
internal static class UsageApi
{
    private const int LongestQuestion = 4 * 1024;
    private const string Wanted = "Send a JSON object with the texts 'scheme' and 'identifier'; 'from', 'to', 'take' and 'after' may be left out.";

    public static void MapUsage(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/usage", ReadAsync)
            .WithName("readUsage").WithTags("Citizens' portals")
            .WithSummary("Who used what of a person, when, why and on which basis")
            .WithDescription(
                "What the controller answers for, in plain words of the first language of 'Accept-Language' that there is (nl, fr, en), the newest first: what left it or came to it, what its own people opened, and what the gateway desk opened for it. "
                + "Names of staff are not told. Acts on a basis that demands confidentiality are told when its term is over. Somebody whom the controller does not know gets an empty list. Each call is recorded.")
            .TakesQuestion()
            .Answers(StatusCodes.Status200OK, "A page of acts.", UsageExamples.Answer)
            .ForPortals([.. JsonRequest.Problems, ProblemKind.IdentifierInvalid, ProblemKind.UsageInvalid]);

    private static async Task<IResult> ReadAsync(
        HttpContext http, [FromServices] IUsage usage, [FromServices] IUsageWords words, [FromServices] IPresent<Agreed> agreed, [FromServices] TimeProvider domain, CancellationToken cancellation)
    {
        var (asked, problem) = await JsonRequest.ReadAsync<UsageAsked>(http.Request, LongestQuestion, Wanted, cancellation);
        if (asked is not { Scheme: { } scheme, Identifier: { } identifier })
            return problem ?? JsonRequest.Refusal(Wanted);
        var controller = http.Controller();
        var period = UsagePeriod.Of(asked, agreed.Now.Directory.Find(controller)?.Country ?? "", domain.GetUtcNow());
        if (period is null)
            return new ProblemResult(ProblemKind.UsageInvalid);
        var page = await usage.ReadAsync(new UsageQuestion(controller, scheme, identifier, period.Begin, period.End, period.After, period.Most), cancellation);
        if (page is null)
            return new ProblemResult(ProblemKind.IdentifierInvalid);
        var language = words.LanguageOf(http.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1).Select(l => l.Value.ToString()).Where(l => l.Length >= 2).Select(l => l[..2].ToLowerInvariant()));
        http.Response.Headers.ContentLanguage = language;
        return TypedResults.Ok(new UsageAnswer(
            controller, language, Day(period.From), Day(period.To), [.. page.Acts.Select(a => UsageLine.Of(a, words.Say(a, language)))], page.Next is { } next ? UsagePeriod.Write(next) : null));
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

}
