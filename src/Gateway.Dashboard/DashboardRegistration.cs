using Gateway.Core.Operating;
using Gateway.Dashboard.Access;
using Gateway.Dashboard.Agencies;
using Gateway.Dashboard.Assets;
using Gateway.Dashboard.Calls;
using Gateway.Dashboard.Events;
using Gateway.Dashboard.Find;
using Gateway.Dashboard.Flow;
using Gateway.Dashboard.Inbox;
using Gateway.Dashboard.Now;
using Gateway.Dashboard.Records;
using Gateway.Dashboard.Operations;
using Gateway.Dashboard.Pilot;
using Gateway.Dashboard.Privacy;
using Gateway.Dashboard.Referrals;
using Gateway.Dashboard.Replays;
using Gateway.Dashboard.Runbook;
using Gateway.Dashboard.Shared;
using Gateway.Dashboard.Technicians;
using Gateway.Dashboard.Traffic;
using Gateway.Dashboard.Users;
using Gateway.Dashboard.Words;
using Gateway.Dashboard.Worklists;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.CookiePolicy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gateway.Dashboard;

/// <summary>The pages: operators' dashboard, web inbox, privacy, pilot, users.</summary>
public static class DashboardRegistration
{
    /// <summary>
    /// Adds the pages' services. The host also registers the ports of <c>Gateway.Core.Operating</c>, <c>IStoreState</c>
    /// and a <see cref="TimeProvider"/> keyed <c>"machine"</c>.
    /// </summary>
    /// <param name="services">Services.</param>
    /// <param name="configuration">Holds the section <see cref="DashboardOptions.Section"/>; what is wrong there stops the start.</param>
    public static IServiceCollection AddGatewayDashboard(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        var section = configuration.GetSection(DashboardOptions.Section);
        services.AddOptions<DashboardOptions>().Bind(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<DashboardOptions>, DashboardOptionsValidation>();
        services.AddHttpContextAccessor();
        services.AddScoped<Viewer>();
        services.AddScoped<LiveParts>();
        services.AddSingleton<LiveReadings>();
        services.AddHostedService<Evaluation.ReportsKeptFresh>();
        services.AddRazorComponents();
        services.AddResponseCompression(o => o.EnableForHttps = true);
        services.AddAntiforgery(o =>
        {
            o.Cookie.Name = "gateway-form";
            // Lax, as the session: else a page opened from a message would make the forms of all others too old.
            o.Cookie.SameSite = SameSiteMode.Lax;
        });
        services.AddAccess(section.GetSection(nameof(DashboardOptions.OpenId)).Get<OpenIdOptions>() ?? new OpenIdOptions());
        services.AddPrivacy();
        services.AddSingleton<ISpoken, Spoken>();
        return services;
    }

    /// <summary>Puts what the pages need into the pipeline; after authentication and authorization.</summary>
    public static IApplicationBuilder UseGatewayDashboard(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        // As routing does: an address in capitals leads to the same page, and has the same protection.
        return app.UseWhen(http => http.Request.Path.StartsWithSegments("/dashboard", StringComparison.OrdinalIgnoreCase), pages =>
        {
            // Pages are never compressed: their length would tell what stands in them beside what a caller put there.
            pages.UseWhen(http => http.Request.Path.StartsWithSegments(AssetsPages.Root, StringComparison.OrdinalIgnoreCase), assets => assets.UseResponseCompression());
            pages.UseMiddleware<PageHeaders>();
            // Browsers take secure cookies over plain HTTP from loopback; elsewhere TLS stands in front.
            pages.UseCookiePolicy(new CookiePolicyOptions { Secure = CookieSecurePolicy.Always, HttpOnly = HttpOnlyPolicy.Always, MinimumSameSitePolicy = SameSiteMode.Lax });
            pages.UseMiddleware<PageProblems>();
            pages.UseAntiforgery();
            pages.Use((http, next) => PageProblems.RefuseForged(http, next));
        });
    }

    /// <summary>Maps every page.</summary>
    public static IEndpointRouteBuilder MapGatewayDashboard(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        AssetsPages.Map(routes);
        // Whoever types the address alone is led to the pages, or from there to sign in.
        routes.MapGet("/", () => TypedResults.LocalRedirect("/dashboard")).ExcludeFromDescription().AllowAnonymous();
        var pages = routes.MapGroup("/dashboard").ExcludeFromDescription().WithMetadata(new RequireAntiforgeryTokenAttribute());
        AccessPages.Map(pages);
        NowPages.Map(pages);
        InboxPages.Map(pages);
        PrivacyPages.Map(pages);
        Rights.RightsPages.Map(pages);
        PilotPages.Map(pages);
        Ladder.LadderPages.Map(pages);
        Outcomes.OutcomePages.Map(pages);
        Evaluation.EvaluationPages.Map(pages);
        FindPages.Map(pages);
        ReferralPages.Map(pages);
        WorklistPages.Map(pages);
        CallPages.Map(pages);
        ReplayPages.Map(pages);
        FlowPages.Map(pages);
        TrafficPages.Map(pages);
        Try.TryPages.Map(pages);
        AgencyPages.Map(pages);
        RunbookPages.Map(pages);
        RecordPages.Map(pages);
        OperationPages.Map(pages);
        UserPages.Map(pages);
        TechnicianPages.Map(pages);
        EventPages.Map(pages);
        return routes;
    }
}
