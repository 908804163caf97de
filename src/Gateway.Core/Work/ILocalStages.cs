namespace Gateway.Core.Work;

/// <summary>
/// Stages that run in this process. A commit hands them the work items it makes at once, held under a lease from their
/// first moment: no message, no second transaction. What they have no room for is handed out by the relay. A process that
/// ends keeps none of it: its leases run out, and the items are handed out again.
/// </summary>
public interface ILocalStages
{
    /// <summary>How long work items are held for this process from the commit on.</summary>
    TimeSpan Lease { get; }

    /// <summary>Reserves room for new work items.</summary>
    /// <param name="stage">One of <see cref="StageNames"/>.</param>
    /// <param name="count">How many.</param>
    /// <returns>The token to lease them under; null when the stage does not run here or has no room.</returns>
    Guid? Reserve(string stage, int count);

    /// <summary>Gives back room: the commit did not happen.</summary>
    void Release(string stage, int count);

    /// <summary>Hands work items to the stage, within the room that was reserved. An item that is not there after all is passed over.</summary>
    void Hand(string stage, IReadOnlyList<Guid> ids);
}
