using Gateway.Persistence;
using Gateway.Persistence.Model;

namespace Gateway.Workers.Stages;

/// <summary>A stage: works on the steps of one message.</summary>
internal interface IStage
{
    /// <summary>One of <see cref="StageNames"/>.</summary>
    string Name { get; }

    /// <summary>
    /// Works on steps leased under a token. Returns when every one of them is completed, postponed or parked, or
    /// turned out to be held by somebody else. Throws only when the database does not answer; the lease then runs out.
    /// </summary>
    Task WorkAsync(Guid token, IReadOnlyList<Guid> ids, CancellationToken cancellation);

    /// <summary>Parks one of them, whose work breaks the connection again and again though the database answers.</summary>
    /// <returns>False when this stage parks by its own rules only.</returns>
    Task<bool> ParkAsync(Guid token, Guid id, Fault fault, CancellationToken cancellation) => Task.FromResult(false);
}

/// <summary>What became of a step.</summary>
internal abstract record WorkResult
{
    /// <summary>Its effects are in the unit of work.</summary>
    internal sealed record Done : WorkResult;

    /// <summary>It cannot be done yet.</summary>
    /// <param name="Delay">Machine time until it is tried again.</param>
    /// <param name="Attempted">False when it only was not its turn: that counts as no attempt.</param>
    internal sealed record Later(TimeSpan Delay, bool Attempted = true) : WorkResult;

    /// <summary>Done.</summary>
    internal static WorkResult Completed { get; } = new Done();
}

/// <summary>The rules of a stage that works on many steps in one transaction.</summary>
internal interface IStageRules
{
    /// <summary>Stage.</summary>
    string Name { get; }

    /// <summary>Reads what the steps need, in few queries.</summary>
    Task<IStageBatch> LoadAsync(UnitOfWork unit, IReadOnlyList<WorkItemRow> steps, CancellationToken cancellation);
}

/// <summary>Steps with what they need.</summary>
internal interface IStageBatch
{
    /// <summary>Decides one step and puts its effects into the unit of work. An exception parks that step alone.</summary>
    Task<WorkResult> WorkAsync(WorkItemRow step, CancellationToken cancellation);
}
