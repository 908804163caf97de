using System.ComponentModel;
using System.Globalization;
using Gateway.Api.Authentication;
using Gateway.Api.Description;
using Gateway.Api.Limits;
using Gateway.Api.Problems;
using Gateway.Core.Rights;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Api.Rights;

/// <summary>Clients' rights for data protection officers of the gateway desk: what the pages do, through the same ports.</summary>
internal static class RightsApi
{
    private const int LongestRequest = 16 * 1024;
    private const int MostCertificates = 200;
    private static readonly string Wanted =
        $"Send a JSON object with 'agency', 'scheme', 'identifier', 'by' ({string.Join(", ", RightsCodes.Requesters.Keys)}), 'check' ({string.Join(", ", RightsCodes.Checks.Keys)}) and 'verifiedBy'; 'reference' with a mandate, 'field' and 'value' with a correction.";

    public static void MapRights(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/rights/copies", CopyAsync)
            .WithName("copyClient").WithTags("Rights")
            .WithSummary("A copy of everything that an agency knows of a client")
            .WithDescription("GDPR art. 15(3), 20. Written while it is read: its last members say whether it is complete, and why not when the client was erased meanwhile; a copy without them broke off. Its shape is contracts/rights/copy.schema.json. Asks for the role dpo.")
            .TakesRight()
            .AnswersDocument("The copy, written while it is read.")
            .ForUsers(CallingUser.Privacy, Problems());

        routes.MapPost("/v1/rights/corrections", CorrectAsync)
            .WithName("correctClient").WithTags("Rights")
            .WithSummary("Correct a field of a client")
            .WithDescription("GDPR art. 16, 19. The correction is taken in like a record of the agency; who got the old value and may know the field gets it as an amendment. Asks for the role dpo.")
            .TakesRight()
            .Answers(StatusCodes.Status202Accepted, "It is taken in.", RightsExamples.Correction)
            .ForUsers(CallingUser.Privacy, Problems());

        routes.MapPost("/v1/rights/erasures/look", (HttpContext http, [FromServices] IErasures erasures, CancellationToken cancellation) => EraseAsync(http, erasures, isLook: true, cancellation))
            .WithName("lookAtErasure").WithTags("Rights")
            .WithSummary("What an erasure would do")
            .WithDescription("Nothing is erased. 'state' names what was looked at. Asks for the role dpo.")
            .TakesRight()
            .Answers(StatusCodes.Status200OK, "What would be destroyed, who would be told, what a statute or a legal hold keeps.", RightsExamples.Seen)
            .ForUsers(CallingUser.Privacy, Problems());

        routes.MapPost("/v1/rights/erasures", (HttpContext http, [FromServices] IErasures erasures, CancellationToken cancellation) => EraseAsync(http, erasures, isLook: false, cancellation))
            .WithName("eraseClient").WithTags("Rights")
            .WithSummary("Erase a client of one agency")
            .WithDescription("GDPR art. 17, 19. In one commit: keys are destroyed, open referrals stop, who got something is told. What a statute or a legal hold keeps stays and is named. It cannot be undone, and a restored database is erased again. Asks for the role dpo.")
            .TakesRight()
            .Answers(StatusCodes.Status200OK, "It is erased; the certificate.", RightsExamples.Seen with { State = null })
            .ForUsers(CallingUser.Privacy, Problems());

        routes.MapGet("/v1/rights/erasures", async (
                [Description("Only this agency's.")] string? agency, [FromServices] IErasures erasures, CancellationToken cancellation) =>
            TypedResults.Ok(new CertificateList(await erasures.ListAsync(agency, MostCertificates, cancellation))))
            .WithName("listErasures").WithTags("Rights")
            .WithSummary("Certificates of erasures")
            .WithDescription("The last two hundred. They hold nothing of a person. Asks for the role dpo.")
            .Answers(StatusCodes.Status200OK, "The certificates, the newest first.", new CertificateList([new IssuedCertificate(RightsExamples.Certificate, null)]))
            .ForUsers(CallingUser.Privacy);

        routes.MapGet("/v1/rights/erasures/{number}", CertificateAsync)
            .WithName("readErasure").WithTags("Rights")
            .WithSummary("A certificate")
            .WithDescription("Its shape is contracts/rights/erasure-certificate.schema.json. Asks for the role dpo.")
            .Answers(StatusCodes.Status200OK, "The certificate.", new IssuedCertificate(RightsExamples.Certificate, null))
            .ForUsers(CallingUser.Privacy, RightsProblems.CertificateUnknown);
    }

