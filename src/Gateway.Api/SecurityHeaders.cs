using Microsoft.AspNetCore.Http;

namespace Gateway.Api;

/// <summary>Headers that keep answers out of caches, frames and guesses about their type.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    private const string NothingElse = "default-src 'none'; frame-ancestors 'none'";
    private const string OwnScripts = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext http)
    {
        http.Response.OnStarting(() =>
        {
            Add(http);
            return Task.CompletedTask;
        });
        return next(http);
    }

    private static void Add(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        // What says itself that it is for everybody, a style sheet or a script, may be kept; nothing else.
        if (!headers.CacheControl.ToString().StartsWith("public", StringComparison.Ordinal))
            headers.CacheControl = "no-store";
        if (headers.ContentSecurityPolicy.Count == 0)
            headers.ContentSecurityPolicy = http.Request.Path.StartsWithSegments("/swagger", StringComparison.OrdinalIgnoreCase) ? OwnScripts : NothingElse;
        if (http.Request.IsHttps)
            headers.StrictTransportSecurity = "max-age=31536000";
    }
}
