using Gateway.Core.Operating;
using Gateway.Dashboard.Access;
using Gateway.Dashboard.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;

namespace Gateway.Dashboard.Worklists;

/// <summary>What people must look at, by generic cause.</summary>
internal static class WorklistPages
{
    private const int LongestOwner = 200;
    private const int LongestNote = 1000;

    internal static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/worklists", async (IWorklists worklists, Viewer viewer, string? kind, string? agency, CancellationToken cancellation) =>
            PageResult.Of<WorklistsPage>(new { Causes = await worklists.CausesAsync(Set(kind), Set(agency), viewer.Zone, cancellation), Kind = Set(kind), Agency = Set(agency) })).RequireAuthorization(Permission.See);
        pages.MapGet("/worklists/{kind}/{agency}/{code}", CauseAsync).RequireAuthorization(Permission.See);
        pages.MapGet("/worklists/set-aside/{agency}/{code}/draft", Draft).RequireAuthorization(Permission.Replay);
        pages.MapPost("/worklists/set-aside/{agency}/{code}/draft", TestAsync).RequireAuthorization(Permission.Replay);
        pages.MapPost("/worklists/{kind}/{agency}/{code}/note", NoteAsync).RequireAuthorization(Permission.Operate);
        pages.MapPost("/worklists/{kind}/{agency}/{code}/return", ReturnAsync).RequireAuthorization(Permission.Operate);
    }

    /// <summary>Address of the test of a changed format.</summary>
    internal static string DraftOf(string agency, string code, string? profile = null, string? path = null, string? map = null) => QueryHelpers.AddQueryString(
        $"/dashboard/worklists/set-aside/{Uri.EscapeDataString(agency)}/{Uri.EscapeDataString(code)}/draft",
        new Dictionary<string, string?>(StringComparer.Ordinal) { ["profile"] = profile, ["path"] = path, ["map"] = map }.Where(p => p.Value is not null));

    private static IResult Draft(IDraftTests drafts, string agency, string code, string? profile, string? path, string? map) =>
        drafts.TextOf(profile ?? "", Set(map)) is { } text
            ? PageResult.Of<DraftPage>(new { Agency = agency, Code = code, Profile = profile!, Path = Set(path), Map = Set(map), Lines = drafts.LinesOf(profile!, Set(path)), Text = text })
            : Missing.Page();

    private static async Task<IResult> TestAsync(
        IDraftTests drafts, Viewer viewer, string agency, string code, [FromForm] string? profile, [FromForm] string? path, [FromForm] string? map, [FromForm] string? text,
        IFormFile? file, CancellationToken cancellation)
    {
        if (text?.Length > IDraftTests.LongestDraft || file?.Length > IDraftTests.LongestDraft)
            return TypedResults.StatusCode(StatusCodes.Status413PayloadTooLarge);
        if (drafts.TextOf(profile ?? "", Set(map)) is null)
            return Missing.Page();
        if (file is { Length: > 0 })
        {
            using var reader = new StreamReader(file.OpenReadStream());
            text = await reader.ReadToEndAsync(cancellation);
        }

        var result = await drafts.TestAsync(viewer.Name, ReplayCause.SetAside(code, agency, profile, Set(path)), text ?? "", cancellation);
        return PageResult.Of<DraftPage>(new
        {
            Agency = agency, Code = code, Profile = profile!, Path = Set(path), Map = Set(map), Lines = drafts.LinesOf(profile!, Set(path)), Text = text, Result = result,
        });
    }

    private static async Task<IResult> CauseAsync(IWorklists worklists, IDraftTests drafts, Viewer viewer, string kind, string agency, string code, Guid? after, string? done, CancellationToken cancellation)
    {
        var page = await worklists.ItemsAsync(kind, code, agency, after, viewer.Zone, cancellation);
        return page.Cause is null && done is null ? Missing.Page() : PageResult.Of<CauseView>(new
        {
            Page = page, Kind = kind, Code = code, Agency = agency, Done = done, LinesOf = (Func<CausePlace, IReadOnlyList<FormatLine>>)(place => drafts.LinesOf(place.Profile, place.Path)),
        });
    }

    private static async Task<IResult> NoteAsync(
        IWorklists worklists, Viewer viewer, string kind, string agency, string code, [FromForm] string? owner, [FromForm] string? note, [FromForm] int version, CancellationToken cancellation) =>
        owner?.Length > LongestOwner || note?.Length > LongestNote
            ? TypedResults.StatusCode(StatusCodes.Status413PayloadTooLarge)
            : Back(kind, agency, code, await worklists.NoteAsync(viewer.Name, kind, code, agency, owner, note, version, cancellation) ? "noted" : "stale");

    private static async Task<IResult> ReturnAsync(IWorklists worklists, Viewer viewer, string kind, string agency, string code, [FromForm] Guid[]? item, CancellationToken cancellation)
    {
        var asked = item ?? [];
        var returned = await worklists.ReturnAsync(viewer.Name, asked, cancellation);
        return Back(kind, agency, code, returned == asked.Length ? "returned" : "some-returned");
    }

    private static RedirectHttpResult Back(string kind, string agency, string code, string done) =>
        TypedResults.LocalRedirect($"/dashboard/worklists/{Uri.EscapeDataString(kind)}/{Uri.EscapeDataString(agency)}/{Uri.EscapeDataString(code)}?done={done}");

    private static string? Set(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
