using Gateway.Dashboard.Access;
using Gateway.Dashboard.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Dashboard.Runbook;

/// <summary>What to do about each alarm: <c>deploy/RUNBOOK.md</c>, which lies in the assembly.</summary>
internal static class RunbookPages
{
    internal static void Map(IEndpointRouteBuilder pages) =>
        pages.MapGet("/runbook", () => PageResult.Of<RunbookPage>()).RequireAuthorization(Permission.See);
}
