using System.Diagnostics;

namespace Gateway.Workers.Stages;

/// <summary>Spans of the gateway: one a step, in the trace of the call that led to it. Tags carry ids and codes only.</summary>
public static class GatewayActivity
{
    /// <summary>Source <c>Gateway</c>.</summary>
    public static ActivitySource Source { get; } = new("Gateway");

    internal static Activity? OfStep(string stage, string? traceParent) =>
        ActivityContext.TryParse(traceParent, null, isRemote: true, out var parent)
            ? Source.StartActivity("gateway." + stage, ActivityKind.Consumer, parent)
            : Source.StartActivity("gateway." + stage, ActivityKind.Consumer);
}
