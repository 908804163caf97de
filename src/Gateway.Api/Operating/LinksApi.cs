using Gateway.Api.Authentication;
using Gateway.Api.Description;
using Gateway.Api.Limits;
using Gateway.Api.Problems;
using Gateway.Core.Clients;
using Gateway.Core.Life;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Api.Operating;

/// <summary>A link between two numbers of a client, undone by a data protection officer's program.</summary>
internal static class LinksApi
{
    private const int Longest = 4 * 1024;
    private const string Wanted = "Send a JSON object with 'agency', 'scheme' and 'number': the number that was replaced.";

    public static void MapLinks(this IEndpointRouteBuilder routes) => routes.MapPost("/v1/clients/unlink", UndoAsync)
        .WithName("undoLink").WithTags("Privacy")
        .WithSummary("Undo the link that a register's notice made between two numbers of a client")
        .WithDescription("The old number is used again at that agency, and the offices that were corrected are corrected back. The history stays: which register linked the numbers, by which notice, who undid it and when. The same notice does not link them again; a new one does. The number stands in the body only, and is not kept. Asks for the role dpo.")
        .TakesLink()
        .Answers(StatusCodes.Status200OK, "What came of it.", LinkUndone.Example)
        .ForUsers(CallingUser.Privacy, [.. JsonRequest.Problems, ProblemKind.ClientUnknown, ProblemKind.NumberMistyped, ProblemKind.NothingLinked]);

    private static async Task<IResult> UndoAsync(HttpContext http, [FromServices] IIdentifierLinks links, CancellationToken cancellation)
    {
        var (asked, problem) = await JsonRequest.ReadAsync<LinkAsked>(http.Request, Longest, Wanted, cancellation);
        if (asked is not { Agency.Length: > 0, Scheme.Length: > 0, Number.Length: > 0 })
            return problem ?? JsonRequest.Refusal(Wanted);
        if (NationalNumbers.Normalise(asked.Scheme, asked.Number) is not { } number)
            return new ProblemResult(ProblemKind.NumberMistyped);
        var answer = await links.UndoAsync(asked.Agency, asked.Scheme, number, http.UserName(), cancellation);
        return answer.Code switch
        {
            LinkAnswers.UnknownClient => new ProblemResult(ProblemKind.ClientUnknown, answer.Sentence),
            LinkAnswers.NothingLinked => new ProblemResult(ProblemKind.NothingLinked, answer.Sentence),
            _ => TypedResults.Ok(new LinkUndone(answer.Code, answer.Sentence, answer.Told)),
        };
    }
}

/// <summary>A link to undo.</summary>
/// <param name="Agency">The agency whose client it is.</param>
/// <param name="Scheme">Scheme of the number, for example 'insz'.</param>
/// <param name="Number">The number that was replaced; it is not kept.</param>
public sealed record LinkAsked(string? Agency, string? Scheme, string? Number)
{
    internal static readonly LinkAsked Example = new("vdab", "insz", "98472899765");

    /// <summary>Without the number: it may end up in a message or a log.</summary>
    public override string ToString() => nameof(LinkAsked);
}

/// <summary>What came of undoing a link.</summary>
/// <param name="Code">Stable code: 'undone'.</param>
/// <param name="Sentence">What it means.</param>
/// <param name="Told">How many offices are corrected back.</param>
public sealed record LinkUndone(string Code, string Sentence, int Told)
{
    internal static readonly LinkUndone Example = new(LinkAnswers.Undone, LinkAnswers.Sentences[LinkAnswers.Undone], 1);
}
