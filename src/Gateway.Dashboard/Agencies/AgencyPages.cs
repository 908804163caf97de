using Gateway.Core.Directory;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Routing;
using Gateway.Dashboard.Access;
using Gateway.Dashboard.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Dashboard.Agencies;

/// <summary>Agencies at work, their duty contacts, and holds on them.</summary>
internal static class AgencyPages
{
    private const int LongestReason = 1000;

    internal static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/agencies", async (IOverview overview, Agreed agreed, CancellationToken cancellation) =>
            new RazorComponentResult<AgenciesPage>(new { Overview = await overview.ReadAsync(cancellation), agreed.Directory.Agencies })).RequireAuthorization(Permission.See);
        pages.MapGet("/agencies/{id}", async Task<IResult> (string id, IAgencyFiles files, IApiKeys keys, Agreed agreed, string? done, CancellationToken cancellation) =>
            await files.ReadAsync(id, cancellation) is { } file
                ? new RazorComponentResult<AgencyPage>(new { File = file, Agency = agreed.Directory.Find(id), Keys = await keys.ListAsync(id, cancellation), Done = done })
                : Missing.Page()).RequireAuthorization(Permission.See);
        pages.MapPost("/agencies/{id}/hold", HoldAsync).RequireAuthorization(Permission.Operate);
        pages.MapPost("/agencies/{id}/lift", async (string id, IAgencyFiles files, Viewer viewer, CancellationToken cancellation) =>
            Back(id, await files.LiftAsync(viewer.Name, id, cancellation) ? "lifted" : "stale")).RequireAuthorization(Permission.Operate);
        // Keys are made and changed at the command line: whoever has one reads what the agency reads, and no single administrator gives that here.
        pages.MapPost("/agencies/{id}/keys/{key}/revoke", async (string id, string key, IApiKeys keys, Viewer viewer, CancellationToken cancellation) =>
            Back(id, (await keys.ListAsync(id, cancellation)).Any(k => k.Id == key) && await keys.RevokeAsync(key, viewer.Name, cancellation) ? "revoked" : "stale"))
            .RequireAuthorization(Permission.Administer);
    }

    private static async Task<IResult> HoldAsync(string id, IAgencyFiles files, Agreed agreed, Viewer viewer, [FromForm] string? reason, CancellationToken cancellation)
    {
        if (agreed.Directory.Find(id) is null)
            return Missing.Page();
        if (string.IsNullOrWhiteSpace(reason))
            return Back(id, "no-reason");
        if (reason.Trim().Length > LongestReason)
            return TypedResults.StatusCode(StatusCodes.Status413PayloadTooLarge);
        return Back(id, await files.HoldAsync(viewer.Name, id, reason.Trim(), cancellation) ? "held" : "stale");
    }

    private static RedirectHttpResult Back(string id, string done) => TypedResults.LocalRedirect($"/dashboard/agencies/{Uri.EscapeDataString(id)}?done={done}");
}
