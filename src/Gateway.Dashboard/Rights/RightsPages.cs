using System.Text.Json.Nodes;
using Gateway.Core.Rights;
using Gateway.Core.Routing;
using Gateway.Dashboard.Access;
using Gateway.Dashboard.Assets;
using Gateway.Dashboard.Policies;
using Gateway.Dashboard.Privacy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Dashboard.Rights;

/// <summary>Carries out the rights of a client who was searched for on the privacy page. Who belongs to an agency acts for that one only.</summary>
internal static class RightsPages
{
    private const int MostCertificates = 200;
    private const string TooLong = "The page was open for too long. Search again.";

    internal static void Map(IEndpointRouteBuilder pages)
    {
        var rights = pages.MapGroup("/privacy").RequireAuthorization(Permission.Privacy);
        rights.MapPost("/rights", ([FromForm] string? handle, Viewer viewer, PrivacyHandle handles) =>
            Subject(viewer, handles, handle) is { } subject ? Show(subject, handle!) : Gone());
        rights.MapPost("/rights/copy", CopyAsync);
        rights.MapPost("/rights/correct", CorrectAsync);
        rights.MapPost("/rights/look", LookAsync);
        rights.MapPost("/rights/erase", EraseAsync);
        rights.MapGet("/erasures", async (Viewer viewer, IErasures erasures, CancellationToken cancellation) =>
            new RazorComponentResult<CertificatesPage>(new { Issued = await erasures.ListAsync(viewer.Agency, MostCertificates, cancellation) }));
        rights.MapGet("/erasures/{number:int}", async (int number, Viewer viewer, Agreed agreed, IErasures erasures, CancellationToken cancellation) =>
            await erasures.CertificateAsync(number, viewer.Agency, cancellation) is { } issued ? Paper(RightsPapers.Certificate(issued, agreed, viewer.Dictionary.Language)) : Results.NotFound());
    }

    private static async Task<IResult> CopyAsync([FromForm] string? handle, HttpContext http, Viewer viewer, Agreed agreed, PrivacyHandle handles, IClientCopies copies, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        if (handle is null || Subject(viewer, handles, handle) is not { } subject)
            return Gone();
        var filled = RightsForm.Of(form);
        if (filled.Request(subject.Agency, viewer.Reader) is not { } request)
            return Show(subject, handle, filled, "Fill in every field.");
        return await copies.BeginAsync(request, new RightsSubject.Known(subject.Client), cancellation) switch
        {
            CopyAnswer.Refused refused => Show(subject, handle, filled, RightsFaults.Sentences[refused.Code]),
            CopyAnswer.Begun begun when form["form"] == "json" => Results.Stream(stream => CopyWriter.WriteAsync(begun, stream, cancellation), "application/json", "copy.json"),
            CopyAnswer.Begun begun => Results.Stream(
                stream => CopyPaper.WriteAsync(begun, stream, agreed, viewer.Dictionary.Language, AssetsPages.Address("paper.css"), cancellation), "text/html; charset=utf-8"),
            var other => throw new InvalidOperationException($"A copy came to {other.GetType().Name}."),
        };
    }

    private static async Task<IResult> CorrectAsync([FromForm] string? handle, HttpContext http, Viewer viewer, Agreed agreed, PrivacyHandle handles, ICorrections corrections, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        if (handle is null || Subject(viewer, handles, handle) is not { } subject)
            return Gone();
        var filled = RightsForm.Of(form);
        if (filled.Request(subject.Agency, viewer.Reader) is not { } request || form["field"].ToString() is not { Length: > 0 } field)
            return Show(subject, handle, filled, "Fill in every field.");
        var answer = await corrections.CorrectAsync(request, new RightsSubject.Known(subject.Client), new Correction(field, ValueOf(field, form["value"].ToString().Trim())), cancellation);
        if (answer.Refusal is { } refusal)
            return Show(subject, handle, filled, RightsFaults.Sentences[refusal]);
        var words = new PaperWords(viewer.Dictionary.Language, agreed);
        var done = viewer["Taken in: {0} referrals are corrected.", answer.Referrals];
        if (answer.Told.Count > 0)
            done += " " + viewer["The correction goes to {0}, as far as they may know the field.", words.Names(answer.Told)];
        if (answer.ByHand.Count > 0)
            done += " " + viewer["Their handover is over and no message reaches them any more; tell them yourself: {0}.", words.Names(answer.ByHand)];
        return new RazorComponentResult<RightsPage>(new { subject.Agency, Handle = handle, Filled = (object)filled, Done = done });
    }

