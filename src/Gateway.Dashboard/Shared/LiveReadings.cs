using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Dashboard.Shared;

/// <summary>
/// What live parts show: whoever looks at the same part at the same time is sent one reading, so that many viewers cost the database what one
/// costs. What it holds is the same for everybody who may see it.
/// </summary>
/// <param name="machine">Machine time.</param>
public sealed class LiveReadings([FromKeyedServices("machine")] TimeProvider machine)
{
    private readonly ConcurrentDictionary<object, Kept> _kept = new();

    /// <summary>A reading that is younger than the pace of live parts, or a new one.</summary>
    /// <param name="of">What is read: equal for equal readings.</param>
    /// <param name="read">Reads; it belongs to nobody's call, since others wait for it too.</param>
    /// <param name="cancellation">Ends this viewer's waiting.</param>
    internal async Task<T> ReadAsync<T>(object of, Func<Task<T>> read, CancellationToken cancellation)
    {
        var now = machine.GetUtcNow();
        foreach (var (over, _) in _kept.Where(k => k.Value.Until <= now && k.Value.Reading is { IsValueCreated: true, Value.IsCompleted: true }))
            _kept.TryRemove(over, out _);
        var kept = _kept.GetOrAdd(of, _ => new Kept(now + LiveParts.Pace, new Lazy<Task>(() => Task.Run(read))));
        return await ((Task<T>)kept.Reading.Value).WaitAsync(cancellation);
    }

    /// <param name="Until">Up to when it is shared.</param>
    /// <param name="Reading">Begins when it is first waited for, so that two that come at once begin one.</param>
    private sealed record Kept(DateTimeOffset Until, Lazy<Task> Reading);
}
