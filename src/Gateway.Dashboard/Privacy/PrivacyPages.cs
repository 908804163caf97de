using Gateway.Core.Accountability;
using Gateway.Core.Mandates;
using Gateway.Core.Operating;
using Gateway.Core.Routing;
using Gateway.Dashboard.Access;
using Gateway.Dashboard.Assets;
using Gateway.Dashboard.Policies;
using Gateway.Dashboard.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Dashboard.Privacy;

/// <summary>
/// "Who saw what about me", for a data protection officer. Everything about a client is posted and answered at once: a
/// redirect would need an address for it.
/// </summary>
internal static class PrivacyPages
{
    internal static IServiceCollection AddPrivacy(this IServiceCollection services) => services.AddSingleton<PrivacyHandle>().AddSingleton<IUsageWords, UsageWords>().AddSingleton<IClientPapers, ClientPapers>();

    internal static void Map(IEndpointRouteBuilder pages)
    {
        var privacy = pages.MapGroup("/privacy").RequireAuthorization(Permission.Privacy);
        privacy.MapGet("", async (IRoleGrants grants, IMandateRequests mandates, Viewer viewer, CancellationToken cancellation) =>
            PageResult.Of<PrivacyPage>(new { Untold = await grants.UnreadAsync(viewer.Agency, cancellation), Asked = await mandates.UnreadAsync(viewer.Agency, cancellation) }));
        GrantPages.Map(privacy);
        MandatePages.Map(privacy);
        privacy.MapGet("/policy", Policy);
        privacy.MapPost("", FindAsync);
        privacy.MapPost("/print", PrintAsync);
        privacy.MapPost("/export", ExportAsync);
        NoPages.Map(privacy);
        AgreementPages.Map(privacy);
    }

    /// <summary>Who may see what, under the policy that this process works under.</summary>
    private static IResult Policy(Viewer viewer, Agreed agreed, TimeProvider time) =>
        Printed(PolicyPapers.Matrix(agreed, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), viewer.Dictionary.Language));

    private static async Task<IResult> FindAsync(
        [FromForm] string? agency, [FromForm] string? scheme, [FromForm] string? identifier, [FromForm] string? purpose, [FromForm] string? words,
        Viewer viewer, Agreed agreed, IClientOverviews overviews, PrivacyHandle handles, CancellationToken cancellation)
    {
        // Who belongs to an agency sees that one, whatever a form says.
        var of = viewer.Agency ?? agency;
        if (of is null || agreed.Directory.Find(of) is null || string.IsNullOrWhiteSpace(identifier) || Known(purpose) is not { } why)
            return Asked(StatusCodes.Status422UnprocessableEntity, "Fill in every field.");
        if (words?.Trim().Length > StatedPurpose.Longest)
            return TypedResults.StatusCode(StatusCodes.Status413PayloadTooLarge);
        switch (await overviews.FindAsync(of, scheme ?? "", identifier, Look(viewer, OpeningKind.ByIdentifier, why) with { Words = StatedPurpose.Said(words) }, cancellation))
        {
            case ClientSearch.Found found:
                var subject = new Subject(of, found.Client, why);
                return await overviews.ReadAsync(of, found.Client, Look(viewer, OpeningKind.Overview, why), cancellation) is { } overview
                    ? PageResult.Of<OverviewPage>(new { Overview = overview, Handle = handles.Seal(viewer, subject) })
                    : Asked(StatusCodes.Status404NotFound, "This agency has no such client.");
            case ClientSearch.Mistyped:
                return Asked(StatusCodes.Status422UnprocessableEntity, "Invalid number: check what was typed.");
            default:
                return Asked(StatusCodes.Status404NotFound, "This agency has no such client.");
        }
    }

    private static async Task<IResult> PrintAsync([FromForm] string? handle, Viewer viewer, IClientOverviews overviews, PrivacyHandle handles, CancellationToken cancellation) =>
        await ReadAsync(handle, OpeningKind.Print, viewer, overviews, handles, cancellation) is { } overview
            ? PageResult.Of<PrintPage>(new { Overview = overview })
            : Gone();

    private static async Task<IResult> ExportAsync(
        [FromForm] string? handle, Viewer viewer, Agreed agreed, IClientOverviews overviews, PrivacyHandle handles, CancellationToken cancellation) =>
        await ReadAsync(handle, OpeningKind.Export, viewer, overviews, handles, cancellation) is { } overview
            ? Results.File(OverviewExport.Of(overview, viewer, agreed), "application/json", "overview.json")
            : Gone();

    private static async Task<ClientOverview?> ReadAsync(
        string? handle, OpeningKind kind, Viewer viewer, IClientOverviews overviews, PrivacyHandle handles, CancellationToken cancellation) =>
        handles.Open(viewer, handle) is { } subject
            ? await overviews.ReadAsync(subject.Agency, subject.Client, Look(viewer, kind, subject.Purpose), cancellation)
            : null;

    /// <summary>A document on a page of its own.</summary>
    internal static IResult Printed(Paper paper) => Results.Content(PaperWriters.Html(paper, AssetsPages.Address("paper.css")), "text/html; charset=utf-8");

    internal static string? Known(string? purpose) => PrivacyPurposes.All.FirstOrDefault(p => p == purpose);

    internal static PrivacyLook Look(Viewer viewer, OpeningKind kind, string purpose) => new(viewer.Reader, kind, purpose);

    internal static IResult Asked(int status, string problem) => PageResult.Of<PrivacyPage>(new { Problem = problem }, status);

    internal static IResult Gone() => Asked(StatusCodes.Status410Gone, "The page was open for too long. Search again.");
}
