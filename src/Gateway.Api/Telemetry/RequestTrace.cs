using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Api.Telemetry;

/// <summary>
/// Names a call's span after its method and route template and gives the caller the trace back. Path, query and
/// headers never become part of a span: they may hold what a caller should not have put there.
/// </summary>
/// <remarks>Tag names: OpenTelemetry semantic conventions for HTTP spans.</remarks>
internal sealed class RequestTrace(RequestDelegate next)
{
    private static readonly HashSet<string> Methods = new(StringComparer.Ordinal)
    {
        HttpMethods.Get, HttpMethods.Post, HttpMethods.Put, HttpMethods.Patch, HttpMethods.Delete, HttpMethods.Head, HttpMethods.Options,
    };

    public async Task InvokeAsync(HttpContext http)
    {
        var activity = Activity.Current;
        if (activity is { IdFormat: ActivityIdFormat.W3C, Id: { } id })
        {
            http.Response.OnStarting(() =>
            {
                http.Response.Headers.TraceParent = id;
                return Task.CompletedTask;
            });
        }

        try
        {
            await next(http);
        }
        finally
        {
            if (activity is not null)
                Describe(activity, http);
        }
    }

    private static void Describe(Activity activity, HttpContext http)
    {
        var method = Methods.Contains(http.Request.Method) ? http.Request.Method : "_OTHER";
        var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
        activity.DisplayName = route is null ? method : $"{method} {route}";
        activity.SetTag("http.request.method", method);
        activity.SetTag("http.response.status_code", http.Response.StatusCode);
        if (route is not null)
            activity.SetTag("http.route", route);
    }
}
