namespace Gateway.Demo.Clock;

/// <summary>A timer of <see cref="SimulatedTime"/>. Its schedule is read and written under the clock's lock.</summary>
internal sealed class SimulatedTimer(SimulatedTime clock, TimerCallback callback, object? state) : ITimer
{
    private DateTimeOffset? _due;
    private TimeSpan _period = Timeout.InfiniteTimeSpan;
    private volatile bool _disposed;

    public bool Change(TimeSpan dueTime, TimeSpan period) => !_disposed && clock.Set(this, dueTime, period);

    public void Dispose()
    {
        _disposed = true;
        clock.Forget(this);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    internal void Schedule(DateTimeOffset? due, TimeSpan period)
    {
        _due = due;
        _period = period;
    }

    internal bool TakeIfDue(DateTimeOffset now)
    {
        if (_due is not { } due || due > now)
            return false;
        _due = _period > TimeSpan.Zero ? now + _period : null;
        return true;
    }

    internal void Run()
    {
        if (!_disposed)
            callback(state);
    }
}
