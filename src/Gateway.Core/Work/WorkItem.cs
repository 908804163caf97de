namespace Gateway.Core.Work;

/// <summary>State of a work item. One that is done is deleted in the transaction that applies its effects.</summary>
public enum WorkItemState
{
    /// <summary>To do, leased or waiting.</summary>
    Open = 0,

    /// <summary>Cannot be done as it is; a person looks at it and replays.</summary>
    Parked = 1,
}

/// <summary>A piece of work: outbox, inbox, retry and sweeper in one row.</summary>
public sealed record WorkItem
{
    /// <summary>Key.</summary>
    public Guid Id { get; set; }

    /// <summary>One of <see cref="StageNames"/>.</summary>
    public required string Stage { get; set; }

    /// <summary>What to work on; its kind follows from the stage.</summary>
    public Guid SubjectId { get; set; }

    /// <summary>Raised for every further round on the same subject (next round, replay). Unique with stage and subject.</summary>
    public int Generation { get; set; }

    /// <summary>Not before this machine time.</summary>
    public DateTimeOffset NotBefore { get; set; }

    /// <summary>Machine time until which a lease holds.</summary>
    public DateTimeOffset? LeasedUntil { get; set; }

    /// <summary>Token of the lease; completion is conditional on it.</summary>
    public Guid? LeaseToken { get; set; }

    /// <summary>How often it was leased.</summary>
    public int Attempts { get; set; }

    /// <summary>State.</summary>
    public WorkItemState State { get; set; }

    /// <summary>Why it is parked, or why the last attempt failed: a code.</summary>
    public string? ParkedCode { get; set; }

    /// <summary>Why it is parked, or why the last attempt failed: bounded, without personal data.</summary>
    public string? ParkedReason { get; set; }

    /// <summary>W3C trace parent of what caused it.</summary>
    public string? TraceParent { get; set; }
}
