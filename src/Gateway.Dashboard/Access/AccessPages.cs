using Gateway.Core.Operating;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Gateway.Dashboard.Words;

namespace Gateway.Dashboard.Access;

/// <summary>Signing in and out, and how a viewer wants to read.</summary>
internal static class AccessPages
{
    internal static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddAuthentication().AddCookie(Permission.Scheme, o =>
        {
            o.Cookie.Name = "gateway-user";
            o.Cookie.SameSite = SameSiteMode.Strict;
            o.LoginPath = "/dashboard/sign-in";
            o.AccessDeniedPath = "/dashboard/not-allowed";
        });
        Permission.AddTo(services.AddAuthorizationBuilder());
        return services;
    }

    internal static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapPost("/reading", Reading).AllowAnonymous();
        pages.MapGet("", (HttpContext http) => Results.Redirect(Shared.Navigation.Of(http.RequestServices.GetRequiredService<Viewer>()).FirstOrDefault()?.Address ?? "/dashboard/not-allowed"))
            .RequireAuthorization(Permission.SignedIn);
    }

    private static RedirectHttpResult Reading([FromForm] string? language, [FromForm] string? zone, [FromForm] string? back, HttpContext http)
    {
        var kept = new CookieOptions { MaxAge = TimeSpan.FromDays(365), HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true, Path = "/dashboard" };
        if (Dictionary.Languages.Any(l => l.Code == language))
            http.Response.Cookies.Append(Viewer.LanguageCookie, language!, kept);
        if (zone is not null && Viewer.Zones.Contains(zone, StringComparer.Ordinal))
            http.Response.Cookies.Append(Viewer.ZoneCookie, zone, kept);
        return TypedResults.LocalRedirect(back is ['/', not ('/' or '\\'), ..] ? back : "/dashboard");
    }
}
