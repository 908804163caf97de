using System.ComponentModel;
using Gateway.Api.Authentication;
using Gateway.Api.Description;
using Gateway.Api.Limits;
using Gateway.Api.Problems;
using Gateway.Core.Callers;
using Gateway.Core.Reading;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Gateway.Api.Submissions;

/// <summary>Records in an agency's own format, and what became of them.</summary>
internal static class SubmissionsApi
{
    private const int MostRecords = 500;
    private const int UsualRecords = 100;

    public static void MapSubmissions(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/submissions/{profile}", SubmitAsync)
            .WithName("submit").WithTags("Submissions")
            .WithSummary("Submit records in the agency's own format")
            .WithDescription("Bytes are taken as they are and committed before the answer; translation follows, record by record. A record that cannot be read is set aside alone and shows in the submission. Without an idempotency key the SHA-256 of the body is used, so the same bytes sent twice are one submission, and the answer says so; when its profile has changed since, records that were set aside are translated again.")
            .TakesBytes()
            .Answers(StatusCodes.Status202Accepted, "The bytes are committed; nothing of them is lost from now on.", CallExamples.Submitted)
            .ForAgencies(Scopes.Submit, ProblemKind.BodyEmpty, ProblemKind.BodyIncomplete, ProblemKind.IdempotencyKeyInvalid, ProblemKind.ProfileNotAllowed,
                ProblemKind.ProfileUnknown, ProblemKind.BodySlow, ProblemKind.BodyTooLarge, ProblemKind.TooManyRecords, ProblemKind.ContentType,
                ProblemKind.ContentEncoding, ProblemKind.IdempotencyKeyReused, ProblemKind.CorrectsNothing);

        routes.MapGet("/v1/submissions/{id}", ReadAsync)
            .WithName("readSubmission").WithTags("Submissions")
            .WithSummary("What became of a submission's records")
            .WithDescription("Pages of records in the order they were sent. 'pending' says that there is nothing to tell yet, whatever the cause. A submission of another agency is answered like one that does not exist.")
            .WithNumber("after", 0, int.MaxValue, 0)
            .WithNumber("take", 1, MostRecords, UsualRecords)
            .Answers(StatusCodes.Status200OK, "A page of records.", CallExamples.Submission)
            .ForAgencies(Scopes.ReadSubmissions, ProblemKind.ParameterInvalid, ProblemKind.SubmissionUnknown);
    }

    private static async Task<IResult> SubmitAsync(
        [Description("Format profile, for example 'vdab-referral'.")] string profile,
        [Description("1–255 visible ASCII characters, in the scope of agency and profile. The same key and body again is answered with the same id."), FromHeader(Name = SubmissionAdmission.IdempotencyHeader)] string? idempotencyKey,
        [Description("Id of the record that this replaces, as the reading of its submission shows it: one of the agency's own that is set aside, or a submission of which not one record could be read. Both then name each other, and nobody looks at the old one any more."), FromHeader(Name = SubmissionAdmission.CorrectsHeader)] string? corrects,
        HttpContext http,
        [FromServices] SubmissionAdmission admission,
        [FromServices] IOptions<GatewayHttpOptions> options,
        CancellationToken cancellation)
    {
        if (admission.Refusal(http, profile, out var mediaTypes) is { } refusal)
            return refusal;
        if (!MediaTypes.Fits(http.Request.ContentType, mediaTypes))
            return new ProblemResult(ProblemKind.ContentType) { Accepted = MediaTypes.Accepted(mediaTypes) };
        if (http.Request.ContentLength > options.Value.MaxSubmissionBytes)
            return ProblemResult.TooLarge(options.Value.MaxSubmissionBytes);
        if (http.Request.ContentLength == 0)
            return new ProblemResult(ProblemKind.BodyEmpty);
        return await admission.AcceptAsync(http, profile, http.Request.Body, http.Request.ContentType, idempotencyKey, corrects, cancellation);
    }

    private static async Task<IResult> ReadAsync(
        [Description("Id that the gateway answered when it accepted the submission.")] string id,
        [Description("Record number after which to read; 'next' of the page before.")] string? after,
        [Description("At most this many records.")] string? take,
        HttpContext http,
        [FromServices] ISubmissionReading submissions,
        CancellationToken cancellation)
    {
        if (!WholeNumber.TryRead(after, 0, int.MaxValue, 0, out var from))
            return WholeNumber.Refusal("after", 0, int.MaxValue);
        if (!WholeNumber.TryRead(take, 1, MostRecords, UsualRecords, out var most))
            return WholeNumber.Refusal("take", 1, MostRecords);
        var page = Guid.TryParseExact(id, "D", out var submission)
            ? await submissions.ReadAsync(http.Agency(), submission, from, most, cancellation)
            : null;
        return page is null ? new ProblemResult(ProblemKind.SubmissionUnknown) : TypedResults.Ok(page);
    }
}
