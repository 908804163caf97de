using Gateway.Core.Work;
using Gateway.Core.Reading;
using Gateway.Workers.Broker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gateway.Workers.Stages;

/// <summary>When a stage counts as stuck (<c>Gateway:Health</c>).</summary>
public sealed class HealthOptions
{
    /// <summary>Work is due this long, and this process got nothing done for as long. Longer than a lease, in machine time.</summary>
    public TimeSpan StuckAfter { get; set; } = TimeSpan.FromMinutes(5);
}

/// <summary>
/// Whether the stages get on with their work. The bus's own check stays content while an endpoint hangs, so this one
/// looks at the work: something is due, and nothing is completed.
/// </summary>
/// <param name="roles">Roles of this process.</param>
/// <param name="queue">Work.</param>
/// <param name="progress">What this process got done.</param>
/// <param name="options">Limits.</param>
/// <param name="machine">Machine time.</param>
/// <param name="watch">The broker; null: in-memory transport.</param>
internal sealed class StageHealth(
    Roles roles, IWorkQueue queue, StageProgress progress, IOptions<HealthOptions> options,
    [FromKeyedServices(MachineTime.Key)] TimeProvider machine, BrokerWatch? watch = null) : IStageHealth
{
    public async Task<IReadOnlyList<ReadinessPart>> ReadAsync(CancellationToken cancellation)
    {
        List<ReadinessPart> parts = [];
        foreach (var stage in roles.Stages)
            parts.Add(await OwnAsync(stage, cancellation));
        if (watch?.View is { Problem: null } view)
        {
            parts.AddRange(StageNames.All.Except(roles.Stages, StringComparer.Ordinal).Where(s => view.ConsumersOf(s) == 0)
                .Select(s => new ReadinessPart(PartOf(s), true, $"No process works on stage {s}; its work waits in the store. Start one with 'run --role {s}'.")));
            parts.Add(DeadLetters(view));
        }

        return parts;
    }

    private async Task<ReadinessPart> OwnAsync(string stage, CancellationToken cancellation)
    {
        if (watch?.View is { Problem: null } view && view.ConsumersOf(stage) == 0)
            return new ReadinessPart(PartOf(stage), false, $"Nobody takes messages from queue {StageQueues.Name(stage)}. If this lasts longer than half a minute, look at this process's log and start it again.");
        var now = machine.GetUtcNow();
        var limit = now - options.Value.StuckAfter;
        return progress.Last(stage) < limit && await queue.OldestDueAsync(stage, cancellation) is { } since && since < limit
            ? new ReadinessPart(PartOf(stage), false, $"Work of stage {stage} is due since {since:yyyy-MM-dd HH:mm:ss}Z and this process got nothing done since {progress.Last(stage):yyyy-MM-dd HH:mm:ss}Z. Look at its log; starting it again is safe.")
            : new ReadinessPart(PartOf(stage), true, null);
    }

    private static ReadinessPart DeadLetters(BrokerView view)
    {
        var count = view.Queues.GetValueOrDefault(BrokerTopology.DeadLetters)?.Messages ?? 0;
        return new ReadinessPart("dead-letter", true, count == 0 ? null
            : $"Queue {BrokerTopology.DeadLetters} holds {count} messages whose consumers died again and again. Their work was issued anew or is parked; find the cause in the logs of the time, then purge the queue.");
    }

    private static string PartOf(string stage) => "stage " + stage;
}

/// <summary>Tells how the stages of this process get on.</summary>
public interface IStageHealth
{
    /// <summary>A part per stage; one that is ready and has a text works, and somebody should look at it.</summary>
    Task<IReadOnlyList<ReadinessPart>> ReadAsync(CancellationToken cancellation);
}
