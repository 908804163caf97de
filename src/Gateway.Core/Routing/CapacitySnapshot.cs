using Gateway.Core.Work;

namespace Gateway.Core.Routing;

/// <summary>What an office stated last of one of its services. One row an office and service; about no client.</summary>
public sealed record CapacitySnapshot : IVersioned
{
    /// <summary>Key.</summary>
    public Guid Id { get; set; }

    /// <summary>The office.</summary>
    public required string Agency { get; set; }

    /// <summary>Service code.</summary>
    public required string Service { get; set; }

    /// <summary>Places open at the same time: those free and those taken when it was stated.</summary>
    public int Places { get; set; }

    /// <summary>Days that a client waits; null: not stated.</summary>
    public int? WaitingDays { get; set; }

    /// <summary>The office assesses first.</summary>
    public bool AssessFirst { get; set; }

    /// <summary>When it was stated, UTC.</summary>
    public DateTimeOffset StatedAt { get; set; }

    /// <summary>Concurrency token.</summary>
    public int Version { get; set; }
}
