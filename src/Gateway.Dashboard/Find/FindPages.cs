using Gateway.Core.Operating;
using Gateway.Core.Routing;
using Gateway.Dashboard.Access;
using Microsoft.AspNetCore.Builder;
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

    internal static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/find", ListAsync).RequireAuthorization(Permission.See);
        pages.MapGet("/find/{id:guid}", (Guid id, IFinder finder, Agreed agreed, CancellationToken cancellation) => FindAsync(id.ToString(), finder, agreed, cancellation))
            .RequireAuthorization(Permission.See);
        pages.MapPost("/find", SearchAsync).RequireAuthorization(Permission.See);
    }

    private static async Task<RazorComponentResult<FindPage>> ListAsync(
        IFinder finder, Agreed agreed, string? state, string? agency, string? recipient, Guid? before, CancellationToken cancellation)
    {
        var filter = new ReferralFilter(state, agency, recipient, before);
        return new RazorComponentResult<FindPage>(new { Found = await finder.ListAsync(filter, cancellation), Filter = filter, Agencies = Names(agreed) });
    }

    private static async Task<RazorComponentResult<FindPage>> SearchAsync(
        IFinder finder, Agreed agreed, [FromForm] string? q, [FromForm] string? agency, [FromForm] string? scheme, [FromForm] string? value, CancellationToken cancellation)
    {
        if (!string.IsNullOrWhiteSpace(q))
            return await FindAsync(q, finder, agreed, cancellation);
        var found = agency is null || scheme is null || value is null or { Length: > Longest } ? Nothing : await finder.FindClientAsync(agency, scheme, value, cancellation);
        return new RazorComponentResult<FindPage>(new { Found = found, Filter = new ReferralFilter(null, agency, null, null), ByIdentifier = true, Agencies = Names(agreed) });
    }

    private static async Task<RazorComponentResult<FindPage>> FindAsync(string text, IFinder finder, Agreed agreed, CancellationToken cancellation)
    {
        var found = text.Length > Longest ? Nothing : await finder.FindAsync(text, cancellation);
        return new RazorComponentResult<FindPage>(new { Found = found, Filter = new ReferralFilter(null, null, null, null), Text = text, Agencies = Names(agreed) });
    }

    private static IReadOnlyList<(string, string)> Names(Agreed agreed) => [.. agreed.Directory.Agencies.OrderBy(a => a.Name, StringComparer.Ordinal).Select(a => (a.Id, a.Name))];
}
