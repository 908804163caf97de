using Gateway.Core.Reading;

namespace Gateway.Demo.Clock;

/// <summary>
/// The domain clock of the demonstration. It stands still while anything is due and is moved by the runner only; every
/// new time is stored durably before anybody can see it, so that a crash never makes time go backwards.
/// </summary>
/// <remarks>Leases, retries and time-outs never use this clock; they run on the keyed <c>"machine"</c> one.</remarks>
public sealed class SimulatedTime : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly HashSet<SimulatedTimer> _timers = [];
    private DateTimeOffset _now = PilotCalendar.Start;
    private bool _restored;

    /// <summary>Present simulated time, UTC.</summary>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return _now;
    }

    /// <summary>
    /// Takes the stored time, or stores the first one. Call it when the store is migrated and before the gateway starts,
    /// so that nothing runs at a time before the stored one. A second call does nothing.
    /// </summary>
    /// <param name="store">Where the time is kept.</param>
    /// <param name="cancellation">Cancellation.</param>
    public async Task RestoreAsync(IClockStore store, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (_restored)
            return;
        var stored = await store.ReadAsync(cancellation);
        if (stored is null)
            await store.WriteAsync(_now, cancellation);
        lock (_gate)
        {
            _now = stored?.ToUniversalTime() ?? _now;
            _restored = true;
        }
    }

    /// <summary>Moves time forward; timers that became due run before this returns.</summary>
    /// <param name="to">The new time; later than the present one.</param>
    /// <param name="store">Where the time is kept; written before the new time is visible.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <exception cref="ArgumentOutOfRangeException">The new time is not later than the present one.</exception>
    public async Task AdvanceAsync(DateTimeOffset to, IClockStore store, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (to <= GetUtcNow())
            throw new ArgumentOutOfRangeException(nameof(to), "Simulated time only moves forward.");
        await store.WriteAsync(to, cancellation);
        SimulatedTimer[] due;
        lock (_gate)
        {
            _now = to.ToUniversalTime();
            due = [.. _timers.Where(t => t.TakeIfDue(_now))];
        }
        foreach (var timer in due)
            timer.Run();
    }

    /// <summary>A timer that counts simulated time. After a jump over several periods it runs once.</summary>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new SimulatedTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    internal bool Set(SimulatedTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        var dueNow = dueTime == TimeSpan.Zero;
        lock (_gate)
        {
            timer.Schedule(dueTime == Timeout.InfiniteTimeSpan ? null : _now + dueTime, period);
            _timers.Add(timer);
            dueNow = dueNow && timer.TakeIfDue(_now);
        }
        if (dueNow)
            ThreadPool.QueueUserWorkItem(static t => t.Run(), timer, preferLocal: false);
        return true;
    }

    internal void Forget(SimulatedTimer timer)
    {
        lock (_gate)
            _timers.Remove(timer);
    }
}
