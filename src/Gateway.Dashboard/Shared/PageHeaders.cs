using Microsoft.AspNetCore.Http;

namespace Gateway.Dashboard.Shared;

/// <summary>What a page may load and do: its own style sheet and scripts, nothing inline, nothing from elsewhere, in no frame.</summary>
internal sealed class PageHeaders(RequestDelegate next)
{
    private const string Own =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext http)
    {
        Set(http);
        return next(http);
    }

    internal static void Set(HttpContext http) => http.Response.Headers.ContentSecurityPolicy = Own;
}
