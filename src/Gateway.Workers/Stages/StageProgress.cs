using System.Collections.Concurrent;
using Gateway.Core.Work;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Workers.Stages;

/// <summary>When each stage of this process last got something done.</summary>
internal sealed class StageProgress([FromKeyedServices(MachineTime.Key)] TimeProvider machine)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _last = new(StringComparer.Ordinal);
    private readonly DateTimeOffset _began = machine.GetUtcNow();

    /// <summary>A message was worked on, or a part of a long one.</summary>
    internal void Worked(string stage) => _last[stage] = machine.GetUtcNow();

    /// <summary>Machine time of the last; the process's start when there was none.</summary>
    internal DateTimeOffset Last(string stage) => _last.GetValueOrDefault(stage, _began);
}
