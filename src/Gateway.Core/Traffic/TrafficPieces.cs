namespace Gateway.Core.Traffic;

/// <summary>Days that are final.</summary>
/// <param name="Days">Each day, all agencies together.</param>
/// <param name="Agencies">Each agency, all days together.</param>
public sealed record CountedDays(IReadOnlyDictionary<DateOnly, TrafficCounts> Days, IReadOnlyDictionary<string, TrafficCounts> Agencies);

/// <summary>An hour of an agency.</summary>
/// <param name="At">First moment of the hour, UTC.</param>
/// <param name="Agency">Agency.</param>
/// <param name="Counts">What went through.</param>
public sealed record CountedHour(DateTimeOffset At, string Agency, TrafficCounts Counts);

/// <summary>
/// Puts a report together: days that are final come from the days, those that are not from the hours. Today is not over, so of each agency the
/// other day counts up to the end of the hour that runs, from its hours. Nothing is subtracted: hours and days are counted at different moments.
/// </summary>
/// <param name="range">The range.</param>
/// <param name="zone">The viewer's time zone.</param>
/// <param name="now">Domain time.</param>
public sealed class TrafficPieces(TrafficRange range, TimeZoneInfo zone, DateTimeOffset now)
{
    /// <summary>Final days of the range.</summary>
    public required CountedDays Now { get; init; }

    /// <summary>Final days of what it is compared with; of agencies without the last one, where that counts up to now.</summary>
    public required CountedDays Before { get; init; }

    /// <summary>Hours that the range needs.</summary>
    public required IReadOnlyList<CountedHour> Hours { get; init; }

    /// <summary>Hours before it are not kept.</summary>
    public required DateTimeOffset FirstHour { get; init; }

    /// <summary>The first day that is not final.</summary>
    public required DateOnly FirstOpenDay { get; init; }

    private DateTime LocalNow => TimeZoneInfo.ConvertTime(now, zone).DateTime;

    private DateOnly Today => DateOnly.FromDateTime(LocalNow);

    /// <summary>Whether of each agency the last day of what is compared counts up to now, by its hours: the range ends today, and they are kept.</summary>
    /// <param name="range">The range.</param>
    /// <param name="zone">The viewer's time zone.</param>
    /// <param name="now">Domain time.</param>
    /// <param name="firstHour">Hours before it are not kept.</param>
    public static bool UpToNow(TrafficRange range, TimeZoneInfo zone, DateTimeOffset now, DateTimeOffset firstHour)
    {
        ArgumentNullException.ThrowIfNull(range);
        return range.Until >= DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime) && TimeZoneInfo.ConvertTime(firstHour, zone).DateTime < range.Before.Until.ToDateTime(TimeOnly.MinValue);
    }

    /// <summary>The report.</summary>
    /// <param name="countedUntil">Up to when it is counted.</param>
    public TrafficReport Report(DateTimeOffset countedUntil) => new(range, range.Step switch
    {
        TrafficStep.Hour => ByHour(),
        TrafficStep.Day => [.. Days().Select(d => new TrafficColumn(d.ToDateTime(TimeOnly.MinValue), OfDay(Now, d), OfDay(Before, d.AddDays(-range.BackBy))))],
        _ => ByMonth(),
    }, Agencies(), countedUntil) { IsUpToNow = UpToNow(range, zone, now, FirstHour) };

    private IEnumerable<DateOnly> Days() => Enumerable.Range(0, range.Days).Select(range.From.AddDays);

    private IReadOnlyList<TrafficColumn> ByHour()
    {
        var start = range.From.ToDateTime(TimeOnly.MinValue);
        return [.. Enumerable.Range(0, 24).Select(h =>
        {
            var at = start.AddHours(h);
            return new TrafficColumn(at, at > LocalNow ? null : OfHours(at, at.AddHours(1)), OfHours(at.AddDays(-range.BackBy), at.AddDays(-range.BackBy).AddHours(1)));
        })];
    }

    private IReadOnlyList<TrafficColumn> ByMonth() =>
    [
        .. Days().GroupBy(d => new DateOnly(d.Year, d.Month, 1)).Select(month => new TrafficColumn(
            month.Key.ToDateTime(TimeOnly.MinValue), InTurn(month.Select(d => OfDay(Now, d))), InTurn(month.Select(d => OfDay(Before, d.AddDays(-range.BackBy)))))),
    ];

    private TrafficCounts OfDay(CountedDays days, DateOnly day) =>
        day < FirstOpenDay ? days.Days.GetValueOrDefault(day, TrafficCounts.None) : OfHours(day.ToDateTime(TimeOnly.MinValue), day.AddDays(1).ToDateTime(TimeOnly.MinValue));

    /// <summary>All agencies in a time of the viewer's.</summary>
    private TrafficCounts OfHours(DateTime from, DateTime until) => InTurn(
        Within(from, until).GroupBy(h => h.At).OrderBy(g => g.Key).Select(g => g.Select(h => h.Counts).Aggregate(TrafficCounts.None, (some, more) => some.And(more))));

    private IEnumerable<CountedHour> Within(DateTime from, DateTime until) =>
        Hours.Where(h => TimeZoneInfo.ConvertTime(h.At, zone).DateTime is var local && local >= from && local < until);

    private IReadOnlyList<AgencyTraffic> Agencies()
    {
        var current = Of(Now, range, upToNow: false);
        var before = Of(Before, range.Before, UpToNow(range, zone, now, FirstHour));
        return
        [
            .. current.Keys.Union(before.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(a => new AgencyTraffic(a, current.GetValueOrDefault(a, TrafficCounts.None), before.GetValueOrDefault(a, TrafficCounts.None))),
        ];
    }

    /// <summary>Each agency's counts of some days: final days, and hours of those that are not final, or of the last one up to now.</summary>
    private Dictionary<string, TrafficCounts> Of(CountedDays days, TrafficRange of, bool upToNow)
    {
        Dictionary<string, TrafficCounts> counts = new(days.Agencies, StringComparer.Ordinal);
        var firstHours = FirstOpenDay > of.From ? FirstOpenDay : of.From;
        if (upToNow && firstHours > of.Until)
            firstHours = of.Until;
        foreach (var hour in Within(firstHours.ToDateTime(TimeOnly.MinValue), upToNow ? ThisHour(of) : End(of)).OrderBy(h => h.At))
            counts[hour.Agency] = counts.GetValueOrDefault(hour.Agency, TrafficCounts.None).Then(hour.Counts);
        return counts;
    }

    private static DateTime End(TrafficRange of) => of.Until.AddDays(1).ToDateTime(TimeOnly.MinValue);

    /// <summary>The end of the hour that runs now, on the last day.</summary>
    private DateTime ThisHour(TrafficRange of) => of.Until.ToDateTime(TimeOnly.MinValue).AddHours(LocalNow.Hour + 1);

    private static TrafficCounts InTurn(IEnumerable<TrafficCounts> times) => times.Aggregate(TrafficCounts.None, (some, more) => some.Then(more));
}
