using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Gateway.Sandbox.Conformance.Line;

/// <summary>Before everything else, what the vendor's calls of the gateway meet; the kit's own offices pass.</summary>
internal sealed class VendorGate(VendorLine line) : IStartupFilter
{
    /// <summary>Header of the calls of the kit's own offices.</summary>
    internal const string OwnCall = "x-conformance-office";

    /// <summary>What Retry-After names when the gateway is away, and when there are too many calls.</summary>
    internal static readonly TimeSpan AwayFor = TimeSpan.FromSeconds(1), TooManyFor = TimeSpan.FromSeconds(2);

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(InvokeAsync);
        next(app);
    };

    private async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        var isSubmission = HttpMethods.IsPost(http.Request.Method)
            && (http.Request.Path.StartsWithSegments("/v1/submissions", StringComparison.Ordinal) || http.Request.Path.StartsWithSegments("/v1/events", StringComparison.Ordinal));
        var isCall = http.Request.Path.StartsWithSegments("/v1", StringComparison.Ordinal) && !http.Request.Headers.ContainsKey(OwnCall);
        switch (line.Weather)
        {
            case Weather.Away when isCall:
                Refuse(http, StatusCodes.Status503ServiceUnavailable, AwayFor);
                break;
            case Weather.TooMany when isCall && isSubmission:
                Refuse(http, StatusCodes.Status429TooManyRequests, TooManyFor);
                break;
            case Weather.AnswersLost when isCall && isSubmission:
                http.Response.Body = Stream.Null;
                await next(http);
                line.Refuse(TimeSpan.Zero);
                http.Abort();
                break;
            default:
                await next(http);
                break;
        }
    }

    private void Refuse(HttpContext http, int status, TimeSpan again)
    {
        line.Refuse(again);
        http.Response.StatusCode = status;
        http.Response.Headers.RetryAfter = ((int)again.TotalSeconds).ToString(CultureInfo.InvariantCulture);
    }
}
