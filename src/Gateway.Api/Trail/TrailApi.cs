using System.ComponentModel;
using System.Globalization;
using Gateway.Api.Authentication;
using Gateway.Api.Description;
using Gateway.Api.Limits;
using Gateway.Api.Problems;
using Gateway.Core.Callers;
using Gateway.Core.Trail;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Api.Trail;

/// <summary>The audit trail for agencies: heads to keep and to countersign, and proofs of their own disclosures.</summary>
internal static class TrailApi
{
    private const int MostHeads = 1_000;
    private const int UsualHeads = 50;
    private const int Longest = 2 * 1024;
    private const string Wanted = "Send a JSON object with 'root', the root of the head that was checked, in hexadecimal, and 'signature', in Base64.";

    public static void MapTrail(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/trail/heads", HeadsAsync)
            .WithName("readTrailHeads").WithTags("Audit trail")
            .WithSummary("Signed heads of the audit trail")
            .WithDescription("The newest first, with the signatures of agencies that countersigned them. A head commits to everything in the trail up to it: who keeps one finds out when anything before it is changed. They name nobody and tell nothing of a referral. docs/audit-trail.md says how they are checked without the gateway.")
            .WithNumber("take", 1, MostHeads, UsualHeads)
            .Answers(StatusCodes.Status200OK, "Heads, and the public key by which they are checked.", TrailExamples.Heads)
            .ForAgencies(Scopes.ReadTrail, ProblemKind.ParameterInvalid);
        routes.MapGet("/v1/trail/heads/{size}/consistency", ConsistencyAsync)
            .WithName("readTrailConsistency").WithTags("Audit trail")
            .WithSummary("Proof that a head goes on from an earlier one")
            .WithDescription("It shows that nothing that the earlier head covers was changed or removed since.")
            .Answers(StatusCodes.Status200OK, "Both heads and the proof (RFC 9162, 2.1.4).", TrailExamples.Consistency)
            .ForAgencies(Scopes.ReadTrail, ProblemKind.ParameterInvalid, ProblemKind.HeadUnknown);
        routes.MapPost("/v1/trail/heads/{size}/countersignatures", CountersignAsync)
            .WithName("countersignTrailHead").WithTags("Audit trail")
            .WithSummary("Countersign a head")
            .WithDescription("With the private key whose public half the directory has for the agency. Other agencies see the signature beside the head: the gateway cannot tell them another story any more. Sent again it is answered the same.")
            .TakesDocument("The root and the signature.", TrailExamples.Countersigned)
            .AnswersNothing("The signature is kept.")
            .ForAgencies(Scopes.SignTrail, [.. JsonRequest.Problems, ProblemKind.ParameterInvalid, ProblemKind.HeadUnknown, ProblemKind.HeadDiffers, ProblemKind.TrailKeyMissing, ProblemKind.CountersignatureInvalid]);
        routes.MapGet("/v1/disclosures/{id}/proof", ProofAsync)
            .WithName("readDisclosureProof").WithTags("Audit trail")
            .WithSummary("Proof that a disclosure is in the audit trail")
            .WithDescription("Of the calling agency's own disclosures: of what it knew, or of what it received. It names no person and no sending office. Purpose and basis tell which kind of office a person comes from, so providers and employers get none. The id is that of the event.")
            .Answers(StatusCodes.Status200OK, "The disclosure and what proves it.", TrailExamples.Proof)
            .ForAgencies(Scopes.ReadTrail, ProblemKind.ParameterInvalid, ProblemKind.DisclosureUnknown, ProblemKind.DisclosureNotSealed, ProblemKind.DisclosureChanged);
    }

    private static async Task<IResult> HeadsAsync([Description("At most so many.")] string? take, [FromServices] ITrail trail, CancellationToken cancellation) =>
        WholeNumber.TryRead(take, 1, MostHeads, UsualHeads, out var most)
            ? TypedResults.Ok(await trail.HeadsAsync(most, cancellation))
            : WholeNumber.Refusal("take", 1, MostHeads);

    private static async Task<IResult> ConsistencyAsync(
        [Description("Size of the later head.")] string size, [Description("Size of the earlier head.")] string? from, [FromServices] ITrail trail, CancellationToken cancellation)
    {
        if (!IsSize(size, out var later))
            return new ProblemResult(ProblemKind.HeadUnknown);
        if (from is null || !IsSize(from, out var earlier))
            return new ProblemResult(ProblemKind.ParameterInvalid, "Give 'from' the size of the earlier head, a whole number from 1.") { Places = ["from"] };
        return await trail.ConsistencyAsync(earlier, later, cancellation) is { } proof ? TypedResults.Ok(proof) : new ProblemResult(ProblemKind.HeadUnknown);
    }

    private static async Task<IResult> CountersignAsync([Description("Size of the head.")] string size, HttpContext http, [FromServices] ITrail trail, CancellationToken cancellation)
    {
        var (body, problem) = await JsonRequest.ReadAsync<Countersigned>(http.Request, Longest, Wanted, cancellation);
        if (body is null)
            return problem!;
        if (!IsSize(size, out var number))
            return new ProblemResult(ProblemKind.HeadUnknown);
        var signature = new byte[64];
        if (body.Root is not { Length: 64 } root || body.Signature is null || !Convert.TryFromBase64String(body.Signature, signature, out var length) || length != signature.Length)
            return new ProblemResult(ProblemKind.ParameterInvalid, Wanted + " The signature has 64 bytes: the two numbers of ECDSA over P-256.") { Places = ["root", "signature"] };
        return await trail.CountersignAsync(http.Agency(), number, root, signature, cancellation) switch
        {
            CountersignAnswer.Kept => TypedResults.NoContent(),
            CountersignAnswer.NoHead => new ProblemResult(ProblemKind.HeadUnknown),
            CountersignAnswer.OtherRoot => new ProblemResult(ProblemKind.HeadDiffers),
            CountersignAnswer.NoKey => new ProblemResult(ProblemKind.TrailKeyMissing),
            _ => new ProblemResult(ProblemKind.CountersignatureInvalid),
        };
    }

    private static async Task<IResult> ProofAsync(
        [Description("Id of the event that left.")] string id, [Description("Size of the head under which it is proved; the newest when left out.")] string? size, HttpContext http,
        [FromServices] ITrail trail, CancellationToken cancellation)
    {
        var wanted = 0;
        if (size is not null && !IsSize(size, out wanted))
            return new ProblemResult(ProblemKind.ParameterInvalid, "Give 'size' the size of a head, a whole number from 1, or leave it out.") { Places = ["size"] };
        if (!Guid.TryParse(id, out var disclosure))
            return new ProblemResult(ProblemKind.DisclosureUnknown);
        return await trail.ProofAsync(disclosure, http.Agency(), size is null ? null : wanted, cancellation) switch
        {
            ProofAnswer.Found found => TypedResults.Ok(found.Proof),
            ProofAnswer.NotSealed => new ProblemResult(ProblemKind.DisclosureNotSealed),
            ProofAnswer.Changed => new ProblemResult(ProblemKind.DisclosureChanged),
            _ => new ProblemResult(ProblemKind.DisclosureUnknown),
        };
    }

    private static bool IsSize(string text, out int size) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out size) && size > 0;
}
