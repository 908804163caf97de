namespace Gateway.Core.Directory;

/// <summary>The clock on the wall of a country's offices.</summary>
public static class CountryTime
{
    private static readonly Dictionary<string, string> Zones = new(StringComparer.Ordinal)
    {
        ["BE"] = "Europe/Brussels",
        ["NL"] = "Europe/Amsterdam",
        ["NO"] = "Europe/Oslo",
        ["FR"] = "Europe/Paris",
        ["DE"] = "Europe/Berlin",
        ["LU"] = "Europe/Luxembourg",
    };

    /// <summary>The day on the calendar of the country's offices: after midnight theirs is already the next, and the gateway counts in UTC.</summary>
    public static DateOnly DayOf(string country, DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Of(country)).DateTime);

    /// <summary>The first moment of a day at the country's offices, UTC.</summary>
    public static DateTimeOffset StartOf(string country, DateOnly day) => StartOf(day, Of(country));

    /// <summary>The first moment after a day at the country's offices, UTC: a term whose last day it is passes then.</summary>
    public static DateTimeOffset EndOf(string country, DateOnly day) => StartOf(country, day.AddDays(1));

    /// <summary>The last day of a term that passes at an instant: the day that <see cref="EndOf"/> was given.</summary>
    public static DateOnly LastDayOf(string country, DateTimeOffset due) => DayOf(country, due.AddTicks(-1));

    /// <summary>The first moment of a day in a time zone, UTC.</summary>
    public static DateTimeOffset StartOf(DateOnly day, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var local = day.ToDateTime(TimeOnly.MinValue);
        // Where the clock skips midnight, the day begins when it goes on.
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(30);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    /// <summary>The country's time zone; universal time for one that is not known here.</summary>
    public static TimeZoneInfo Of(string country) =>
        Zones.TryGetValue(country, out var zone) && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var known) ? known : TimeZoneInfo.Utc;
}
