using Gateway.Dashboard.Access;
using Gateway.Dashboard.Assets;
using Gateway.Dashboard.Inbox;
using Gateway.Dashboard.Now;
using Gateway.Dashboard.Pilot;
using Gateway.Dashboard.Privacy;
using Gateway.Dashboard.Shared;
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
        services.AddRazorComponents();
        services.AddAntiforgery(o =>
        {
            o.Cookie.Name = "gateway-form";
            o.Cookie.SameSite = SameSiteMode.Strict;
        });
        services.AddAccess();
        services.AddPrivacy();
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
        InboxPages.Map(pages);
        PrivacyPages.Map(pages);
        PilotPages.Map(pages);
        return routes;
    }
}
