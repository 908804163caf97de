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
    public DateOnly AddWorkingDays(string country, DateOnly from, int days)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(days);
        var day = from;
        while (days > 0)
        {
            day = day.AddDays(1);
            if (IsWorkingDay(country, day))
                days--;
        }

        return day;
    }
}