    private static async Task<IResult> LookAsync([FromForm] string? handle, HttpContext http, Viewer viewer, PrivacyHandle handles, IErasures erasures, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        if (handle is null || Subject(viewer, handles, handle) is not { } subject)
            return Gone();
        var filled = RightsForm.Of(form);
        return filled.Request(subject.Agency, viewer.Reader) is { } request
            ? Check(await erasures.LookAsync(request, new RightsSubject.Known(subject.Client), cancellation), subject, handle, filled)
            : Show(subject, handle, filled, "Fill in every field.");
    }

    private static async Task<IResult> EraseAsync([FromForm] string? handle, HttpContext http, Viewer viewer, PrivacyHandle handles, IErasures erasures, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        if (handle is null || Subject(viewer, handles, handle) is not { } subject)
            return Gone();
        var filled = RightsForm.Of(form);
        // Without what was looked at, or unconfirmed, nothing is erased: the check comes first.
        if (filled.Request(subject.Agency, viewer.Reader) is not { } request || form["confirm"] != "yes" || form["seen"].ToString() is not { Length: > 0 } seen)
            return Show(subject, handle, filled, "Fill in every field.");
        var answer = await erasures.EraseAsync(request, new RightsSubject.Known(subject.Client), seen, cancellation);
        return answer is { Refusal: null, Certificate: { } certificate } ? Results.Redirect($"/dashboard/privacy/erasures/{certificate.Number}") : Check(answer, subject, handle, filled);
    }

    private static IResult Check(ErasureAnswer answer, Subject subject, string handle, RightsForm filled) => answer.Refusal is { } refusal && answer.Kept.Count == 0
        ? Show(subject, handle, filled, RightsFaults.Sentences[refusal])
        : new RazorComponentResult<ErasureCheckPage>(new
        {
            answer.Certificate, answer.Kept, answer.State, Handle = handle, Filled = (object)filled, Problem = answer.Refusal is { } code ? RightsFaults.Sentences[code] : null,
        });

    private static RazorComponentResult<RightsPage> Show(Subject subject, string handle, RightsForm? filled = null, string? problem = null) =>
        new(new { subject.Agency, Handle = handle, Filled = (object)(filled ?? RightsForm.Empty), Problem = problem })
        {
            StatusCode = problem is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
        };

    /// <summary>A list is written with commas, yes and no as they are; anything else is text.</summary>
    private static JsonNode? ValueOf(string field, string text) => text.Length == 0 ? null
        : field == "client.givenNames" ? new JsonArray([.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(n => (JsonNode)n)])
        : bool.TryParse(text, out var flag) ? flag
        : text;

    private static Subject? Subject(Viewer viewer, PrivacyHandle handles, string? handle) =>
        handles.Open(viewer, handle) is { } subject && (viewer.Agency is null || viewer.Agency == subject.Agency) ? subject : null;

    private static IResult Paper(Paper paper) => Results.Content(PaperWriters.Html(paper, AssetsPages.Address("paper.css")), "text/html; charset=utf-8");

    private static RazorComponentResult Gone() => new RazorComponentResult<PrivacyPage>(new { Problem = TooLong }) { StatusCode = StatusCodes.Status410Gone };
}
