using System.Diagnostics;
using OpenTelemetry;

namespace Gateway.Host.Telemetry;

/// <summary>
/// Leaves of an exception that a library notes on its span the type: text and stack may quote what was worked on. What
/// a span has noted cannot be taken back, so this listens while it is noted.
/// </summary>
internal sealed class SpanExceptions : BaseProcessor<Activity>
{
    private readonly ActivityListener _listener = new()
    {
        ShouldListenTo = source => source.Name is "Npgsql" or "Microsoft.AspNetCore" or "System.Net.Http",
        ExceptionRecorder = (Activity _, Exception _, ref TagList tags) =>
        {
            // What is there already is not filled in from the exception.
            tags.Add("exception.message", "");
            tags.Add("exception.stacktrace", "");
        },
    };

    public SpanExceptions() => ActivitySource.AddActivityListener(_listener);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _listener.Dispose();
        base.Dispose(disposing);
    }
}
