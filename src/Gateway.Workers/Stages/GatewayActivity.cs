using System.Diagnostics;
using Gateway.Core.Handovers;
using Gateway.Core.Work;

namespace Gateway.Workers.Stages;

/// <summary>
/// Spans of the gateway: one a work item and one a release, in the trace of the call that led to it. A message carries work items
/// of many traces, so a work item's span is no child of the message's but linked to it; a release is linked to whoever asked for it. Tags carry ids only.
/// </summary>
public static class GatewayActivity
{
    /// <summary>Name of the source.</summary>
    public const string Name = "Gateway";

    /// <summary>Source <c>Gateway</c>.</summary>
    public static ActivitySource Source { get; } = new(Name);

    /// <summary>Span of a work item; the current activity while it runs.</summary>
    internal static Activity? OfWorkItem(string stage, WorkItem item) =>
        Start("gateway." + stage, ActivityKind.Consumer, item.TraceParent, item.SubjectId);

    /// <summary>Span of a release, whoever asked for it: a work item, a feed's reader or an out-queue.</summary>
    internal static Activity? OfRelease(DeliverySnapshot delivery) =>
        Start("gateway.release", ActivityKind.Producer, delivery.TraceParent, delivery.Id);

    private static Activity? Start(string name, ActivityKind kind, string? traceParent, Guid subject)
    {
        if (!Source.HasListeners())
            return null;
        KeyValuePair<string, object?>[] tags = [new("gateway.subject.id", subject)];
        var around = Activity.Current;
        return ActivityContext.TryParse(traceParent, null, isRemote: true, out var parent)
            ? Source.StartActivity(name, kind, parent, tags, around is null ? null : [new ActivityLink(around.Context)])
            : Source.StartActivity(name, kind, around?.Context ?? default, tags);
    }
}
