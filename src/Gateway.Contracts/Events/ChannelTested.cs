namespace Gateway.Contracts.Events;

/// <summary>
/// A test of an agency's own channel, which its technician asked for. Nothing happened, and nothing in it is of a client: whoever
/// receives it confirms it and does nothing else.
/// </summary>
public sealed record ChannelTested
{
    /// <summary>Ticket of this message.</summary>
    public required string Ticket { get; init; }

    /// <summary>When it was sent, UTC.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>Agency whose channel is tested; it alone gets it.</summary>
    public required string Agency { get; init; }

    /// <summary>Always true: this is a test.</summary>
    public required bool Test { get; init; }
}
