namespace Gateway.Core.Directory;

/// <summary>The clock on the wall of a country's offices.</summary>
public static class CountryTime
{
    private static readonly Dictionary<string, string> Zones = new(StringComparer.Ordinal)
    {
        ["AT"] = "Europe/Vienna", ["BE"] = "Europe/Brussels", ["BG"] = "Europe/Sofia", ["CH"] = "Europe/Zurich", ["CY"] = "Asia/Nicosia",
        ["CZ"] = "Europe/Prague", ["DE"] = "Europe/Berlin", ["DK"] = "Europe/Copenhagen", ["EE"] = "Europe/Tallinn", ["ES"] = "Europe/Madrid",
        ["FI"] = "Europe/Helsinki", ["FR"] = "Europe/Paris", ["GB"] = "Europe/London", ["GR"] = "Europe/Athens", ["HR"] = "Europe/Zagreb",
        ["HU"] = "Europe/Budapest", ["IE"] = "Europe/Dublin", ["IS"] = "Atlantic/Reykjavik", ["IT"] = "Europe/Rome", ["LI"] = "Europe/Vaduz",
        ["LT"] = "Europe/Vilnius", ["LU"] = "Europe/Luxembourg", ["LV"] = "Europe/Riga", ["MT"] = "Europe/Malta", ["NL"] = "Europe/Amsterdam",
        ["NO"] = "Europe/Oslo", ["PL"] = "Europe/Warsaw", ["PT"] = "Europe/Lisbon", ["RO"] = "Europe/Bucharest", ["SE"] = "Europe/Stockholm",
        ["SI"] = "Europe/Ljubljana", ["SK"] = "Europe/Bratislava",
    };

    /// <summary>The day on the calendar of the country's offices.</summary>
    public static DateOnly DayOf(string country, DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Of(country)).DateTime);

    /// <summary>The first moment of a day at the country's offices, UTC.</summary>
    public static DateTimeOffset StartOf(string country, DateOnly day) => StartOf(Of(country), day);

    /// <summary>The first moment after a day at the country's offices, UTC: a term whose last day it is passes then.</summary>
    public static DateTimeOffset EndOf(string country, DateOnly day) => StartOf(country, day.AddDays(1));

    /// <summary>The last day of a term that passes at an instant: the day that <see cref="EndOf"/> was given.</summary>
    public static DateOnly LastDayOf(string country, DateTimeOffset due) => DayOf(country, due.AddTicks(-1));

    /// <summary>The first moment of a day in a time zone, UTC.</summary>
    public static DateTimeOffset StartOf(TimeZoneInfo zone, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var local = day.ToDateTime(TimeOnly.MinValue);
        // Where the clock skips midnight, the day begins when it goes on.
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(30);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    /// <summary>The country's time zone, that of its capital; universal time for a country outside of the European Economic Area, Great Britain and Switzerland.</summary>
    /// <exception cref="TimeZoneNotFoundException">The machine has no data of time zones (package <c>tzdata</c>): days would be counted wrongly.</exception>
    public static TimeZoneInfo Of(string country) => Zones.TryGetValue(country, out var zone) ? TimeZoneInfo.FindSystemTimeZoneById(zone) : TimeZoneInfo.Utc;
}
