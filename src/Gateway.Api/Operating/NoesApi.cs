using Gateway.Api.Authentication;
using Gateway.Api.Description;
using Gateway.Api.Limits;
using Gateway.Api.Problems;
using Gateway.Core.Noes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Api.Operating;

/// <summary>A client's no, entered by a data protection officer's program: what the privacy page does, through the same port.</summary>
internal static class NoesApi
{
    private const int Longest = 4 * 1024;
    private static readonly string Wanted =
        $"Send a JSON object with 'agency', 'scheme', 'number' and 'kind' ({string.Join(", ", ClientNo.Kinds.Keys)}); 'lifted': true takes an objection or restriction back.";

    public static void MapNoes(this IEndpointRouteBuilder routes) => routes.MapPost("/v1/clients/no", EnterAsync)
        .WithName("enterNo").WithTags("Privacy")
        .WithSummary("Enter a client's withdrawal, objection or restriction, or lift one")
        .WithDescription("In force when it is answered, with the force of one that the client tells an office: nothing more leaves, and offices that have the client's data are told and must confirm. The agency must have or have had the client. The number stands in the body only, and is not kept. Asks for the role dpo.")
        .TakesNo()
        .Answers(StatusCodes.Status200OK, "What came of it.", NoEntered.Example)
        .ForUsers(CallingUser.Privacy, [.. JsonRequest.Problems, ProblemKind.ClientUnknown, ProblemKind.NumberMistyped, ProblemKind.NoRefused]);

    private static async Task<IResult> EnterAsync(HttpContext http, [FromServices] IClientNoes noes, CancellationToken cancellation)
    {
        var (asked, problem) = await JsonRequest.ReadAsync<NoAsked>(http.Request, Longest, Wanted, cancellation);
        if (asked is not { Agency.Length: > 0, Scheme.Length: > 0, Number.Length: > 0, No: { } no })
            return problem ?? JsonRequest.Refusal(Wanted);
        if (MeantClient.ByNumber(asked.Scheme, asked.Number) is not { } meant)
            return new ProblemResult(ProblemKind.NumberMistyped);
        var answer = await noes.EnterAsync(asked.Agency, meant, no, http.UserName(), cancellation);
        return answer switch
        {
            { Code: NoAnswers.UnknownClient } => new ProblemResult(ProblemKind.ClientUnknown, answer.Sentence),
            { IsRefused: true } => new ProblemResult(ProblemKind.NoRefused, answer.Sentence),
            _ => TypedResults.Ok(new NoEntered(answer.Code, answer.Sentence, answer.Told)),
        };
    }

}

/// <summary>A client's no.</summary>
/// <param name="Agency">The agency that has or had the client, and for which it is entered.</param>
/// <param name="Scheme">Scheme of the number, for example 'insz'.</param>
/// <param name="Number">The client's number; it is not kept.</param>
/// <param name="Kind">'withdrawal', 'objection' or 'restriction'.</param>
/// <param name="Lifted">The objection or restriction is taken back.</param>
public sealed record NoAsked(string? Agency, string? Scheme, string? Number, string? Kind, bool? Lifted)
{
    internal static readonly NoAsked Example = new("vdab", "insz", "85073003328", "objection", Lifted: null);

    /// <summary>Null: there is no such kind.</summary>
    internal ClientNo? No => ClientNo.Of(Kind, Lifted == true);

    /// <summary>Without the number: it may end up in a message or a log.</summary>
    public override string ToString() => nameof(NoAsked);
}

/// <summary>What came of a no.</summary>
/// <param name="Code">Stable code, for example 'in-force'.</param>
/// <param name="Sentence">What it means and what to do.</param>
/// <param name="Told">How many offices are told, and must confirm that they stopped.</param>
public sealed record NoEntered(string Code, string Sentence, int Told)
{
    internal static readonly NoEntered Example = new(NoAnswers.InForce, NoAnswers.SentenceOf(NoAnswers.InForce), 1);
}
