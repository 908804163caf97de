namespace Gateway.Core.Operating;

/// <summary>What the pilot's partners look at together. Small numbers are hidden before they leave the store.</summary>
public interface IPilot
{
    /// <summary>Funnels, barriers and ladder transitions as they are now; transitions may be ten minutes old.</summary>
    Task<PilotOverview> ReadAsync(CancellationToken cancellation);

    /// <summary>Adds an entry to the barrier log. The same id twice is one entry.</summary>
    Task AddBarrierAsync(NewBarrier barrier, string user, CancellationToken cancellation);

    /// <summary>Notes what was decided about a barrier.</summary>
    /// <param name="id">Barrier.</param>
    /// <param name="version">Version that was looked at.</param>
    /// <param name="decision">What was decided, without persons.</param>
    /// <param name="user">Who notes it.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <returns>False when the entry is not there, or was changed meanwhile.</returns>
    Task<bool> DecideBarrierAsync(Guid id, int version, string decision, string user, CancellationToken cancellation);
}

/// <summary>The pilot.</summary>
/// <param name="Total">All agreements together.</param>
/// <param name="Agreements">One funnel each, by title.</param>
/// <param name="Barriers">The barrier log, open ones first.</param>
/// <param name="Ladder">Transitions on the participation ladder.</param>
public sealed record PilotOverview(
    SuppressedFunnel Total, IReadOnlyList<SuppressedFunnel> Agreements, IReadOnlyList<BarrierEntry> Barriers, LadderTransitions Ladder);

/// <summary>A number that may be hidden.</summary>
/// <param name="Count">The number; null: hidden.</param>
/// <param name="Hidden">Why it is hidden.</param>
public sealed record Cell(int? Count, Suppression Hidden);

/// <summary>A funnel without small numbers.</summary>
/// <param name="Agreement">Collaboration agreement; null: all.</param>
/// <param name="Title">Its title.</param>
/// <param name="Stages">Stages in order.</param>
public sealed record SuppressedFunnel(string? Agreement, string Title, IReadOnlyList<SuppressedStage> Stages);

/// <summary>A stage.</summary>
/// <param name="Stage"><c>identified</c>, <c>eligible</c>, <c>offered</c>, <c>agreed</c>, <c>tookPart</c>, <c>completed</c>.</param>
/// <param name="Count">People who got there.</param>
/// <param name="Lost">Why the others did not get to the next stage.</param>
public sealed record SuppressedStage(string Stage, Cell Count, IReadOnlyList<SuppressedLoss> Lost);

/// <summary>A reason for loss.</summary>
public sealed record SuppressedLoss(string Reason, Cell Count);

/// <summary>An entry of the barrier log.</summary>
/// <param name="Id">Id.</param>
/// <param name="Version">Version.</param>
/// <param name="Agreement">Collaboration agreement; null: all.</param>
/// <param name="Title">What stands in the way.</param>
/// <param name="Stopped">How many it stopped.</param>
/// <param name="Level">One of <see cref="BarrierLevels"/>.</param>
/// <param name="Owner">Who looks after it.</param>
/// <param name="OpenedAt">UTC.</param>
/// <param name="Decision">What was decided.</param>
/// <param name="DecidedAt">UTC.</param>
public sealed record BarrierEntry(
    Guid Id, int Version, string? Agreement, string Title, Cell Stopped, string Level, string Owner, DateTimeOffset OpenedAt, string? Decision, DateTimeOffset? DecidedAt);

/// <summary>A new entry.</summary>
/// <param name="Id">Made with the form.</param>
/// <param name="Agreement">Collaboration agreement; null: all.</param>
/// <param name="Title">What stands in the way, without persons.</param>
/// <param name="Stopped">How many it stopped, as counted.</param>
/// <param name="Level">One of <see cref="BarrierLevels"/>.</param>
/// <param name="Owner">Who looks after it.</param>
public sealed record NewBarrier(Guid Id, string? Agreement, string Title, int Stopped, string Level, string Owner)
{
    private const int LongestTitle = 400;
    private const int LongestOwner = 100;
    private const int MostStopped = 1_000_000;

    /// <summary>Whether every part is there and fits.</summary>
    public bool IsComplete =>
        Id != Guid.Empty && Title.Trim() is { Length: > 0 and <= LongestTitle } && Owner.Trim() is { Length: > 0 and <= LongestOwner }
        && Stopped is >= 0 and <= MostStopped && BarrierLevels.All.Contains(Level, StringComparer.Ordinal);
}

/// <summary>Levels that can solve a barrier.</summary>
public static class BarrierLevels
{
    /// <summary>Every level, from near to far.</summary>
    public static IReadOnlyList<string> All { get; } = ["site", "agency", "region", "law"];
}

/// <summary>
/// From which rung to which people went between their first and their last measurement. Not measured again is not fallen:
/// those are counted apart. No total is told, so that nothing can be subtracted from it.
/// </summary>
/// <param name="At">When it was counted, domain time, UTC.</param>
/// <param name="Cells">Six by six: first rung, then last rung.</param>
/// <param name="Once">People with one measurement on exactly one rung.</param>
public sealed record LadderTransitions(DateTimeOffset At, IReadOnlyList<IReadOnlyList<Cell>> Cells, Cell Once);
