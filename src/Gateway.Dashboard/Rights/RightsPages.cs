using System.Text.Json.Nodes;
using Gateway.Core.Rights;
using Gateway.Core.Routing;
using Gateway.Dashboard.Access;
using Gateway.Dashboard.Assets;
using Gateway.Dashboard.Policies;
using Gateway.Dashboard.Privacy;
using Gateway.Dashboard.Shared;
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

    internal static void Map(IEndpointRouteBuilder pages)
    {
        var rights = pages.MapGroup("/privacy").RequireAuthorization(Permission.Privacy);
        rights.MapPost("/rights", ([FromForm] string? handle, Viewer viewer, PrivacyHandle handles) =>
            handles.Open(viewer, handle) is { } subject ? Show(subject, handle!) : PrivacyPages.Gone());
        rights.MapPost("/rights/copy", CopyAsync);
        rights.MapPost("/rights/correct", CorrectAsync);
        rights.MapPost("/rights/look", LookAsync);
        rights.MapPost("/rights/erase", EraseAsync);
        rights.MapGet("/erasures", async (Viewer viewer, IErasures erasures, CancellationToken cancellation) =>
            PageResult.Of<CertificatesPage>(new { Issued = await erasures.ListAsync(viewer.Agency, MostCertificates, cancellation) }));
        rights.MapGet("/erasures/{number:int}", async (int number, Viewer viewer, Agreed agreed, IErasures erasures, CancellationToken cancellation) =>
            await erasures.CertificateAsync(number, viewer.Agency, cancellation) is { } issued ? PrivacyPages.Printed(RightsPapers.Certificate(issued, agreed, viewer.Dictionary.Language)) : Results.NotFound());
    }

    private static async Task<IResult> CopyAsync([FromForm] string? handle, HttpContext http, Viewer viewer, Agreed agreed, PrivacyHandle handles, IClientCopies copies, CancellationToken cancellation)
    {
        if (await ReadAsync(handle, http, viewer, handles, cancellation) is not { } asked)
            return PrivacyPages.Gone();
        if (asked.Request is not { } request)
            return asked.Incomplete();
        return await copies.BeginAsync(request, asked.Whom, cancellation) switch
        {
            CopyAnswer.Refused refused => asked.Refused(refused.Code),
            CopyAnswer.Begun begun when asked.Form["form"] == "json" => Results.Stream(stream => CopyWriter.WriteAsync(begun, stream, cancellation), "application/json", "copy.json"),
            CopyAnswer.Begun begun => Results.Stream(
                stream => CopyPaper.WriteAsync(begun, stream, agreed, viewer.Dictionary.Language, AssetsPages.Address("paper.css"), cancellation), "text/html; charset=utf-8"),
            var other => throw new InvalidOperationException($"A copy came to {other.GetType().Name}."),
        };
    }

    private static async Task<IResult> CorrectAsync([FromForm] string? handle, HttpContext http, Viewer viewer, Agreed agreed, PrivacyHandle handles, ICorrections corrections, CancellationToken cancellation)
    {
        if (await ReadAsync(handle, http, viewer, handles, cancellation) is not { } asked)
            return PrivacyPages.Gone();
        if (asked.Request is not { } request || asked.Form["field"].ToString() is not { Length: > 0 } field)
            return asked.Incomplete();
        var answer = await corrections.CorrectAsync(request, asked.Whom, new Correction(field, ValueOf(field, asked.Form["value"].ToString().Trim())), cancellation);
        if (answer.Refusal is { } refusal)
            return asked.Refused(refusal);
        var words = new PaperWords(viewer.Dictionary.Language, agreed);
        var done = viewer["Taken in: {0} referrals are corrected.", answer.Referrals];
        if (answer.Told.Count > 0)
            done += " " + viewer["The correction goes to {0}, as far as they may know the field.", words.Names(answer.Told)];
        if (answer.ByHand.Count > 0)
            done += " " + viewer["Their handover is over and no message reaches them any more; tell them yourself: {0}.", words.Names(answer.ByHand)];
        return PageResult.Of<RightsPage>(new { asked.Subject.Agency, asked.Handle, Filled = (object)asked.Filled, Done = done });
    }

    private static async Task<IResult> LookAsync([FromForm] string? handle, HttpContext http, Viewer viewer, PrivacyHandle handles, IErasures erasures, CancellationToken cancellation)
    {
        if (await ReadAsync(handle, http, viewer, handles, cancellation) is not { } asked)
            return PrivacyPages.Gone();
        return asked.Request is { } request ? Check(await erasures.LookAsync(request, asked.Whom, cancellation), asked) : asked.Incomplete();
    }

    private static async Task<IResult> EraseAsync([FromForm] string? handle, HttpContext http, Viewer viewer, PrivacyHandle handles, IErasures erasures, CancellationToken cancellation)
    {
        if (await ReadAsync(handle, http, viewer, handles, cancellation) is not { } asked)
            return PrivacyPages.Gone();
        // Without what was looked at, or unconfirmed, nothing is erased: the check comes first.
        if (asked.Request is not { } request || asked.Form["confirm"] != "yes" || asked.Form["seen"].ToString() is not { Length: > 0 } seen)
            return asked.Incomplete();
        var answer = await erasures.EraseAsync(request, asked.Whom, seen, cancellation);
        return answer is { Refusal: null, Certificate: { } certificate } ? Results.Redirect($"/dashboard/privacy/erasures/{certificate.Number}") : Check(answer, asked);
    }

    private static IResult Check(ErasureAnswer answer, Asked asked) => answer.Refusal is { } refusal && answer.Kept.Count == 0
        ? asked.Refused(refusal)
        : PageResult.Of<ErasureCheckPage>(new
        {
            answer.Certificate, answer.Kept, answer.State, asked.Handle, Filled = (object)asked.Filled, Problem = answer.Refusal is { } code ? RightsFaults.Sentences[code] : null,
        });

    private static IResult Show(Subject subject, string handle, RightsForm? filled = null, string? problem = null) =>
        PageResult.Of<RightsPage>(
            new { subject.Agency, Handle = handle, Filled = (object)(filled ?? RightsForm.Empty), Problem = problem },
            problem is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);

    /// <summary>A list is written with commas, yes and no as they are; anything else is text.</summary>
    private static JsonNode? ValueOf(string field, string text) => text.Length == 0 ? null
        : field == "client.givenNames" ? new JsonArray([.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(n => (JsonNode)n)])
        : bool.TryParse(text, out var flag) ? flag
        : text;

    /// <summary>Null: the handle names no client of the viewer's any more.</summary>
    private static async Task<Asked?> ReadAsync(string? handle, HttpContext http, Viewer viewer, PrivacyHandle handles, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        return handle is not null && handles.Open(viewer, handle) is { } subject ? new Asked(form, handle, subject, RightsForm.Of(form), viewer) : null;
    }

    /// <summary>What a form asks of a client.</summary>
    /// <param name="Form">All that was filled in.</param>
    /// <param name="Handle">As it came.</param>
    /// <param name="Subject">Client.</param>
    /// <param name="Filled">Who asks, and how that was checked.</param>
    /// <param name="Viewer">Who carries it out.</param>
    private sealed record Asked(IFormCollection Form, string Handle, Subject Subject, RightsForm Filled, Viewer Viewer)
    {
        internal RightsSubject Whom => new RightsSubject.Known(Subject.Client);

        /// <summary>Null: something is not chosen.</summary>
        internal RightsRequest? Request => Filled.Request(Subject.Agency, Viewer.Reader);

        internal IResult Incomplete() => Show(Subject, Handle, Filled, "Fill in every field.");

        internal IResult Refused(string code) => Show(Subject, Handle, Filled, RightsFaults.Sentences[code]);
    }
}
