using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Gateway.Api.Telemetry;

/// <summary>Gives the caller the trace of the call back, in the header <c>traceparent</c> of the answer.</summary>
internal sealed class TraceInAnswer(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext http)
    {
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } id })
        {
            http.Response.OnStarting(() =>
            {
                http.Response.Headers.TraceParent = id;
                return Task.CompletedTask;
            });
        }

        return next(http);
    }
}
