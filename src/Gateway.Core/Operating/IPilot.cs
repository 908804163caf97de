using Gateway.Core.Evaluation;
using Gateway.Core.Ladder;

namespace Gateway.Core.Operating;

/// <summary>What the pilot's partners look at together. Small numbers are hidden before they leave the store.</summary>
public interface IPilot
{
    /// <summary>Funnels and barriers as they are now; movements are as far as they are counted.</summary>
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
/// <param name="Ladder">Movements on the participation ladder in the latest year of which there are any.</param>
public sealed record PilotOverview(
    SuppressedFunnel Total, IReadOnlyList<SuppressedFunnel> Agreements, IReadOnlyList<BarrierEntry> Barriers, SuppressedMatrix Ladder)
{
    /// <summary>What the figures can and cannot say about an effect.</summary>
    public IReadOnlyList<EffectClaim> Claims { get; init; } = [];
}

/// <summary>A number that may be hidden.</summary>
/// <param name="Count">The number; null: hidden.</param>
/// <param name="Hidden">Why it is hidden.</param>
public sealed record Cell(int? Count, Suppression Hidden);

/// <summary>A funnel without small numbers.</summary>
/// <param name="Agreement">Collaboration agreement; null: all.</param>
/// <param name="Title">Its title.</param>
/// <param name="Stages">Stages in order.</param>
public sealed record SuppressedFunnel(string? Agreement, string Title, IReadOnlyList<SuppressedStage> Stages)
{
    /// <summary>Of a hundred people who were offered a referral, so many declined; null: one of the numbers is hidden, or nobody was offered one.</summary>
    public int? RefusedPercent =>
        Stages.FirstOrDefault(s => s.Stage == "offered") is { Count.Count: > 0 and var offered } stage
            && stage.Lost.FirstOrDefault(l => l.Reason == "declined-offer")?.Count.Count is { } declined
            ? (int)Math.Round(100.0 * declined / offered, MidpointRounding.AwayFromZero)
            : null;
}

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
