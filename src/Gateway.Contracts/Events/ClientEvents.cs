namespace Gateway.Contracts.Events;

/// <summary>The client agreed to a service, recorded after or apart from the referral.</summary>
public sealed record ConsentGiven : IClientStatement
{
    /// <inheritdoc />
    public required string Ticket { get; init; }

    /// <summary>The ticket of the referral it is for.</summary>
    public string? InReplyTo { get; init; }

    /// <inheritdoc />
    public DateTimeOffset? SentAt { get; init; }

    /// <inheritdoc />
    public Party? Sender { get; init; }

    /// <inheritdoc />
    public Client? Client { get; init; }

    /// <summary>Purpose for which the client agreed; absent: that of the referral.</summary>
    public string? Purpose { get; init; }

    /// <summary>The agreement.</summary>
    public required AgreementClaim Agreement { get; init; }
}

/// <summary>The client withdrew an agreement (GDPR art. 7(3)). In force when the submission is accepted.</summary>
public sealed record ConsentWithdrawn : IClientStatement
{
    /// <inheritdoc />
    public required string Ticket { get; init; }

    /// <summary>The ticket of the referral whose agreement is withdrawn; null: every agreement of this client.</summary>
    public string? InReplyTo { get; init; }

    /// <inheritdoc />
    public DateTimeOffset? SentAt { get; init; }

    /// <inheritdoc />
    public Party? Sender { get; init; }

    /// <inheritdoc />
    public Client? Client { get; init; }

    /// <summary>The sender's record of the agreement, when one is meant in particular.</summary>
    public string? AgreementRecordId { get; init; }
}

/// <summary>Details of a client changed at the sender.</summary>
public sealed record ClientChanged : IClientStatement
{
    /// <inheritdoc />
    public required string Ticket { get; init; }

    /// <inheritdoc />
    public DateTimeOffset? SentAt { get; init; }

    /// <inheritdoc />
    public Party? Sender { get; init; }

    /// <inheritdoc />
    public required Client Client { get; init; }

    /// <summary>Day on which the client moved to <see cref="Residence.Municipality"/>, not in the future; null: no move is told.</summary>
    public string? MovedOn { get; init; }

    /// <summary>The client died, or that was a mistake; null: nothing is said about it.</summary>
    public Death? Death { get; init; }
}

/// <summary>A notice of death.</summary>
public sealed record Death
{
    /// <summary>Day of death, not in the future.</summary>
    public string? On { get; init; }

    /// <summary>The notice was a mistake: the client lives. Referrals that it ended do not begin again by themselves.</summary>
    public bool? Revoked { get; init; }
}

/// <summary>A client moved from one benefit scheme to another.</summary>
public sealed record BenefitTransferred : IClientStatement
{
    /// <inheritdoc />
    public required string Ticket { get; init; }

    /// <inheritdoc />
    public DateTimeOffset? SentAt { get; init; }

    /// <inheritdoc />
    public Party? Sender { get; init; }

    /// <inheritdoc />
    public required Client Client { get; init; }

    /// <summary>Scheme left, as in <see cref="Registration.BenefitScheme"/>.</summary>
    public string? FromScheme { get; init; }

    /// <summary>Scheme entered.</summary>
    public required string ToScheme { get; init; }

    /// <summary>First day in the new scheme.</summary>
    public required string EffectiveOn { get; init; }
}

/// <summary>A benefit will end. It becomes a task for the sender's own counsellor, never a list to another office.</summary>
public sealed record BenefitEndingNotice : IClientStatement
{
    /// <inheritdoc />
    public required string Ticket { get; init; }

    /// <inheritdoc />
    public DateTimeOffset? SentAt { get; init; }

    /// <inheritdoc />
    public Party? Sender { get; init; }

    /// <inheritdoc />
    public required Client Client { get; init; }

    /// <summary>Scheme that ends.</summary>
    public string? Scheme { get; init; }

    /// <summary>Last day of the benefit.</summary>
    public required string EndsOn { get; init; }
}

/// <summary>A participation ladder measurement told on its own.</summary>
public sealed record LadderMeasured : IClientStatement
{
    /// <inheritdoc />
    public required string Ticket { get; init; }

    /// <inheritdoc />
    public DateTimeOffset? SentAt { get; init; }

    /// <inheritdoc />
    public Party? Sender { get; init; }

    /// <inheritdoc />
    public required Client Client { get; init; }

    /// <summary>The measurement.</summary>
    public required LadderMeasurement Ladder { get; init; }
}

/// <summary>The client applied for assistance; statutory clocks start on this day, not on the day of a referral.</summary>
public sealed record ApplicationLodged : IClientStatement
{
    /// <inheritdoc />
    public required string Ticket { get; init; }

    /// <inheritdoc />
    public DateTimeOffset? SentAt { get; init; }

    /// <inheritdoc />
    public Party? Sender { get; init; }

    /// <inheritdoc />
    public required Client Client { get; init; }

    /// <summary>Day of the application.</summary>
    public required string LodgedOn { get; init; }

    /// <summary>Handover that led to it, when known.</summary>
    public string? InReplyTo { get; init; }
}

/// <summary>Counts of a pilot site, without persons: nobody is known to the gateway before agreeing.</summary>
public sealed record PilotCounts : IStatement
{
    /// <inheritdoc />
    public required string Ticket { get; init; }

    /// <inheritdoc />
    public DateTimeOffset? SentAt { get; init; }

    /// <inheritdoc />
    public Party? Sender { get; init; }

    /// <summary>Id of the collaboration agreement.</summary>
    public required string Collaboration { get; init; }

    /// <summary>Month counted, <c>2026-03</c>.</summary>
    public required string Period { get; init; }

    /// <summary>People found to be in a target group.</summary>
    public required int Identified { get; init; }

    /// <summary>Of those, meeting the criteria.</summary>
    public required int Eligible { get; init; }

    /// <summary>Of those, offered a referral.</summary>
    public required int Offered { get; init; }

    /// <summary>Why people were lost between two stages.</summary>
    public IReadOnlyList<PilotLoss>? Lost { get; init; }
}

/// <summary>People lost after a stage of the funnel.</summary>
/// <param name="Stage">Stage they had reached: <c>identified</c>, <c>eligible</c> or <c>offered</c>.</param>
/// <param name="Reason">Coded reason, for example <c>own-places-first</c>.</param>
/// <param name="Count">How many.</param>
public sealed record PilotLoss(string Stage, string Reason, int Count);
