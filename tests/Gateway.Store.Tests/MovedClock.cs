namespace Gateway.Store.Tests;

/// <summary>A clock that stands still until it is moved.</summary>
internal sealed class MovedClock(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset _now = start;

    public override DateTimeOffset GetUtcNow() => _now;

    internal void Move(TimeSpan by) => _now += by;
}
