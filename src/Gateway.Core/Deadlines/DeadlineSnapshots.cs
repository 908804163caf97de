using Gateway.Core.Intake;
using Gateway.Core.Work;

namespace Gateway.Core.Deadlines;

/// <summary>What was read for deadlines that passed.</summary>
public sealed class DeadlineSnapshots : Snapshots
{
    /// <summary>Submissions whose bytes are kept no longer.</summary>
    public IReadOnlyList<SubmissionSnapshot> Submissions { get; init; } = [];

    /// <summary>Open and parked work items that would still read those submissions.</summary>
    public IReadOnlyList<WorkItem> Unread { get; init; } = [];

    /// <summary>Deadlines that stand in a row of their own.</summary>
    public IReadOnlyList<Deadline> Deadlines { get; init; } = [];
}
