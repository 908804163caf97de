namespace Gateway.Core.Operating;

/// <summary>The days of which a trend tells how much came on each.</summary>
public static class TrendDays
{
    /// <summary>How many days there are.</summary>
    public const int Count = 7;

    /// <summary>When each of the last days began, the oldest first and today last; UTC.</summary>
    /// <param name="now">Domain time.</param>
    /// <param name="zone">Whose days they are.</param>
    public static IReadOnlyList<DateTimeOffset> Of(DateTimeOffset now, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var today = TimeZoneInfo.ConvertTime(now, zone).Date;
        return [.. Enumerable.Range(1 - Count, Count).Select(d => Beginning(today.AddDays(d), zone))];
    }

    // A day whose first hour the clock skips begins when the clock goes on.
    private static DateTimeOffset Beginning(DateTime day, TimeZoneInfo zone) =>
        new(TimeZoneInfo.ConvertTimeToUtc(zone.IsInvalidTime(day) ? day.AddHours(1) : day, zone), TimeSpan.Zero);
}
