namespace Gateway.Core.Operating;

/// <summary>Whether the machine clocks that leases and retries are counted with go together, and go on.</summary>
public static class ClockHealth
{
    /// <summary>Clocks that differ by less do no harm: a lease holds for minutes.</summary>
    public static TimeSpan Tolerated { get; } = TimeSpan.FromSeconds(30);

    /// <summary>How far the clock was set, while a time went by that no clock tells; null: it was not.</summary>
    /// <param name="before">What it showed, UTC.</param>
    /// <param name="after">What it shows, UTC.</param>
    /// <param name="elapsed">What went by in truth.</param>
    public static TimeSpan? Jump(DateTimeOffset before, DateTimeOffset after, TimeSpan elapsed)
    {
        var jump = after - before - elapsed;
        return jump.Duration() < Tolerated ? null : jump;
    }

    /// <summary>What somebody should look at; null: nothing.</summary>
    /// <param name="seen">Computers of processes, and when each said last that it was there, by its own clock.</param>
    /// <param name="now">By this process's clock, UTC.</param>
    public static string? Tell(IReadOnlyList<(string Name, DateTimeOffset At)> seen, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(seen);
        var ahead = seen.Where(s => s.At - now >= Tolerated).OrderByDescending(s => s.At).ToList();
        return ahead.Count == 0
            ? null
            : $"The clock of {ahead[0].Name} is {(long)(ahead[0].At - now).TotalSeconds} s ahead of the one here, or the one here was set back. Leases and retries are counted with it: set every computer by one time server.";
    }
}