    private static ProblemKind[] Problems() => [.. JsonRequest.Problems, .. RightsProblems.All];

    private static async Task<IResult> CopyAsync(HttpContext http, [FromServices] IClientCopies copies, CancellationToken cancellation)
    {
        var (asked, problem) = await ReadAsync(http, cancellation);
        if (asked?.Read(http.DeskReader()) is not var (request, subject))
            return problem ?? Incomplete();
        return await copies.BeginAsync(request, subject, cancellation) switch
        {
            CopyAnswer.Refused refused => new ProblemResult(RightsProblems.Of(refused.Code)),
            CopyAnswer.Begun begun => Results.Stream(stream => CopyWriter.WriteAsync(begun, stream, cancellation), "application/json"),
            var other => throw new InvalidOperationException($"A copy came to {other.GetType().Name}."),
        };
    }

    private static async Task<IResult> CorrectAsync(HttpContext http, [FromServices] ICorrections corrections, CancellationToken cancellation)
    {
        var (asked, problem) = await ReadAsync(http, cancellation);
        if (asked?.Read(http.DeskReader()) is not var (request, subject) || asked.Field is not { Length: > 0 } field)
            return problem ?? Incomplete();
        var answer = await corrections.CorrectAsync(request, subject, new Correction(field, asked.Value), cancellation);
        return answer.Refusal is { } refusal
            ? new ProblemResult(RightsProblems.Of(refusal)) { Places = refusal == RightsFaults.NothingToCorrect ? CorrectionRules.Fields : null }
            : TypedResults.Accepted((string?)null, new CorrectionTaken(answer.Submission!.Value, answer.Referrals, answer.Told, answer.ByHand));
    }

    private static async Task<IResult> EraseAsync(HttpContext http, IErasures erasures, bool isLook, CancellationToken cancellation)
    {
        var (asked, problem) = await ReadAsync(http, cancellation);
        if (asked?.Read(http.DeskReader()) is not var (request, subject))
            return problem ?? Incomplete();
        var answer = isLook ? await erasures.LookAsync(request, subject, cancellation) : await erasures.EraseAsync(request, subject, asked.Seen, cancellation);
        return answer.Refusal is { } refusal
            ? new ProblemResult(RightsProblems.Of(refusal))
            {
                Places = answer.Kept.Count == 0 ? null : [.. answer.Kept.Select(k => $"{k.Source}: {(k.Until is { } until ? until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : k.Open)}").Distinct(StringComparer.Ordinal)],
            }
            : TypedResults.Ok(new ErasureSeen(answer.Certificate!, isLook ? answer.State : null));
    }

    private static async Task<IResult> CertificateAsync([Description("Number of the certificate.")] string number, [FromServices] IErasures erasures, CancellationToken cancellation) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var which) && await erasures.CertificateAsync(which, agency: null, cancellation) is { } found
            ? TypedResults.Ok(found)
            : new ProblemResult(RightsProblems.CertificateUnknown);

    private static Task<(RightAsked? Asked, ProblemResult? Problem)> ReadAsync(HttpContext http, CancellationToken cancellation) =>
        JsonRequest.ReadAsync<RightAsked>(http.Request, LongestRequest, Wanted, cancellation);

    private static ProblemResult Incomplete() => JsonRequest.Refusal(Wanted);
}
