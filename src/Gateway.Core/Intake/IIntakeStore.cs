using Gateway.Core.Work;

namespace Gateway.Core.Intake;

/// <summary>The load and apply side of intake.</summary>
public interface IIntakeStore
{
    /// <summary>Reads what the acceptance of a group of submissions needs.</summary>
    Task<IntakeSnapshots> LoadAsync(IReadOnlyList<NewSubmission> group, CancellationToken cancellation);

    /// <summary>Accepts the group in one transaction with synchronous durability.</summary>
    Task AcceptAsync(IntakeSnapshots known, IReadOnlyList<Decision> decisions, CancellationToken cancellation);
}

/// <summary>The load and apply side of translation.</summary>
public interface ITranslationStore
{
    /// <summary>Submissions of work items that are still held, each with its bytes to read.</summary>
    Task<IReadOnlyList<SubmissionToRead>> LoadAsync(Guid token, IReadOnlyList<Guid> items, CancellationToken cancellation);

    /// <summary>Records that were set aside, as they are kept now.</summary>
    /// <param name="records">Records, so many that they may lie in memory together; those that are not there any more are left out.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <returns>By submission, then by number.</returns>
    Task<IReadOnlyList<RecordAgain>> KeptAsync(IReadOnlyList<Guid> records, CancellationToken cancellation);

    /// <summary>A submission with its bytes to read. Nothing is held: it is a look.</summary>
    /// <returns>Null: there is none.</returns>
    Task<SubmissionAgain?> OpenAsync(Guid submission, CancellationToken cancellation);

    /// <summary>Submissions as they are now, without their bytes: what somebody else changed meanwhile is decided again.</summary>
    Task<IReadOnlyList<SubmissionSnapshot>> PresentAsync(IReadOnlyList<Guid> submissions, CancellationToken cancellation);

    /// <summary>Which of some records of a submission, by number, are not set aside.</summary>
    Task<IReadOnlySet<int>> TakenAsync(Guid submission, IReadOnlyList<int> numbers, CancellationToken cancellation);

    /// <summary>Reads what records need: the clients that they name, and what noes of clients in records that are translated again are about.</summary>
    Task<IntakeSnapshots> KnownAsync(
        IReadOnlyList<(string Agency, Contracts.Events.Client Client)> named, IReadOnlyList<(string Agency, Contracts.Events.IClientStatement No)> noes,
        CancellationToken cancellation);

    /// <summary>What clients said of themselves, in the order in which they are named; null: not known here.</summary>
    Task<IReadOnlyList<Privacy.ClientStanding?>> StandingsAsync(IReadOnlyList<(string Agency, Contracts.Events.Client Client)> named, CancellationToken cancellation);

    /// <summary>
    /// Writes the records of a chunk in one transaction: items whose submission ended are completed, the lease of one that is
    /// read on is prolonged, one with a fault is parked.
    /// </summary>
    /// <param name="known">What the decisions were based on, beside the records.</param>
    /// <param name="token">The lease.</param>
    /// <param name="parts">Submissions with what was decided.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task ApplyAsync(Snapshots known, Guid token, IReadOnlyList<SettledPart> parts, CancellationToken cancellation);
}

/// <summary>A submission and its bytes.</summary>
/// <param name="Item">Work item.</param>
/// <param name="Submission">The submission.</param>
/// <param name="Content">Its bytes, decrypted as they are read; null when they were destroyed.</param>
public sealed record SubmissionToRead(WorkItem Item, SubmissionSnapshot Submission, Stream? Content)
{
    /// <summary>Records of it that are translated again, by number; null: it is read on behind the last one that is known.</summary>
    public IReadOnlyList<RecordPlace>? Again { get; init; }

    /// <summary>It was set aside whole when it arrived, and a replay has it read now: intake has looked at nothing in it.</summary>
    public bool Late { get; init; }
}

/// <summary>Where a record lies.</summary>
/// <param name="Id">The record.</param>
/// <param name="Number">Its number in its submission, from 1.</param>
/// <param name="BySender">It is translated again because its sender sent the same bytes again, not because of a replay.</param>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
public readonly record struct RecordPlace(Guid Id, int Number, bool BySender);

/// <summary>A part of a submission that is committed.</summary>
/// <param name="Item">Work item.</param>
/// <param name="Decision">What was decided about its records; null when there are none.</param>
/// <param name="Finished">The submission ends with it.</param>
/// <param name="Fault">Reading on failed; what was read still counts.</param>
public sealed record SettledPart(WorkItem Item, Decision? Decision, bool Finished, Fault? Fault);
