using Gateway.Core.Handovers;
using Gateway.Core.Operating;
using Gateway.Dashboard.Access;
using Gateway.Dashboard.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;

namespace Gateway.Dashboard.Calls;

/// <summary>Whom operators call, and handovers that are brought once more.</summary>
internal static class CallPages
{
    internal const string Address = "/dashboard/calls";

    internal static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/calls", async (ICallList calls, string? office, string? done, CancellationToken cancellation) =>
            PageResult.Of<CallsPage>(new { Offices = await calls.ReadAsync(string.IsNullOrWhiteSpace(office) ? null : office, cancellation), Office = office, Done = done })).RequireAuthorization(Permission.Operate);
        pages.MapPost("/calls/{handover:guid}/redeliver", async (ICallList calls, Viewer viewer, Guid handover, CancellationToken cancellation) =>
            TypedResults.LocalRedirect(QueryHelpers.AddQueryString(Address, "done", await calls.RedeliverAsync(viewer.Name, handover, cancellation) switch
            {
                Redelivery.Begun => "begun",
                Redelivery.NotNeeded => "not-needed",
                Redelivery.OnItsWay => "on-its-way",
                Redelivery.InInbox => "in-inbox",
                Redelivery.InFeed => "in-feed",
                _ => "unknown",
            }))).RequireAuthorization(Permission.Operate);
    }
}
