namespace Gateway.Tests.Running;

/// <summary>The domain's clock, set by the test. Timers run on the machine's time: nothing of the domain waits on them.</summary>
internal sealed class SettableTime : TimeProvider
{
    /// <summary>A Tuesday without a holiday near it.</summary>
    public static readonly DateTimeOffset Start = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);

    private long _ticks = Start.UtcTicks;

    public DateTimeOffset Now
    {
        get => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);
        set => Interlocked.Exchange(ref _ticks, value.UtcTicks);
    }

    public override DateTimeOffset GetUtcNow() => Now;
}
