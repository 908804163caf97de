namespace Gateway.Demo.Clock;

/// <summary>The pilot year: its first and last moment, its working days, and office hours as instants.</summary>
internal static class PilotCalendar
{
    private static readonly TimeZoneInfo Brussels = TimeZoneInfo.FindSystemTimeZoneById("Europe/Brussels");

    /// <summary>Belgian public holidays of 2026 that fall on a weekday (law of 4 January 1974 and its decree).</summary>
    private static readonly HashSet<DateOnly> Holidays =
    [
        new(2026, 1, 1), new(2026, 4, 6), new(2026, 5, 1), new(2026, 5, 14), new(2026, 5, 25),
        new(2026, 7, 21), new(2026, 11, 11), new(2026, 12, 25),
    ];

    /// <summary>Monday 5 January 2026, eight o'clock in Brussels.</summary>
    public static DateTimeOffset Start { get; } = new(2026, 1, 5, 7, 0, 0, TimeSpan.Zero);

    /// <summary>Thursday 31 December 2026, five o'clock in Brussels.</summary>
    public static DateTimeOffset End { get; } = new(2026, 12, 31, 16, 0, 0, TimeSpan.Zero);

    /// <summary>Whether offices are open.</summary>
    public static bool IsWorkingDay(DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !Holidays.Contains(day);

    /// <summary>The working day that many working days later; zero gives the day itself.</summary>
    public static DateOnly WorkingDaysAfter(DateOnly day, int workingDays)
    {
        for (var left = workingDays; left > 0;)
        {
            day = day.AddDays(1);
            if (IsWorkingDay(day))
                left--;
        }

        return day;
    }

    /// <summary>A time of day in Brussels as an instant, UTC.</summary>
    public static DateTimeOffset At(DateOnly day, int hour, int minute = 0)
    {
        var local = day.ToDateTime(new TimeOnly(hour, minute), DateTimeKind.Unspecified);
        return new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(local, Brussels), TimeSpan.Zero);
    }

    /// <summary>The day it is in Brussels.</summary>
    public static DateOnly DayOf(DateTimeOffset instant) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Brussels).DateTime);

    /// <summary>Days of the pilot up to a moment, the first one included.</summary>
    public static int DaysUntil(DateTimeOffset instant) => DayOf(instant).DayNumber - DayOf(Start).DayNumber + 1;
}
