namespace Gateway.Contracts.Events;

/// <summary>Anything an agency tells: who said it, under which reference, when.</summary>
public interface IStatement
{
    /// <summary>The sender's own reference of this message, unique at the sender.</summary>
    string Ticket { get; }

    /// <summary>When the source recorded it, UTC; decides which of two statements is newer.</summary>
    DateTimeOffset? SentAt { get; }

    /// <summary>The organisation the record itself names as its sender, in the sender's codes; must be the caller.</summary>
    Party? Sender { get; }
}

/// <summary>A statement about one client.</summary>
public interface IClientStatement : IStatement
{
    /// <summary>The client; null where the record only refers to an earlier ticket.</summary>
    Client? Client { get; }
}

/// <summary>An organisation named in a record.</summary>
public sealed record Party
{
    /// <summary>Organisation code or agency id, as written.</summary>
    public string? Organisation { get; init; }

    /// <summary>Municipality code (Belgium: NIS).</summary>
    public string? Municipality { get; init; }

    /// <summary>Unit inside the organisation.</summary>
    public string? Unit { get; init; }

    /// <summary>The professional to talk to.</summary>
    public ProfessionalContact? Contact { get; init; }
}

/// <summary>A professional at an office, in their role.</summary>
public sealed record ProfessionalContact
{
    /// <summary>Name.</summary>
    public string? Name { get; init; }

    /// <summary>Function.</summary>
    public string? Function { get; init; }

    /// <summary>Office telephone.</summary>
    public string? Phone { get; init; }
}

/// <summary>An agency asks another office's services for a client (also used to amend).</summary>
public sealed record ReferralSubmitted : IClientStatement
{
    /// <inheritdoc />
    public required string Ticket { get; init; }

    /// <summary>
    /// For an amendment: the ticket it amends. A referral that names its own ticket here is the newest state of that
    /// referral, as lists repeat it: known already, it amends.
    /// </summary>
    public string? InReplyTo { get; init; }

    /// <inheritdoc />
    public DateTimeOffset? SentAt { get; init; }

    /// <inheritdoc />
    public Party? Sender { get; init; }

    /// <summary>The office asked, when the sender names one; otherwise the gateway routes.</summary>
    public Party? Recipient { get; init; }

    /// <summary>Coded purpose; decides manifest and bases.</summary>
    public required string Purpose { get; init; }

    /// <summary>The client.</summary>
    public required Client Client { get; init; }

    /// <summary>The coded question to the other office.</summary>
    public required string Question { get; init; }

    /// <summary>Coded services asked, from the directory's list.</summary>
    public IReadOnlyList<string>? Services { get; init; }

    /// <summary>A first appointment already made, ISO 8601.</summary>
    public string? Appointment { get; init; }

    /// <summary>The needs assessment that led here.</summary>
    public Assessment? Assessment { get; init; }

    /// <summary>Registration at the employment service.</summary>
    public Registration? Registration { get; init; }

    /// <summary>Social assistance.</summary>
    public Assistance? Assistance { get; init; }

    /// <summary>Work history under a municipal instrument.</summary>
    public WorkHistory? Work { get; init; }

    /// <summary>Work profile.</summary>
    public WorkProfile? Profile { get; init; }

    /// <summary>Ordinary barriers.</summary>
    public IReadOnlyList<Barrier>? Barriers { get; init; }

    /// <summary>
    /// What the client needs at work, as codes: <c>PART_TIME_START</c>, <c>QUIET_WORKPLACE</c>, <c>ACCESSIBLE_SITE</c>. They may say something of
    /// health, and leave on a ground of GDPR art. 9(2) with the client's explicit agreement only.
    /// </summary>
    public IReadOnlyList<string>? Needs { get; init; }

    /// <summary>Ladder measurement.</summary>
    public LadderMeasurement? Ladder { get; init; }

    /// <summary>Legal basis the sender relies on.</summary>
    public BasisClaim? Basis { get; init; }

    /// <summary>The client's agreement.</summary>
    public AgreementClaim? Agreement { get; init; }

    /// <summary>Goal of the route.</summary>
    public Goal? Goal { get; init; }

    Client? IClientStatement.Client => Client;
}

/// <summary>A needs assessment.</summary>
public sealed record Assessment
{
    /// <summary>Done together with the client.</summary>
    public bool? DoneWithClient { get; init; }

    /// <summary>Day on which the client confirmed it.</summary>
    public string? ConfirmedOn { get; init; }
}

