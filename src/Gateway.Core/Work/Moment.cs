namespace Gateway.Core.Work;

/// <summary>The time at which something is decided.</summary>
/// <param name="Now">Domain time, UTC: deadlines and validity run on it.</param>
public readonly record struct Moment(DateTimeOffset Now)
{
    /// <summary>Domain day (UTC).</summary>
    public DateOnly Today => DateOnly.FromDateTime(Now.UtcDateTime);

    /// <summary>The latest day that an agency can call today: its day may be one ahead of the gateway's, which counts in UTC.</summary>
    public DateOnly LatestToday => Today.AddDays(1);

    /// <summary>The time in whole seconds, as events state it.</summary>
    public DateTimeOffset Second => Now.AddTicks(-(Now.Ticks % TimeSpan.TicksPerSecond));

    /// <summary>The first moment after a day: a deadline that names the day passes then.</summary>
    public static DateTimeOffset EndOf(DateOnly day) => new(day.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);

    /// <summary>The last day of a deadline: what <see cref="EndOf"/> was given.</summary>
    public static DateOnly LastDayOf(DateTimeOffset due) => DateOnly.FromDateTime(due.UtcDateTime.AddTicks(-1));
}
