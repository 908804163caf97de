using Gateway.Core.Mandates;
using Gateway.Dashboard.Access;
using Gateway.Dashboard.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Dashboard.Privacy;

/// <summary>What data protection officers are told of requests of control services.</summary>
internal static class MandatePages
{
    internal static void Map(IEndpointRouteBuilder privacy)
    {
        privacy.MapGet("/mandates", async (IMandateRequests requests, Viewer viewer, CancellationToken cancellation) =>
            PageResult.Of<MandatesPage>(new { Requests = await requests.ToldAsync(viewer.Agency, cancellation) }));
        privacy.MapPost("/mandates/{request:guid}", async Task<IResult> (Guid request, IMandateRequests requests, Viewer viewer, CancellationToken cancellation) =>
            await requests.ReadAsync(request, viewer.Agency, viewer.Name, cancellation) ? TypedResults.LocalRedirect("/dashboard/privacy/mandates") : Missing.Page());
    }
}
