using Gateway.Core.Work;

namespace Gateway.Workers.Stages;

/// <summary>A stage: works on the work items of one message.</summary>
internal interface IStage
{
    /// <summary>One of <see cref="StageNames"/>.</summary>
    string Name { get; }

    /// <summary>
    /// Works on items leased under a token. Returns when every one of them is completed, postponed or parked, or turned out
    /// to be held by somebody else. Throws only when the database does not answer; the lease then runs out.
    /// </summary>
    Task WorkAsync(Guid token, IReadOnlyList<Guid> ids, CancellationToken cancellation);

    /// <summary>Parks one of them, whose work breaks the connection again and again though the database answers.</summary>
    /// <returns>False when this stage parks by its own rules only.</returns>
    Task<bool> ParkAsync(Guid token, Guid id, Fault fault, CancellationToken cancellation) => Task.FromResult(false);
}

/// <summary>The load and decide sides of a stage that works on many items in one transaction.</summary>
internal interface IBatchRules
{
    /// <summary>Stage.</summary>
    string Name { get; }

    /// <summary>Reads what the decisions about items need.</summary>
    Task<IBatch> LoadAsync(Guid token, IReadOnlyList<Guid> items, CancellationToken cancellation);
}

/// <summary>Items with everything their decisions need.</summary>
internal interface IBatch
{
    /// <summary>Items that are still held.</summary>
    IReadOnlyList<WorkItem> Items { get; }

    /// <summary>What was read.</summary>
    Snapshots Known { get; }

    /// <summary>Decides one item. An exception parks that item alone.</summary>
    Decision Decide(WorkItem item);
}
