using Gateway.Core.Accountability;
using Gateway.Core.Operating;
using Gateway.Core.Routing;
using Gateway.Dashboard.Access;
using Gateway.Dashboard.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Dashboard.Find;

/// <summary>
/// One box over ids and references. Whatever somebody types is posted and never part of an address: it may be a client's
/// number, and addresses stand in histories and logs. A thing of the gateway's own is linked to by its id.
/// </summary>
internal static class FindPages
{
    /// <summary>Characters of a search at most; longer texts name nothing.</summary>
    private const int Longest = 200;

    private static readonly Found Nothing = new([], null);
    private static readonly ReferralFilter Any = new(null, null, null, null);

    internal static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/find", ListAsync).RequireAuthorization(Permission.See);
        pages.MapGet("/find/{id:guid}", (Guid id, IFinder finder, Agreed agreed, CancellationToken cancellation) => FindAsync(id.ToString(), finder, agreed, cancellation))
            .RequireAuthorization(Permission.See);
        pages.MapPost("/find", SearchAsync).RequireAuthorization(Permission.See);
        pages.MapPost("/find/saved", SaveAsync).RequireAuthorization(Permission.See);
        pages.MapPost("/find/saved/remove", async (ISavedSearches saved, Viewer viewer, [FromForm] string? name, CancellationToken cancellation) =>
        {
            await saved.RemoveAsync(viewer.Name, name ?? "", cancellation);
            return TypedResults.LocalRedirect("/dashboard/find?done=removed");
        }).RequireAuthorization(Permission.See);
        pages.MapPost("/find/client", LookUpAsync).RequireAuthorization(Permission.LookUp);
    }

    private static async Task<IResult> ListAsync(
        IFinder finder, ISavedSearches saved, Agreed agreed, Viewer viewer, string? state, string? handover, string? agency, string? recipient, string? cause, string? from, string? until, Guid? before,
        string? done, CancellationToken cancellation)
    {
        var kept = new KeptFilter(state, handover, agency, recipient, cause, from, until);
        var filter = kept.In(before, viewer.Zone);
        return PageResult.Of<FindPage>(new
        {
            Found = await finder.ListAsync(filter, cancellation), Filter = filter, Kept = kept, Saved = await saved.ListAsync(viewer.Name, cancellation), Agencies = Names(agreed), NoteCode = done,
        });
    }

    /// <summary>Keeps the filter that the page shows; what is kept is made of its fields and of nothing else.</summary>
    private static async Task<RedirectHttpResult> SaveAsync(
        ISavedSearches saved, Viewer viewer, [FromForm] string? name, [FromForm] string? state, [FromForm] string? handover, [FromForm] string? agency, [FromForm] string? recipient, [FromForm] string? cause,
        [FromForm] string? from, [FromForm] string? until, CancellationToken cancellation)
    {
        var query = new KeptFilter(state, handover, agency, recipient, cause, from, until).Query;
        var done = name?.Trim() is not { Length: > 0 and <= ISavedSearches.LongestName } given || given.Any(char.IsControl) ? "unnamed"
            : await saved.SaveAsync(viewer.Name, new SavedSearch(given, query), cancellation) ? "saved" : "too-many";
        return TypedResults.LocalRedirect($"/dashboard/find?{query}&done={done}");
    }

    private static async Task<IResult> SearchAsync(
        IFinder finder, Agreed agreed, [FromForm] string? q, CancellationToken cancellation) =>
        string.IsNullOrWhiteSpace(q)
            ? PageResult.Of<FindPage>(new { Found = Nothing, Filter = Any, Agencies = Names(agreed) })
            : await FindAsync(q, finder, agreed, cancellation);

    /// <summary>
    /// Looks a client up. Why is asked before anything is sought; what is sought for is noted before anything is shown. Whose client
    /// it is not, and who belongs to an agency that the viewer does not work for, get the same answer.
    /// </summary>
    private static async Task<IResult> LookUpAsync(
        IFinder finder, Agreed agreed, Viewer viewer, [FromForm] string? agency, [FromForm] string? scheme, [FromForm] string? value, [FromForm] string? purpose, [FromForm] string? words,
        CancellationToken cancellation)
    {
        var filter = new ReferralFilter(null, agency, null, null);
        if (LookUpPurposes.All.FirstOrDefault(p => p == purpose) is not { } code || StatedPurpose.Said(words) is not { } said)
        {
            return PageResult.Of<FindPage>(new { Found = Nothing, Filter = filter, ByIdentifier = true, Refused = true, Agencies = Names(agreed) }, StatusCodes.Status422UnprocessableEntity);
        }

        var found = agency is null || scheme is null || value is null or { Length: > Longest } || agreed.Directory.Find(agency) is null
            ? Nothing
            : await finder.FindClientAsync(agency, scheme, value, viewer.Reader, new StatedPurpose(code, said), cancellation);
        return PageResult.Of<FindPage>(new { Found = found, Filter = filter, ByIdentifier = true, Agencies = Names(agreed) });
    }

    private static async Task<IResult> FindAsync(string text, IFinder finder, Agreed agreed, CancellationToken cancellation)
    {
        var found = text.Length > Longest ? Nothing : await finder.FindAsync(text, cancellation);
        return PageResult.Of<FindPage>(new { Found = found, Filter = Any, Text = text, Agencies = Names(agreed) });
    }

    private static IReadOnlyList<(string, string)> Names(Agreed agreed) => [.. agreed.Directory.Agencies.OrderBy(a => a.Name, StringComparer.Ordinal).Select(a => (a.Id, a.Name))];
}
