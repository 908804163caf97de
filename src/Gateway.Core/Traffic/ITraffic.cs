using Gateway.Core.Work;

namespace Gateway.Core.Traffic;

/// <summary>A column of a chart of traffic.</summary>
/// <param name="Start">Its first moment, in the viewer's time.</param>
/// <param name="Counts">What went through; null: the time has not come yet.</param>
/// <param name="Before">What went through in the same time some weeks before.</param>
public sealed record TrafficColumn(DateTime Start, TrafficCounts? Counts, TrafficCounts Before);

/// <summary>An agency's traffic in a range.</summary>
/// <param name="Agency">Agency.</param>
/// <param name="Counts">In the range, up to now.</param>
/// <param name="Before">In the same time some weeks before; where the range ends today, up to the end of the hour that runs.</param>
public sealed record AgencyTraffic(string Agency, TrafficCounts Counts, TrafficCounts Before);

/// <summary>Traffic in a range, beside that of some weeks before.</summary>
/// <param name="Range">The range.</param>
/// <param name="Columns">Its columns in order.</param>
/// <param name="Agencies">Each agency that had any, in either time.</param>
/// <param name="CountedUntil">Up to when it is counted, UTC: later than this nothing is known here yet.</param>
public sealed record TrafficReport(TrafficRange Range, IReadOnlyList<TrafficColumn> Columns, IReadOnlyList<AgencyTraffic> Agencies, DateTimeOffset CountedUntil)
{
    /// <summary>Whether of each agency the last day of the time before counts up to the end of the hour that runs.</summary>
    public bool IsUpToNow { get; init; }

    /// <summary>All agencies together.</summary>
    public AgencyTraffic All => new("", Sum(a => a.Counts), Sum(a => a.Before));

    private TrafficCounts Sum(Func<AgencyTraffic, TrafficCounts> of) => Agencies.Select(of).Aggregate(TrafficCounts.None, (some, more) => some.And(more));
}

/// <summary>How much one agency sends to another.</summary>
/// <param name="From">Agency that refers, or whose knowledge waits.</param>
/// <param name="To">Agency that receives.</param>
/// <param name="Handovers">Handovers that were issued in the range.</param>
/// <param name="Waiting">Events that wait to leave from one to the other now.</param>
/// <param name="OldestWaiting">Since when the oldest waits, UTC; null: none does.</param>
public sealed record FlowLine(string From, string To, long Handovers, long Waiting, DateTimeOffset? OldestWaiting);

/// <summary>Reads counted traffic. A year costs what its days cost, whatever went through in them.</summary>
public interface ITraffic
{
    /// <summary>Traffic in a range.</summary>
    /// <param name="range">The range.</param>
    /// <param name="zone">The viewer's time zone.</param>
    /// <param name="agency">One agency; null: all.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task<TrafficReport> ReadAsync(TrafficRange range, TimeZoneInfo zone, string? agency, CancellationToken cancellation);

    /// <summary>Who sends to whom in a range, and where it waits now.</summary>
    Task<IReadOnlyList<FlowLine>> FlowsAsync(TrafficRange range, CancellationToken cancellation);

    /// <summary>Days on which each agency handed in something or was handed something, in the last eight weeks, in order.</summary>
    Task<IReadOnlyDictionary<string, IReadOnlyList<DateOnly>>> ContactsAsync(CancellationToken cancellation);
}

/// <summary>Counts what went through, hour by hour and day by day, beside the work itself.</summary>
public interface ITrafficRollUp
{
    /// <summary>Counts the next days or hours that are over.</summary>
    /// <param name="lease">Lease of the process that counts.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <returns>Whether there may be more to count at once.</returns>
    Task<bool> MoveAsync(Lease lease, CancellationToken cancellation);
}
