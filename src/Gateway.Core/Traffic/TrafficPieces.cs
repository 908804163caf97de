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
/// Puts a report together: days that are final come from the days, those that are not from the hours. Today is not over, so it is compared with
/// the other day up to the same time of day.
/// </summary>
/// <param name="range">The range.</param>
/// <param name="zone">The viewer's time zone.</param>
/// <param name="now">Domain time.</param>
public sealed class TrafficPieces(TrafficRange range, TimeZoneInfo zone, DateTimeOffset now)
{
    /// <summary>Final days of the range.</summary>
    public required CountedDays Now { get; init; }

    /// <summary>Final days of what it is compared with.</summary>
    public required CountedDays Before { get; init; }

    /// <summary>Hours that the range needs.</summary>
    public required IReadOnlyList<CountedHour> Hours { get; init; }

    /// <summary>Hours before it are not kept.</summary>
    public required DateTimeOffset FirstHour { get; init; }

    /// <summary>The first day that is not final.</summary>
    public required DateOnly FirstOpenDay { get; init; }

    private DateTime LocalNow => TimeZoneInfo.ConvertTime(now, zone).DateTime;

    private DateOnly Today => DateOnly.FromDateTime(LocalNow);

    /// <summary>The report.</summary>
    /// <param name="countedUntil">Up to when it is counted.</param>
    public TrafficReport Report(DateTimeOffset countedUntil) => new(range, range.Step switch
    {
        TrafficStep.Hour => ByHour(),
        TrafficStep.Day => [.. Days().Select(d => new TrafficColumn(d.ToDateTime(TimeOnly.MinValue), OfDay(Now, d), OfDay(Before, d.AddDays(-range.BackBy))))],
        _ => ByMonth(),
    }, Agencies(), countedUntil);

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
        var current = Of(Now, range, wholeLastDay: true);
        var before = Of(Before, range.Before, wholeLastDay: range.Until < Today);
        return
        [
            .. current.Keys.Union(before.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(a => new AgencyTraffic(a, current.GetValueOrDefault(a, TrafficCounts.None), before.GetValueOrDefault(a, TrafficCounts.None))),
        ];
    }

    /// <summary>Each agency's counts of some days; of the last of them, where today is not over, only up to the same time of day.</summary>
    private Dictionary<string, TrafficCounts> Of(CountedDays days, TrafficRange of, bool wholeLastDay)
    {
        Dictionary<string, TrafficCounts> counts = new(days.Agencies, StringComparer.Ordinal);
        var firstOpen = FirstOpenDay > of.From ? FirstOpenDay : of.From;
        Add(Within(firstOpen.ToDateTime(TimeOnly.MinValue), End(of)), less: false);
        // The last day stands there as a whole: what came after this time of day is taken off again, where its hours are kept.
        if (!wholeLastDay && TimeZoneInfo.ConvertTime(FirstHour, zone).DateTime < of.Until.ToDateTime(TimeOnly.MinValue))
            Add(Within(SameTime(of), End(of)), less: true);
        return counts;

        void Add(IEnumerable<CountedHour> hours, bool less)
        {
            foreach (var hour in hours.OrderBy(h => h.At))
            {
                var known = counts.GetValueOrDefault(hour.Agency, TrafficCounts.None);
                counts[hour.Agency] = less ? known.Less(hour.Counts) : known.Then(hour.Counts);
            }
        }
    }

    private static DateTime End(TrafficRange of) => of.Until.AddDays(1).ToDateTime(TimeOnly.MinValue);

    /// <summary>The time of day that it is now, on the last day; the hour that runs counts as not over.</summary>
    private DateTime SameTime(TrafficRange of) => of.Until.ToDateTime(TimeOnly.MinValue).AddHours(LocalNow.Hour + 1);

    private static TrafficCounts InTurn(IEnumerable<TrafficCounts> times) => times.Aggregate(TrafficCounts.None, (some, more) => some.Then(more));
}
