namespace Gateway.Core.Directory;

/// <summary>Whether the directory has the public holidays that working days are counted by.</summary>
public static class CalendarHealth
{
    /// <summary>From this month on the next year must be there: deadlines of weeks reach into it.</summary>
    public const int FromMonth = 10;

    /// <summary>Countries of agencies with the year whose public holidays are missing: the current one, or from October on the next.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="today">Today.</param>
    public static IReadOnlyList<(string Country, int Year)> Missing(AgencyDirectory directory, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(directory);
        var until = today.Month >= FromMonth ? today.AddYears(1) : today;
        return [.. directory.Agencies.Where(a => a.Live).Select(a => a.Country).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(country => (Country: country, Year: directory.YearWithoutHolidays(country, today, until)))
            .Where(m => m.Year is not null).Select(m => (m.Country, m.Year!.Value))];
    }
}
