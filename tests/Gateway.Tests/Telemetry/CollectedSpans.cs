using System.Collections.Concurrent;
using System.Diagnostics;
using OpenTelemetry;

namespace Gateway.Tests.Telemetry;

/// <summary>Spans as they go to the exporter.</summary>
internal sealed class CollectedSpans : BaseProcessor<Activity>
{
    private readonly ConcurrentQueue<Activity> _ended = [];

    public override void OnEnd(Activity data) => _ended.Enqueue(data);

    /// <summary>Spans of a trace by name, in the order they began.</summary>
    public ILookup<string, Activity> Of(ActivityTraceId trace) => _ended.Where(a => a.TraceId == trace).OrderBy(a => a.StartTimeUtc).ToLookup(a => a.DisplayName);

    /// <summary>All spans so far.</summary>
    public IReadOnlyCollection<Activity> All => _ended;
}
