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

    /// <summary>The country's time zone; universal time for one that is not known here.</summary>
    public static TimeZoneInfo Of(string country) =>
        Zones.TryGetValue(country, out var zone) && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var known) ? known : TimeZoneInfo.Utc;
}
