namespace Gateway.Contracts.Events;

/// <summary>What an agency knows of a client's benefits so far. History: it starts no clock and gates no service.</summary>
public sealed record BenefitRecorded : IClientStatement
{
    /// <inheritdoc />
    public required string Ticket { get; init; }

    /// <inheritdoc />
    public DateTimeOffset? SentAt { get; init; }

    /// <inheritdoc />
    public Party? Sender { get; init; }

    /// <inheritdoc />
    public required Client Client { get; init; }

    /// <summary>Applications, decisions, payments and periods, as many as the source has. Never an amount.</summary>
    public IReadOnlyList<BenefitEntry>? History { get; init; }
}

/// <summary>One entry of a benefit history.</summary>
public sealed record BenefitEntry
{
    /// <summary><c>APPLICATION</c>, <c>PERIOD</c>, <c>PAYMENT</c>, <c>ARREARS</c> or <c>REGULARISATION</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Law in the source's own codes (Netherlands: <c>PW</c>, <c>WWB</c> …; Belgium: <c>1</c>, <c>2</c>, <c>6</c>).</summary>
    public string? Law { get; init; }

    /// <summary>Household category, Belgium: <c>1</c> cohabiting, <c>2</c> single, <c>3</c> with family.</summary>
    public string? Category { get; init; }

    /// <summary>Day of the application.</summary>
    public string? AppliedOn { get; init; }

    /// <summary><c>GRANTED</c> or <c>REFUSED</c>.</summary>
    public string? Decision { get; init; }

    /// <summary>Day of the decision.</summary>
    public string? DecidedOn { get; init; }

    /// <summary>First day of the period.</summary>
    public string? From { get; init; }

    /// <summary>Last day of the period.</summary>
    public string? To { get; init; }
}

/// <summary>Services a client has had, or has, at the sender. History: it refers nobody.</summary>
public sealed record ServicesRecorded : IClientStatement
{
    /// <inheritdoc />
    public required string Ticket { get; init; }

    /// <inheritdoc />
    public DateTimeOffset? SentAt { get; init; }

    /// <inheritdoc />
    public Party? Sender { get; init; }

    /// <inheritdoc />
    public required Client Client { get; init; }

    /// <summary>Coded goals of the services, in the source's codes.</summary>
    public IReadOnlyList<string>? Goals { get; init; }

    /// <summary>The services.</summary>
    public IReadOnlyList<ServiceEntry>? Services { get; init; }

    /// <summary>Ladder measurement; <c>absent</c> where the format has none.</summary>
    public LadderMeasurement? Ladder { get; init; }
}

/// <summary>A service in a client's history.</summary>
public sealed record ServiceEntry
{
    /// <summary>The sender's own number of it.</summary>
    public string? Reference { get; init; }

    /// <summary>Kind, in the source's codes.</summary>
    public string? Code { get; init; }

    /// <summary>First day.</summary>
    public string? StartsOn { get; init; }

    /// <summary>Last day.</summary>
    public string? EndsOn { get; init; }
}

/// <summary>
/// A jobseeker's profile under a pseudonym. It names no person and the gateway ties it to none: only the agency that
/// gave the pseudonym knows whose it is.
/// </summary>
public sealed record JobseekerPublished : IStatement
{
    /// <inheritdoc />
    public required string Ticket { get; init; }

    /// <inheritdoc />
    public DateTimeOffset? SentAt { get; init; }

    /// <inheritdoc />
    public Party? Sender { get; init; }

    /// <summary>The agency's pseudonym for the jobseeker.</summary>
    public required string Pseudonym { get; init; }

    /// <summary>Work profile.</summary>
    public WorkProfile? Profile { get; init; }

    /// <summary>Where and how far.</summary>
    public Mobility? Mobility { get; init; }
}

/// <summary>Where a jobseeker would work, and how far they would travel.</summary>
public sealed record Mobility
{
    /// <summary>Postal code from which work is looked for; not the home address.</summary>
    public string? PostalCode { get; init; }

    /// <summary>Longest way, in kilometres.</summary>
    public int? MaxKilometres { get; init; }

    /// <summary>Longest travelling time, in minutes.</summary>
    public int? MaxMinutes { get; init; }

    /// <summary>Countries preferred, ISO 3166-1 alpha-2.</summary>
    public IReadOnlyList<string>? Countries { get; init; }
}

/// <summary>Something happened to an application for assistance. It names no person, only the application.</summary>
public sealed record ApplicationProgressed : IStatement
{
    /// <inheritdoc />
    public required string Ticket { get; init; }

    /// <inheritdoc />
    public DateTimeOffset? SentAt { get; init; }

    /// <inheritdoc />
    public Party? Sender { get; init; }

    /// <summary>Reference of the application under which it was sent; null when the sender gave none.</summary>
    public string? Application { get; init; }

    /// <summary>
    /// <c>APPLICATION_STATUS</c>, <c>OFFICE_ASSIGNED</c>, <c>CASE_STATUS</c>, <c>DECISION</c>, <c>FRAMEWORK_DECISION</c>,
    /// <c>CONDITION</c>, <c>DOCUMENTS_REQUESTED</c>, <c>DOCUMENTS_REQUIRED</c> or <c>PROVISIONAL_ANSWER</c>.
    /// </summary>
    public required string Event { get; init; }

    /// <summary>
    /// Of the application: <c>received</c>, <c>in-service</c>, <c>decided</c> or <c>declined-other</c>; of a case or a
    /// condition its own coded status.
    /// </summary>
    public string? Status { get; init; }

    /// <summary>Stage within a status, for example <c>INTAKE</c>.</summary>
    public string? Stage { get; init; }

    /// <summary><c>GRANTED</c>, <c>PARTLY_GRANTED</c>, <c>REFUSED</c> or <c>DISMISSED</c>.</summary>
    public string? Outcome { get; init; }

    /// <summary>The sender's reference of the case within the application.</summary>
    public string? Case { get; init; }

    /// <summary>Code of the office now responsible.</summary>
    public string? Office { get; init; }

    /// <summary>Last day to hand something in.</summary>
    public string? DueOn { get; init; }
}
