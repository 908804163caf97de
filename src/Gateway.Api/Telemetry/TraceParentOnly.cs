using System.Diagnostics;

namespace Gateway.Api.Telemetry;

/// <summary>
/// Takes of a caller's trace context the trace parent alone. Trace state and baggage are the caller's own words: they
/// would be carried into spans and further calls.
/// </summary>
/// <remarks>W3C Trace Context, section 2: <c>traceparent</c> has a fixed form of hexadecimal digits.</remarks>
internal sealed class TraceParentOnly : DistributedContextPropagator
{
    private readonly DistributedContextPropagator _whole = CreateW3CPropagator();

    public override IReadOnlyCollection<string> Fields { get; } = ["traceparent"];

    public override void Inject(Activity? activity, object? carrier, PropagatorSetterCallback? setter)
    {
        if (activity?.Id is { } id)
            setter?.Invoke(carrier, Fields.First(), id);
    }

    public override void ExtractTraceIdAndState(object? carrier, PropagatorGetterCallback? getter, out string? traceId, out string? traceState)
    {
        _whole.ExtractTraceIdAndState(carrier, getter, out traceId, out _);
        traceState = null;
    }

    public override IEnumerable<KeyValuePair<string, string?>>? ExtractBaggage(object? carrier, PropagatorGetterCallback? getter) => null;
}
