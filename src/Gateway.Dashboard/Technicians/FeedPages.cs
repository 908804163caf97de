using Gateway.Core.Callers;
using Gateway.Core.Handovers;
using Gateway.Core.Routing;
using Gateway.Core.Technicians;
using Gateway.Dashboard.Access;
using Gateway.Dashboard.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Dashboard.Technicians;

/// <summary>
/// An agency's feed: what was given out, by position and id; and the events themselves once more, for whoever shows a key that may read
/// the feed. Reading again is a button, so that no link, prefetch or reload releases anything.
/// </summary>
internal static class FeedPages
{
    internal static void Map(IEndpointRouteBuilder own)
    {
        own.MapGet("/feed", async (long? after, string? done, Viewer viewer, IOwnTraffic traffic, Agreed agreed, CancellationToken cancellation) =>
            await PageAsync(Math.Max(0, after ?? 0), done, viewer, traffic, agreed, cancellation));
        own.MapPost("/feed", ReadAsync).RequireRateLimiting(AccessPages.SignInRate);
    }

    private static async Task<IResult> PageAsync(long after, string? done, Viewer viewer, IOwnTraffic traffic, Agreed agreed, CancellationToken cancellation)
    {
        var reads = DepartureRules.ReadsItself(agreed.Directory.Find(viewer.Agency!));
        return PageResult.Of<FeedPage>(new { ReadsItself = reads, After = after, Items = await traffic.FeedAsync(viewer.Agency!, after, cancellation), Done = done });
    }

    private static async Task<IResult> ReadAsync(
        [FromForm] long? after, [FromForm] string? key, Viewer viewer, IFeedAgain feed, IApiKeys keys, ITechnicians technicians, CancellationToken cancellation)
    {
        var from = Math.Max(0, after ?? 0);
        if (!ShownKeyRules.MayRead(await keys.CallerOfAsync(key ?? "", cancellation), viewer.Agency!))
        {
            await technicians.NoteRefusedAsync(viewer.Name, viewer.Agency!, "feed", cancellation);
            return TypedResults.LocalRedirect(FormattableString.Invariant($"/dashboard/technician/feed?after={from}&done=refused"));
        }

        return PageResult.Of<EventsAgainPage>(new { Page = await feed.ReadAsync(viewer.Reader, viewer.Agency!, from, cancellation), After = from });
    }
}
