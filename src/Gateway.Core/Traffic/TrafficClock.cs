using System.Globalization;

namespace Gateway.Core.Traffic;

/// <summary>How far traffic is counted, and what is to be counted next.</summary>
/// <param name="Day">The next day to count; days before it are final.</param>
/// <param name="Hour">The next hour to count, UTC.</param>
public sealed record TrafficClock(DateOnly Day, DateTimeOffset Hour)
{
    /// <summary>A day is counted so long after it ended: what was received last is translated by then.</summary>
    public static readonly TimeSpan DaySettles = TimeSpan.FromHours(25);

    /// <summary>An hour is counted so long after it ended: what was begun in it is committed by then.</summary>
    public static readonly TimeSpan HourSettles = TimeSpan.FromMinutes(5);

    /// <summary>Hours are kept so long: enough to lay thirty days beside those five weeks before.</summary>
    public static readonly TimeSpan HoursKept = TimeSpan.FromDays(70);

    /// <summary>Days are kept so long: three years, and the year that they are compared with.</summary>
    public const int DaysKept = 1096 + 1092;

    /// <summary>Hours that are counted in one transaction at most.</summary>
    public const int HoursTogether = 24;

    private const string Layout = "yyyy-MM-dd'T'HH";

    /// <summary>Where counting begins.</summary>
    /// <param name="first">When the first thing came in, UTC; null: nothing yet.</param>
    /// <param name="now">Domain time.</param>
    public static TrafficClock Begin(DateTimeOffset? first, DateTimeOffset now)
    {
        var from = first ?? now;
        var earliest = now.AddDays(-DaysKept);
        return new TrafficClock(DateOnly.FromDateTime((from < earliest ? earliest : from).UtcDateTime).AddDays(-1), Floor(from)).At(now);
    }

    /// <summary>Hours that are so old that nobody looks at them one by one are skipped.</summary>
    public TrafficClock At(DateTimeOffset now) => Floor(now - HoursKept) is var oldest && oldest > Hour ? this with { Hour = oldest } : this;

    /// <summary>The next day, when it is over long enough; null: not yet.</summary>
    /// <param name="endOf">The end of a day in the time zone in which it ends last.</param>
    /// <param name="now">Domain time.</param>
    public DateOnly? DueDay(Func<DateOnly, DateTimeOffset> endOf, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(endOf);
        return endOf(Day) + DaySettles <= now ? Day : null;
    }

    /// <summary>The hours that are over long enough, so many at once as go together.</summary>
    public IReadOnlyList<DateTimeOffset> DueHours(DateTimeOffset now) =>
        [.. Enumerable.Range(0, HoursTogether).Select(h => Hour.AddHours(h)).TakeWhile(h => h.AddHours(1) + HourSettles <= now)];

    /// <summary>As it is kept.</summary>
    public string Write() => $"{Day:yyyy-MM-dd}|{Hour.UtcDateTime.ToString(Layout, CultureInfo.InvariantCulture)}";

    /// <summary>As it was kept.</summary>
    public static TrafficClock Read(string written)
    {
        ArgumentNullException.ThrowIfNull(written);
        var parts = written.Split('|');
        return new TrafficClock(
            DateOnly.ParseExact(parts[0], "yyyy-MM-dd", CultureInfo.InvariantCulture),
            new DateTimeOffset(DateTime.ParseExact(parts[1], Layout, CultureInfo.InvariantCulture, DateTimeStyles.None), TimeSpan.Zero));
    }

    /// <summary>The hour in which a moment lies.</summary>
    public static DateTimeOffset Floor(DateTimeOffset at) => new(at.UtcDateTime.Date.AddHours(at.UtcDateTime.Hour), TimeSpan.Zero);
}
