using Gateway.Core.Operating;
using Gateway.Dashboard.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Dashboard.Shared;

/// <summary>Sends a part of a page again and again as server-sent events, for as long as somebody looks and may.</summary>
/// <param name="services">Services of the call.</param>
/// <param name="loggers">Loggers.</param>
/// <param name="machine">Machine time.</param>
public sealed partial class LiveParts(IServiceProvider services, ILoggerFactory loggers, [FromKeyedServices("machine")] TimeProvider machine)
{
    internal static readonly TimeSpan Pace = TimeSpan.FromSeconds(3);

    /// <summary>After this long the browser connects anew, and is asked again who it is.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    internal async Task SendAsync<TPart>(HttpContext http, Func<Task<Dictionary<string, object?>>> read, CancellationToken cancellation) where TPart : IComponent
    {
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        // The answer begins before anything is read: a page that says what went wrong would stand inside the page.
        await http.Response.StartAsync(cancellation);
        await using var renderer = new HtmlRenderer(services, loggers);
        var until = machine.GetUtcNow() + Longest;
        try
        {
            while (machine.GetUtcNow() < until && await Session.HoldsAsync(http, cancellation))
            {
                var parameters = ParameterView.FromDictionary(await read());
                var html = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<TPart>(parameters)).ToHtmlString());
                foreach (var line in html.Split('\n'))
                    await http.Response.WriteAsync("data: " + line.TrimEnd('\r') + "\n", cancellation);
                await http.Response.WriteAsync("\n", cancellation);
                await http.Response.Body.FlushAsync(cancellation);
                await Task.Delay(Pace, machine, cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody looks any more.
        }
        catch (Exception failure)
        {
            // What was shown stays; the browser connects anew.
            Log.Failed(loggers.CreateLogger<LiveParts>(), ExceptionSummary.Of(failure));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(6003, LogLevel.Warning, "A live part of a page could not be read: {Failure}")]
        public static partial void Failed(ILogger logger, string failure);
    }
}
