using System.Collections.Concurrent;

namespace Gateway.Persistence.Work;

/// <summary>Wakes what waits in this process when a commit made work for it. A missed signal costs a poll, nothing else.</summary>
public sealed class WorkSignals
{
    private readonly ConcurrentDictionary<string, Signal> _signals = new(StringComparer.Ordinal);

    /// <summary>Tells that a commit caused work items in stages and deliveries for recipients.</summary>
    public void Committed(IEnumerable<string> stages, IEnumerable<string> recipients)
    {
        foreach (var stage in stages)
            Of("stage:" + stage).Set();
        foreach (var recipient in recipients)
            Of("feed:" + recipient).Set();
    }

    /// <summary>Signal of a stage's new work items.</summary>
    public Signal Stage(string stage) => Of("stage:" + stage);

    /// <summary>Signal of a recipient's new deliveries.</summary>
    public Signal Feed(string recipient) => Of("feed:" + recipient);

    private Signal Of(string name) => _signals.GetOrAdd(name, _ => new Signal());
}

/// <summary>Completes every waiter when set; a waiter takes its ticket before it looks, so that nothing is missed.</summary>
public sealed class Signal
{
    private volatile TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes at the next <see cref="Set"/>.</summary>
    public Task Next => _next.Task;

    /// <summary>Wakes every waiter.</summary>
    public void Set() =>
        Interlocked.Exchange(ref _next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
}
