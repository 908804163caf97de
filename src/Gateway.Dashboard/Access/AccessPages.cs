using System.Threading.RateLimiting;
using Gateway.Core.Operating;
using Gateway.Dashboard.Shared;
using Gateway.Dashboard.Words;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Dashboard.Access;

/// <summary>Who may open the pages, and how a viewer wants to read.</summary>
internal static class AccessPages
{
    /// <summary>Limits how many sign-ins are looked at together: hashing passwords costs what intake needs.</summary>
    internal const string SignInRate = "dashboard-sign-in";

    private static readonly TimeSpan SessionLife = TimeSpan.FromHours(8);

    internal static IServiceCollection AddAccess(this IServiceCollection services, OpenIdOptions provider)
    {
        var authentication = services.AddAuthentication().AddCookie(Permission.Scheme, o =>
        {
            o.Cookie.Name = "gateway-user";
            // Lax: a link in a message opens its page. Nothing changes by GET, and every form has its own token.
            o.Cookie.SameSite = SameSiteMode.Lax;
            o.Cookie.SecurePolicy = CookieSecurePolicy.Always;
            o.ExpireTimeSpan = SessionLife;
            o.SlidingExpiration = true;
            o.Events = Session.Events;
        });
        OpenIdSignIn.Add(authentication, provider);
        // Sessions last by the machine's clock; the domain's may be simulated.
        services.AddOptions<CookieAuthenticationOptions>(Permission.Scheme)
            .Configure<IServiceProvider>((o, p) => o.TimeProvider = p.GetRequiredKeyedService<TimeProvider>("machine"));
        Permission.AddTo(services.AddAuthorizationBuilder());
        services.AddSingleton<KnownDevices>();
        services.AddRateLimiter(o => o.AddConcurrencyLimiter(SignInRate, limit =>
        {
            limit.PermitLimit = 4;
            limit.QueueLimit = 64;
            limit.QueueProcessingOrder = QueueProcessingOrder.OldestFirst;
        }));
        return services;
    }

    internal static void Map(IEndpointRouteBuilder pages)
    {
        SignInPages.Map(pages);
        AccountPages.Map(pages);
        pages.MapPost("/reading", Reading).RequireAuthorization(Permission.Anybody);
        pages.MapGet("", Home).RequireAuthorization(Permission.SignedIn);
        pages.MapGet("/not-allowed", () => TypedResults.StatusCode(StatusCodes.Status403Forbidden)).RequireAuthorization(Permission.SignedIn);
        pages.MapGet("/{**elsewhere}", () => TypedResults.NotFound()).RequireAuthorization(Permission.SignedIn);
    }

    /// <summary>An address to go back to: one of these pages, never one elsewhere.</summary>
    internal static string Safe(string? back) =>
        back is not null && back.StartsWith("/dashboard", StringComparison.Ordinal) && back.All(c => c is > ' ' and <= '~' and not '\\') ? back : "/dashboard";

    private static RedirectHttpResult Home(Viewer viewer) =>
        TypedResults.Redirect(Navigation.Of(viewer).FirstOrDefault()?.Address ?? "/dashboard/not-allowed");

    private static RedirectHttpResult Reading([FromForm] string? language, [FromForm] string? zone, [FromForm] string? back, HttpContext http)
    {
        var kept = new CookieOptions { MaxAge = TimeSpan.FromDays(365), HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true, Path = "/dashboard" };
        if (SpokenLanguage.Codes.Contains(language))
            http.Response.Cookies.Append(Viewer.LanguageCookie, language!, kept);
        if (zone is not null && Viewer.Zones.Contains(zone, StringComparer.Ordinal))
            http.Response.Cookies.Append(Viewer.ZoneCookie, zone, kept);
        return TypedResults.LocalRedirect(Safe(back));
    }
}
