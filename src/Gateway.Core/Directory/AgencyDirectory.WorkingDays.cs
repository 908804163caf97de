namespace Gateway.Core.Directory;

/// <content>Working days: Monday to Friday without the country's public holidays.</content>
public sealed partial class AgencyDirectory
{
    /// <summary>Whether offices of a country work on a day.</summary>
    public bool IsWorkingDay(string country, DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)
        && !(_holidays.TryGetValue(country, out var holidays) && holidays.Contains(day));

    /// <summary>
    /// The working day that lies a number of working days after a day; the day itself does not count. Zero gives the
    /// day itself: a task for the same day is not put off because it is a holiday.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public DateOnly AddWorkingDays(string country, DateOnly from, int days) => AddWorkingDays(country, [], from, days);

    /// <summary>As above, for an office with closing days of its own.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public DateOnly AddWorkingDays(Agency office, DateOnly from, int days)
    {
        ArgumentNullException.ThrowIfNull(office);
        return AddWorkingDays(office.Country, office.ClosingDays, from, days);
    }

    /// <summary>As above, from the day that it is at the office at an instant: what comes half an hour after its midnight came that day.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public DateOnly AddWorkingDays(Agency office, DateTimeOffset from, int days)
    {
        ArgumentNullException.ThrowIfNull(office);
        return AddWorkingDays(office, CountryTime.DayOf(office.Country, from), days);
    }

    /// <summary>
    /// The first year up to a day for which a country has no public holidays on file; days in it are counted by weekdays
    /// only. Null: there are holidays for all of it, or the country is none of the directory's.
    /// </summary>
    /// <param name="country">ISO 3166-1 alpha-2.</param>
    /// <param name="from">First day counted.</param>
    /// <param name="to">Last day counted.</param>
    public int? YearWithoutHolidays(string country, DateOnly from, DateOnly to)
    {
        if (!_holidays.TryGetValue(country, out var holidays))
            return null;
        var years = Enumerable.Range(from.Year, to.Year - from.Year + 1).Where(y => !holidays.Any(h => h.Year == y)).ToList();
        return years.Count > 0 ? years[0] : null;
    }

    private DateOnly AddWorkingDays(string country, IReadOnlyList<DateOnly> closed, DateOnly from, int days)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(days);
        var day = from;
        while (days > 0)
        {
            day = day.AddDays(1);
            if (IsWorkingDay(country, day) && !closed.Contains(day))
                days--;
        }

        return day;
    }
}
