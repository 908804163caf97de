using Gateway.Core.Operating;
using Gateway.Core.Routing;
using Gateway.Dashboard.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Dashboard.Find;

/// <summary>One box over ids and references; identifiers are posted, never in an address.</summary>
internal static class FindPages
{
    /// <summary>Characters of a search at most; longer texts name nothing.</summary>
    private const int Longest = 200;

    internal static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/find", FindAsync).RequireAuthorization(Permission.See);
        pages.MapPost("/find", FindClientAsync).RequireAuthorization(Permission.See);
    }

    private static async Task<RazorComponentResult<FindPage>> FindAsync(
        IFinder finder, Agreed agreed, string? q, string? state, string? agency, string? recipient, Guid? before, CancellationToken cancellation)
    {
        var filter = new ReferralFilter(state, agency, recipient, before);
        var found = string.IsNullOrWhiteSpace(q) ? await finder.ListAsync(filter, cancellation)
            : q.Length > Longest ? new Found([], null)
            : await finder.FindAsync(q, cancellation);
        return new RazorComponentResult<FindPage>(new { Found = found, Filter = filter, Text = q, Agencies = Names(agreed) });
    }

    private static async Task<RazorComponentResult<FindPage>> FindClientAsync(
        IFinder finder, Agreed agreed, [FromForm] string? agency, [FromForm] string? scheme, [FromForm] string? value, CancellationToken cancellation)
    {
        var found = agency is null || scheme is null || value is null or { Length: > Longest } ? new Found([], null) : await finder.FindClientAsync(agency, scheme, value, cancellation);
        return new RazorComponentResult<FindPage>(new { Found = found, Filter = new ReferralFilter(null, agency, null, null), ByIdentifier = true, Agencies = Names(agreed) });
    }

    private static IReadOnlyList<(string, string)> Names(Agreed agreed) => [.. agreed.Directory.Agencies.OrderBy(a => a.Name, StringComparer.Ordinal).Select(a => (a.Id, a.Name))];
}
