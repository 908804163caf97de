using Gateway.Dashboard.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Dashboard.Now;

/// <summary>The page that tells in five seconds whether flows are healthy.</summary>
internal static class NowPages
{
    internal static void Map(IEndpointRouteBuilder pages) =>
        pages.MapGet("/now", () => new RazorComponentResult<NowPage>()).RequireAuthorization(Permission.See);
}
