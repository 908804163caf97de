namespace Gateway.Simulation;

/// <summary>What an office says.</summary>
internal enum Saying
{
    Referral,
    Amendment,
    Cancellation,
    Agreement,
    Withdrawal,
    Protection,
    Reply,
}

/// <summary>Something that an office hands in: what it means, and the bytes in the office's own format. The model knows the meaning alone, the gateway the bytes alone.</summary>
internal sealed record Said
{
    /// <summary>Number in the order in which offices said it.</summary>
    public required int Number { get; init; }

    public required Saying Saying { get; init; }

    public required string Agency { get; init; }

    /// <summary>Whom it names.</summary>
    public required Person Person { get; init; }

    /// <summary>The referral it is, or is about; null: about the person.</summary>
    public string? Ticket { get; init; }

    /// <summary>Number of the client's agreement; of a withdrawal: the one that is withdrawn, null: all of the person's or of the ticket.</summary>
    public string? Agreement { get; init; }

    /// <summary>Day on which the client gave it.</summary>
    public DateOnly? GivenOn { get; init; }

    /// <summary>Source time; null: the source gives none.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>Of a protection: objects, or does not any more.</summary>
    public bool? Objected { get; init; }

    /// <summary>Of a reply: the handover and the outcome.</summary>
    public string? Handover { get; init; }

    public string? Outcome { get; init; }

    public string? CaseNumber { get; init; }

    public string Profile { get; init; } = "";

    public string ContentType { get; init; } = "application/json";

    public byte[] Body { get; init; } = [];

    /// <summary>Idempotency key.</summary>
    public string Key => $"said-{Number}";

    /// <summary>Without anybody's data.</summary>
    public override string ToString() => $"#{Number} {Saying} by {Agency} about person {Person.Number}{(Ticket is null ? "" : $", ticket {Ticket[^6..]}")}{(Outcome is null ? "" : $", {Outcome}")}{(Objected is { } o ? $", objected {o}" : "")}{(SentAt is null && Saying is Saying.Protection ? ", without a time" : "")}";
}
