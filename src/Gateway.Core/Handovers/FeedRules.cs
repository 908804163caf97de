using Gateway.Core.Work;

namespace Gateway.Core.Handovers;

/// <summary>A feed's row as it is to be written.</summary>
/// <param name="Before">As it was read; null: it is new.</param>
/// <param name="After">As it is to be.</param>
public sealed record FeedChange(FeedSnapshot? Before, FeedSnapshot After);

/// <summary>
/// Counts positions in the feeds of a batch's recipients. The feed's row is written with them and fails when somebody else
/// counted meanwhile, so that nothing ever appears behind a cursor.
/// </summary>
/// <param name="read">Rows as they were read; an agency that has none yet is not there.</param>
public sealed class FeedCounters(IEnumerable<FeedSnapshot> read)
{
    private readonly Dictionary<string, FeedSnapshot> _read = read.ToDictionary(f => f.Agency, StringComparer.Ordinal);
    private readonly Dictionary<string, long> _counted = new(StringComparer.Ordinal);

    /// <summary>The position that comes next.</summary>
    public long Next(string agency) => Last(agency) + 1;

    /// <summary>The next position is given.</summary>
    public void Count(string agency) => _counted[agency] = Next(agency);

    /// <summary>Rows to write.</summary>
    public IReadOnlyList<FeedChange> Changes =>
        [.. _counted.Select(c => _read.GetValueOrDefault(c.Key) is { } before
            ? new FeedChange(before, before with { Last = c.Value })
            : new FeedChange(null, new FeedSnapshot { Agency = c.Key, Last = c.Value }))];

    private long Last(string agency) =>
        _counted.TryGetValue(agency, out var counted) ? counted : _read.GetValueOrDefault(agency)?.Last ?? 0;
}

/// <summary>What an agency says it has read.</summary>
public static class FeedRules
{
    /// <summary>Confirms what was released up to a position; never backwards.</summary>
    /// <param name="known">The feed, with what is to be confirmed.</param>
    /// <param name="circumstances">What the agencies agreed, the time, keys.</param>
    /// <param name="position">Position that the agency names.</param>
    /// <returns>The decision with the feed's row; null when it changes nothing.</returns>
    public static (Decision Decision, FeedChange Feed)? Acknowledge(AcknowledgeLoad known, Circumstances circumstances, long position)
    {
        ArgumentNullException.ThrowIfNull(known);
        if (known.Feed is not { } feed || position <= feed.Acknowledged)
            return null;
        var draft = new Draft(known.Known, circumstances);
        foreach (var delivery in known.Known.Deliveries.All.OrderBy(d => d.Position))
            ConfirmationRules.Confirm(draft, delivery);
        return (draft.Decided(ItemOutcome.Completed), new FeedChange(feed, feed with { Acknowledged = known.Through ?? position }));
    }
}
