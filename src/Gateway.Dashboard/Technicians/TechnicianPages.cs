using System.Globalization;
using Gateway.Core.Handovers;
using Gateway.Core.Operating;
using Gateway.Core.Reading;
using Gateway.Core.Routing;
using Gateway.Core.Technicians;
using Gateway.Dashboard.Access;
using Gateway.Dashboard.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Dashboard.Technicians;

/// <summary>
/// An agency's own page, for its technician. Whose it is comes from who is signed in, never from the address: another agency's id is a
/// page that does not exist. What a technician looks at is noted before it is shown.
/// </summary>
internal static class TechnicianPages
{
    private const int MostRecords = 100;

    internal static void Map(IEndpointRouteBuilder pages)
    {
        var own = pages.MapGroup("/technician").RequireAuthorization(Permission.Technical).AddEndpointFilter(NoteAsync);
        own.MapGet("", OverviewAsync);
        own.MapGet("/submissions", async (Guid? before, Viewer viewer, IOwnTraffic traffic, CancellationToken cancellation) =>
            PageResult.Of<SubmissionsPage>(new { Page = await traffic.SubmissionsAsync(viewer.Agency!, before, cancellation), IsFirst = before is null }));
        own.MapGet("/submissions/{id:guid}", SubmissionAsync);
        own.MapGet("/set-aside", async (Guid? before, Viewer viewer, IOwnTraffic traffic, CancellationToken cancellation) =>
            PageResult.Of<SetAsidePage>(new { Page = await traffic.SetAsideAsync(viewer.Agency!, before, cancellation), IsFirst = before is null }));
        own.MapGet("/deliveries", DeliveriesAsync);
        own.MapPost("/test", TestAsync);
        SecretPages.Map(own);
        FeedPages.Map(own);
    }

    /// <summary>Nothing is shown to whom is of no agency, or of one that left the directory; and nothing that is not noted.</summary>
    private static async ValueTask<object?> NoteAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var viewer = http.RequestServices.GetRequiredService<Viewer>();
        if (viewer.Agency is not { } agency || http.RequestServices.GetRequiredService<Agreed>().Directory.Find(agency) is null)
            return Missing.Page();
        if (HttpMethods.IsGet(http.Request.Method))
            await http.RequestServices.GetRequiredService<ITechnicians>().NoteAsync(viewer.Name, agency, NameOf(http), http.RequestAborted);
        return await next(context);
    }

    /// <summary>The page as it is noted: its pattern, and the id where it has one.</summary>
    private static string NameOf(HttpContext http)
    {
        var pattern = ((RouteEndpoint)http.GetEndpoint()!).RoutePattern.RawText!;
        var page = pattern[(pattern.IndexOf("/technician", StringComparison.Ordinal) + 1)..];
        return http.GetRouteValue("id") is { } id && Guid.TryParse(Convert.ToString(id, CultureInfo.InvariantCulture), out var key) ? $"{page} {key:D}" : page;
    }

    private static async Task<IResult> OverviewAsync(string? done, Viewer viewer, IAgencyFiles files, Agreed agreed, CancellationToken cancellation) =>
        await files.ReadAsync(viewer.Agency!, cancellation) is { } file
            ? PageResult.Of<TechnicianPage>(new { File = file, Agency = agreed.Directory.Find(viewer.Agency!)!, Done = done })
            : Missing.Page();

    private static async Task<IResult> TestAsync(Viewer viewer, ITestEvents tests, CancellationToken cancellation) =>
        TypedResults.LocalRedirect("/dashboard/technician?done=" + await tests.SendAsync(viewer.Agency!, viewer.Name, cancellation));

    private static async Task<IResult> SubmissionAsync(Guid id, int? after, Viewer viewer, ISubmissionReading reading, CancellationToken cancellation) =>
        await reading.ReadAsync(viewer.Agency!, id, Math.Max(0, after ?? 0), MostRecords, cancellation) is { } page
            ? PageResult.Of<SubmissionPageView>(new { Page = page })
            : Missing.Page();

    private static async Task<IResult> DeliveriesAsync(string? state, Guid? before, Viewer viewer, IOwnTraffic traffic, Agreed agreed, CancellationToken cancellation)
    {
        var asked = Enum.TryParse<DeliveryState>(state, out var known) && Enum.IsDefined(known) ? known : DeliveryState.Waiting;
        return PageResult.Of<DeliveriesPage>(new
        {
            Page = await traffic.DeliveriesAsync(viewer.Agency!, asked, before, cancellation), State = asked, IsFirst = before is null, Agency = agreed.Directory.Find(viewer.Agency!)!,
        });
    }
}
