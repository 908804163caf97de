namespace Gateway.Core.Reconciliation;

/// <summary>Counts of one side for an agency: what the gateway is about to tell it, or where what it stated lies.</summary>
public sealed record KeptCounts
{
    /// <summary>Key; of the gateway's counts also that of their data key and their delivery's subject.</summary>
    public Guid Id { get; set; }

    /// <summary>Agency.</summary>
    public required string Agency { get; set; }

    /// <summary>Day on which they were made, UTC.</summary>
    public DateOnly Day { get; set; }

    /// <summary>Domain time, UTC.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>Record in which the agency stated its own; null: these are the gateway's.</summary>
    public Guid? RecordId { get; set; }

    /// <summary>The event's data, sealed under a key of its own: it may name tickets of the agency. Null: the agency's, which lie in its record.</summary>
    public byte[]? Document { get; set; }
}
