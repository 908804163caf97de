namespace Gateway.Contracts.Events;

/// <summary>What an office states of a service it offers: how many places are free, how long clients wait. It is about nobody.</summary>
public sealed record CapacityStated : IStatement
{
    /// <inheritdoc />
    public required string Ticket { get; init; }

    /// <inheritdoc />
    public DateTimeOffset? SentAt { get; init; }

    /// <inheritdoc />
    public Party? Sender { get; init; }

    /// <summary>Service code of the directory.</summary>
    public required string Service { get; init; }

    /// <summary>Places that are free when it is stated; 0 or more.</summary>
    public required int FreePlaces { get; init; }

    /// <summary>Days that a client waits for a place; 0 or more.</summary>
    public int? WaitingDays { get; init; }

    /// <summary>Whether the office assesses a client before it gives a place.</summary>
    public bool? AssessFirst { get; init; }
}
