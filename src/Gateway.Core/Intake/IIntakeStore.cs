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

    /// <summary>Reads the clients that records name.</summary>
    Task<IClientRegister> RegisterAsync(IEnumerable<(string Agency, Contracts.Events.Client Client)> named, CancellationToken cancellation);

    /// <summary>
    /// Writes the records of a chunk in one transaction: items whose submission ended are completed, the lease of one that is
    /// read on is prolonged, one with a fault is parked.
    /// </summary>
    Task ApplyAsync(Guid token, IReadOnlyList<SettledPart> parts, CancellationToken cancellation);
}

/// <summary>A submission and its bytes.</summary>
/// <param name="Item">Work item.</param>
/// <param name="Submission">The submission.</param>
/// <param name="Content">Its bytes, decrypted as they are read; null when they were destroyed.</param>
public sealed record SubmissionToRead(WorkItem Item, SubmissionSnapshot Submission, Stream? Content);

/// <summary>A part of a submission that is committed.</summary>
/// <param name="Item">Work item.</param>
/// <param name="Decision">What was decided about its records; null when there are none.</param>
/// <param name="Finished">The submission ends with it.</param>
/// <param name="Fault">Reading on failed; what was read still counts.</param>
public sealed record SettledPart(WorkItem Item, Decision? Decision, bool Finished, Fault? Fault);
