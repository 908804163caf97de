namespace Gateway.Contracts.Events;

/// <summary>
/// The answer to a control service that asked with a mandate: what the legal basis opens of the control data of one person at one
/// agency, and what was refused. A person whom the agency does not know and one of whom there is nothing are answered alike.
/// </summary>
public sealed record MandateAnswered
{
    /// <summary>Reference of the legal basis.</summary>
    public required string Basis { get; init; }

    /// <summary>Agency whose data it is.</summary>
    public required string Controller { get; init; }

    /// <summary>First day asked about.</summary>
    public required string From { get; init; }

    /// <summary>Last day asked about.</summary>
    public required string To { get; init; }

    /// <summary>When it was answered, UTC.</summary>
    public required DateTimeOffset AnsweredAt { get; init; }

    /// <summary>Why nothing is given; absent: the mandate holds.</summary>
    public string? Code { get; init; }

    /// <summary>Kinds of data that the basis opens.</summary>
    public required IReadOnlyList<string> Kinds { get; init; }

    /// <summary>What there is of them, in the order in which it was recorded.</summary>
    public required IReadOnlyList<MandateItem> Items { get; init; }

    /// <summary>True: there was more that could not be read at the moment; absent: this is all.</summary>
    public bool? Incomplete { get; init; }

    /// <summary>Kinds that were asked for and are not given.</summary>
    public required IReadOnlyList<MandateRefusal> Refused { get; init; }
}

/// <summary>One value of control data.</summary>
public sealed record MandateItem
{
    /// <summary>Kind of data: <c>ATTENDANCE</c>, <c>SANCTION</c>…</summary>
    public required string Kind { get; init; }

    /// <summary>Day on which the gateway received it.</summary>
    public required string ReceivedOn { get; init; }

    /// <summary>Its place in the format of the agency that holds it.</summary>
    public required string Name { get; init; }

    /// <summary>A code, a day or a number; never words.</summary>
    public required string Value { get; init; }
}

/// <summary>A kind of data that is not given.</summary>
public sealed record MandateRefusal
{
    /// <summary>Kind of data.</summary>
    public required string Kind { get; init; }

    /// <summary>Reason code.</summary>
    public required string Code { get; init; }

    /// <summary>What is wrong and what to do.</summary>
    public required string Sentence { get; init; }
}
