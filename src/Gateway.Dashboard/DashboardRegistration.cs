using Gateway.Dashboard.Access;
using Gateway.Dashboard.Agencies;
using Gateway.Dashboard.Assets;
using Gateway.Dashboard.Find;
using Gateway.Dashboard.Flow;
using Gateway.Dashboard.Now;
using Gateway.Dashboard.Referrals;
using Gateway.Dashboard.Replays;
using Gateway.Dashboard.Runbook;
using Gateway.Dashboard.Shared;
using Gateway.Dashboard.Worklists;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Dashboard;

/// <summary>The pages: operators' dashboard, web inbox, privacy, pilot, users.</summary>
public static class DashboardRegistration
{
    /// <summary>
    /// Adds the pages' services. The host also registers the ports of <c>Gateway.Core.Operating</c> and keeps the keys of
    /// data protection.
    /// </summary>
    public static IServiceCollection AddGatewayDashboard(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddHttpContextAccessor();
        services.AddScoped<Viewer>();
        services.AddScoped<LiveParts>();
        services.AddRazorComponents();
        services.AddAntiforgery(o =>
        {
            o.Cookie.Name = "gateway-form";
            o.Cookie.SameSite = SameSiteMode.Strict;
        });
        services.AddAccess();
        return services;
    }

    /// <summary>Puts what the pages need into the pipeline; after authentication and authorization.</summary>
    public static IApplicationBuilder UseGatewayDashboard(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseWhen(http => http.Request.Path.StartsWithSegments("/dashboard", StringComparison.Ordinal), pages => pages.UseMiddleware<PageHeaders>());
        app.UseAntiforgery();
        return app;
    }

    /// <summary>Maps every page.</summary>
    public static IEndpointRouteBuilder MapGatewayDashboard(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        AssetsPages.Map(routes);
        var pages = routes.MapGroup("/dashboard").ExcludeFromDescription();
        AccessPages.Map(pages);
        NowPages.Map(pages);
        FindPages.Map(pages);
        ReferralPages.Map(pages);
        WorklistPages.Map(pages);
        ReplayPages.Map(pages);
        FlowPages.Map(pages);
        AgencyPages.Map(pages);
        RunbookPages.Map(pages);
        return routes;
    }
}
