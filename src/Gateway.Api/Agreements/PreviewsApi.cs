using System.ComponentModel;
using Gateway.Api.Authentication;
using Gateway.Api.Description;
using Gateway.Api.Limits;
using Gateway.Api.Problems;
using Gateway.Api.Submissions;
using Gateway.Core.Callers;
using Gateway.Core.Operating;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Gateway.Api.Agreements;

/// <summary>What would leave of records if their clients agreed, by the rules that decide releases.</summary>
internal static class PreviewsApi
{
    public static void MapPreviews(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/previews/{profile}", PreviewAsync)
            .WithName("preview").WithTags("Agreements")
            .WithSummary("Show what would leave before the client agrees")
            .WithDescription("Records in the agency's own format go the whole way in memory, as if their client had agreed today: nothing of them is kept or sent. The answer names each office, step and field, and a digest. A record of the agreement that carries the digest as previewHash bounds what leaves to what was shown. At most 100 records. With 'Accept: text/html' the answer is a page to print.")
            .TakesBytes()
            .Answers(StatusCodes.Status200OK, "The previews.", AgreementExamples.Previews)
            .ForAgencies(Scopes.ReadAgreements, ProblemKind.BodyEmpty, ProblemKind.ProfileNotAllowed, ProblemKind.ProfileUnknown, ProblemKind.BodyTooLarge, ProblemKind.ContentType, ProblemKind.ContentEncoding, ProblemKind.IdempotencyKeyInvalid);

    private static async Task<IResult> PreviewAsync(
        [Description("Format profile, for example 'vdab-referral'.")] string profile,
        [Description("Language of a page: 'en', 'nl' or 'fr'.")] string? language,
        HttpContext http, [FromServices] SubmissionAdmission admission, [FromServices] IOptions<GatewayHttpOptions> options,
        [FromServices] IPreviews previews, [FromServices] IClientPapers papers, CancellationToken cancellation)
    {
        if (admission.Refusal(http, profile, out var mediaTypes) is { } refusal)
            return refusal;
        if (!MediaTypes.Fits(http.Request.ContentType, mediaTypes))
            return new ProblemResult(ProblemKind.ContentType) { Accepted = MediaTypes.Accepted(mediaTypes) };
        var most = (int)Math.Min(options.Value.MaxEventsBytes, int.MaxValue);
        if (await BoundedBody.ReadAsync(http.Request, most, cancellation) is not { } body)
            return ProblemResult.TooLarge(most);
        if (body.IsEmpty)
            return new ProblemResult(ProblemKind.BodyEmpty);
        var answers = await previews.OfRecordsAsync(http.Agency(), profile, new MemoryStream(body.ToArray(), writable: false), cancellation) ?? [];
        return http.Request.GetTypedHeaders().Accept.Any(a => a.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase))
            ? Results.Content(papers.Previews(http.Agency(), answers, SpokenLanguage.Of(language).Code), "text/html; charset=utf-8")
            : TypedResults.Ok(new PreviewList([.. answers.Select(PreviewLine.Of)]));
    }
}