/// <summary>Legal basis as the sender claims it; checked against the registry of legal bases.</summary>
public sealed record BasisClaim
{
    /// <summary><c>LEGAL_OBLIGATION</c>, <c>PUBLIC_TASK</c> or <c>CONSENT</c> (GDPR art. 6(1)(c), (e), (a)).</summary>
    public required string Kind { get; init; }

    /// <summary>Reference of the registry entry (a deliberation, protocol or article).</summary>
    public string? Reference { get; init; }

    /// <summary>Last day of validity.</summary>
    public string? Expires { get; init; }
}

/// <summary>The client's agreement as the sender recorded it (GDPR art. 7; ISO/IEC TS 27560 record).</summary>
public sealed record AgreementClaim
{
    /// <summary>The sender's record of the agreement.</summary>
    public string? RecordId { get; init; }

    /// <summary>Whether the client agreed: a bare yes or no of an export, when that is all there is.</summary>
    public bool? Stated { get; init; }

    /// <summary>Version of the notice the client was shown.</summary>
    public string? NoticeVersion { get; init; }

    /// <summary>Language of the notice, ISO 639-3.</summary>
    public string? Language { get; init; }

    /// <summary>Day on which it was given.</summary>
    public string? GivenOn { get; init; }

    /// <summary>How: <c>WRITTEN</c>, <c>ORAL_RECORDED</c>, <c>ELECTRONIC</c>.</summary>
    public string? How { get; init; }

    /// <summary>Last day of validity.</summary>
    public string? Expires { get; init; }

    /// <summary>Who agreed: <c>SELF</c>, <c>PARENT</c>, <c>GUARDIAN</c> or <c>ADMINISTRATOR</c>; absent: the client.</summary>
    public string? GivenBy { get; init; }

    /// <summary>Of an administrator's mandate: <c>PERSON</c>, <c>PROPERTY</c> or <c>PERSON_AND_PROPERTY</c>.</summary>
    public string? MandateScope { get; init; }

    /// <summary>Last day of an administrator's mandate.</summary>
    public string? MandateUntil { get; init; }

    /// <summary>Whether the client agreed explicitly that the coded needs are told (GDPR art. 9(2)(a)).</summary>
    public bool? ExplicitNeeds { get; init; }

    /// <summary>Digest of the preview that was shown before the client agreed, 64 hexadecimal digits; absent: none was shown.</summary>
    public string? PreviewHash { get; init; }
}

/// <summary>Goal of a route.</summary>
public sealed record Goal
{
    /// <summary>One of <see cref="GoalCodes"/>.</summary>
    public required string Code { get; init; }

    /// <summary>Who set it: <c>CLIENT</c>, <c>COUNSELLOR</c> or <c>TOGETHER</c>.</summary>
    public string? SetBy { get; init; }

    /// <summary>Up to two dated goals on the way, the nearer one first, as plans of social activation and of jobseekers have them (Luxembourg REVIS, France contrat d'engagement and PPAE).</summary>
    public IReadOnlyList<DatedGoal>? Dated { get; init; }
}

/// <summary>A goal to be reached by a day.</summary>
public sealed record DatedGoal
{
    /// <summary>One of <see cref="GoalCodes"/>.</summary>
    public required string Code { get; init; }

    /// <summary>Last day to reach it.</summary>
    public required string DueOn { get; init; }
}

/// <summary>What a route is for.</summary>
public static class GoalCodes
{
    /// <summary>Paid work, or what leads to it.</summary>
    public const string Work = "WORK";

    /// <summary>Taking part in society.</summary>
    public const string Inclusion = "INCLUSION";

    /// <summary>A situation that does not get worse; a success of its own.</summary>
    public const string Stabilisation = "STABILISATION";

    /// <summary>Care, before anything else is asked.</summary>
    public const string Care = "CARE";

    /// <summary>Every goal.</summary>
    public static IReadOnlyList<string> All { get; } = [Work, Inclusion, Stabilisation, Care];
}

/// <summary>A referral is cancelled or recalled by its sender.</summary>
public sealed record ReferralEnded : IClientStatement
{
    /// <inheritdoc />
    public required string Ticket { get; init; }

    /// <summary>The ticket of the referral.</summary>
    public required string InReplyTo { get; init; }

    /// <inheritdoc />
    public DateTimeOffset? SentAt { get; init; }

    /// <inheritdoc />
    public Party? Sender { get; init; }

    /// <inheritdoc />
    public Client? Client { get; init; }
}
