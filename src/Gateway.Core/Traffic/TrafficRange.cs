using System.Globalization;

namespace Gateway.Core.Traffic;

/// <summary>How wide a column of a chart is.</summary>
public enum TrafficStep
{
    /// <summary>An hour.</summary>
    Hour = 0,

    /// <summary>A day.</summary>
    Day = 1,

    /// <summary>A month.</summary>
    Month = 2,
}

/// <summary>The days that a page shows, and those of some weeks before that it compares them with.</summary>
/// <param name="From">First day.</param>
/// <param name="Until">Last day.</param>
public sealed record TrafficRange(DateOnly From, DateOnly Until)
{
    /// <summary>Days of a range at most: three years.</summary>
    public const int Longest = 1096;

    /// <summary>Days that are shown one by one at most; more are shown by month.</summary>
    private const int MostDays = 92;

    /// <summary>Days of a year in whole weeks: a Monday is compared with a Monday.</summary>
    private const int YearInWeeks = 364;

    /// <summary>Names of ranges that end today.</summary>
    public static IReadOnlyList<string> Names { get; } = ["today", "week", "month"];

    /// <summary>Days, both ends included.</summary>
    public int Days => Until.DayNumber - From.DayNumber + 1;

    /// <summary>Width of its columns.</summary>
    public TrafficStep Step => Days == 1 ? TrafficStep.Hour : Days <= MostDays ? TrafficStep.Day : TrafficStep.Month;

    /// <summary>How many days before it lies what it is compared with: a week, for longer ranges so many whole weeks that the two do not overlap, for months a year.</summary>
    public int BackBy => Step == TrafficStep.Month ? ((Days + YearInWeeks - 1) / YearInWeeks) * YearInWeeks : ((Days + 6) / 7) * 7;

    /// <summary>The same days some weeks before.</summary>
    public TrafficRange Before => new(From.AddDays(-BackBy), Until.AddDays(-BackBy));

    /// <summary>The range of that name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="today">The viewer's day.</param>
    public static TrafficRange Named(string name, DateOnly today) => name switch
    {
        "week" => new TrafficRange(today.AddDays(-6), today),
        "month" => new TrafficRange(today.AddDays(-29), today),
        _ => new TrafficRange(today, today),
    };

    /// <summary>Reads what somebody chose. What cannot be read is today, and a sentence that says why.</summary>
    /// <param name="name">Name of a range; null: none was chosen.</param>
    /// <param name="from">First day, as written.</param>
    /// <param name="until">Last day, as written; empty: today.</param>
    /// <param name="today">The viewer's day.</param>
    public static (TrafficRange Range, string? Problem) Read(string? name, string? from, string? until, DateOnly today)
    {
        var no = Named("today", today);
        if (string.IsNullOrEmpty(from) && string.IsNullOrEmpty(until))
            return string.IsNullOrEmpty(name) || Names.Contains(name) ? (Named(name ?? "", today), null) : (no, TrafficProblems.Range);
        if (Day(from) is not { } first || (string.IsNullOrEmpty(until) ? today : Day(until)) is not { } last)
            return (no, TrafficProblems.Day);
        if (first > today)
            return (no, TrafficProblems.Ahead);
        var range = new TrafficRange(first, last > today ? today : last);
        return range.Days < 1 ? (no, TrafficProblems.Reversed) : range.Days > Longest ? (no, TrafficProblems.TooLong) : (range, null);
    }

    private static DateOnly? Day(string? written) =>
        DateOnly.TryParseExact(written, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 2000 and < 2200 ? day : null;
}

/// <summary>Why a range cannot be shown: sentences in English, which pages translate.</summary>
public static class TrafficProblems
{
    /// <summary>No such range.</summary>
    public const string Range = "There is no such range. Choose one of those offered; today is shown.";

    /// <summary>No such day.</summary>
    public const string Day = "There is no such day. Write it as 2026-03-09; today is shown.";

    /// <summary>It begins in the future.</summary>
    public const string Ahead = "The first day lies ahead. Choose a day that has begun; today is shown.";

    /// <summary>It ends before it begins.</summary>
    public const string Reversed = "The last day lies before the first. Exchange them; today is shown.";

    /// <summary>It is too long.</summary>
    public const string TooLong = "The range is longer than three years. Choose a shorter one; today is shown.";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Range, Day, Ahead, Reversed, TooLong];
}
