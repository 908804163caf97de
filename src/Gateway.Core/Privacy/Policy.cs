using Gateway.Core.Agreements;
using Gateway.Core.Directory;
using Gateway.Core.Retention;

namespace Gateway.Core.Privacy;

/// <summary>Kinds of legal basis (GDPR art. 6(1)).</summary>
public enum BasisKind
{
    /// <summary>Art. 6(1)(c).</summary>
    LegalObligation,

    /// <summary>Art. 6(1)(e).</summary>
    PublicTask,

    /// <summary>Art. 6(1)(d).</summary>
    VitalInterest,

    /// <summary>Art. 6(1)(a); between authorities only with a recorded reason why refusing costs nothing.</summary>
    Consent,
}

/// <summary>An entry of the registry of legal bases.</summary>
public sealed record LegalBasis
{
    /// <summary>Reference by which senders name it.</summary>
    public required string Reference { get; init; }

    /// <summary>Kind.</summary>
    public required BasisKind Kind { get; init; }

    /// <summary>What it is, in words for the client's overview, by language (ISO 639-1).</summary>
    public required IReadOnlyDictionary<string, string> Titles { get; init; }

    /// <summary>Agencies it covers; empty: every agency of <see cref="Country"/>.</summary>
    public IReadOnlyList<string> Agencies { get; init; } = [];

    /// <summary>Country it is law in.</summary>
    public required string Country { get; init; }

    /// <summary>Purposes it covers.</summary>
    public required IReadOnlyList<string> Purposes { get; init; }

    /// <summary>First day.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day.</summary>
    public DateOnly? To { get; init; }

    /// <summary>For <see cref="BasisKind.Consent"/>: why refusing costs the client nothing.</summary>
    public string? WhyRefusingCostsNothing { get; init; }

    /// <summary>
    /// Days after an act on this basis before a citizen's portal tells of it, where a law demands confidentiality for so long
    /// (GDPR art. 23); 0: at once.
    /// </summary>
    public int ToldAfterDays { get; init; }

    /// <summary>What it opens to control services; null: nothing.</summary>
    public Mandates.MandateTerms? Mandate { get; init; }
}

/// <summary>
/// A ground of GDPR art. 9(2) on which coded needs may be told. It is the client's explicit agreement (art. 9(2)(a)); the legal basis
/// of the exchange is needed besides.
/// </summary>
public sealed record SpecialGround
{
    /// <summary>Reference.</summary>
    public required string Reference { get; init; }

    /// <summary>Titles for the client, by language (ISO 639-1).</summary>
    public required IReadOnlyDictionary<string, string> Titles { get; init; }

    /// <summary>Purposes.</summary>
    public required IReadOnlyList<string> Purposes { get; init; }

    /// <summary>Classes of recipients.</summary>
    public required IReadOnlyList<RecipientClass> Recipients { get; init; }
}

/// <summary>A purpose for which data may be exchanged.</summary>
public sealed record Purpose
{
    /// <summary>Code.</summary>
    public required string Code { get; init; }

    /// <summary>Titles for the client, by language (ISO 639-1).</summary>
    public required IReadOnlyDictionary<string, string> Titles { get; init; }

    /// <summary>The client's agreement is required on top of the basis.</summary>
    public bool AgreementRequired { get; init; } = true;

    /// <summary>
    /// A needs assessment, done with the client and confirmed, must precede the referral (Peer Review on social
    /// activation, Belgium 2021).
    /// </summary>
    public bool AssessmentRequired { get; init; } = true;

    /// <summary>False for control purposes: no activation route serves them.</summary>
    public bool Activation { get; init; } = true;
}

/// <summary>
/// A field manifest: what may leave, for one purpose, from one class of sender to one class of recipient, on which
/// bases, in which step. Whatever no manifest names does not leave.
/// </summary>
public sealed record Manifest
{
    /// <summary>Id.</summary>
    public required string Id { get; init; }

    /// <summary>Purpose code.</summary>
    public required string Purpose { get; init; }

    /// <summary>Event type it is for: <c>referral.handover</c> or <c>referral.status-changed</c>.</summary>
    public required string Event { get; init; }

    /// <summary>Step 1 or 2 of a handover; 0 for status events.</summary>
    public required int Step { get; init; }

    /// <summary>Class of the sender.</summary>
    public required RecipientClass From { get; init; }

    /// <summary>Class of the recipient.</summary>
    public required RecipientClass To { get; init; }

    /// <summary>Bases that carry it.</summary>
    public required IReadOnlyList<BasisKind> Bases { get; init; }

    /// <summary>
    /// Canonical field paths below <c>referral</c> (handovers) or of the event (status), dotted, lists transparent:
    /// <c>client.contact.phone</c>, <c>barriers.code</c>. Leaves only.
    /// </summary>
    public required IReadOnlyList<string> Fields { get; init; }

    /// <summary>First day.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>Last day.</summary>
    public DateOnly? ValidTo { get; init; }
}

/// <summary>What a referring office is told of an outcome.</summary>
/// <param name="Outcome">Outcome as the recipient recorded it.</param>
/// <param name="Status">Coarse status, or null: nothing is told.</param>
/// <param name="BeforeStart">Coarse status when the service had not started; null: as <paramref name="Status"/>.</param>
public sealed record Feedback(string Outcome, string? Status, string? BeforeStart = null);

/// <summary>Principles that every manifest keeps, checked when the policy is loaded.</summary>
public sealed record Principles
{
    /// <summary>No principle beyond those in code.</summary>
    public static Principles None { get; } = new();

    /// <summary>Fields that no manifest may name.</summary>
    public IReadOnlyList<string> NeverForward { get; init; } = [];

    /// <summary>Most that a class may ever receive; a class that is not listed is bound by its manifests alone.</summary>
    public IReadOnlyDictionary<RecipientClass, IReadOnlyList<string>> AtMost { get; init; } =
        new Dictionary<RecipientClass, IReadOnlyList<string>>();

    /// <summary>Fields that may leave only in step two of a handover.</summary>
    public IReadOnlyList<string> StepTwoOnly { get; init; } = [];
}

/// <summary>The common principles, which no local agreement can override. Immutable; from <c>contracts/policy</c>.</summary>
public sealed record Policy
{
    /// <summary>Version recorded in decisions and disclosures.</summary>
    public required string Version { get; init; }

    /// <summary>Purposes by code.</summary>
    public required IReadOnlyDictionary<string, Purpose> Purposes { get; init; }

    /// <summary>Legal bases by reference.</summary>
    public required IReadOnlyDictionary<string, LegalBasis> Bases { get; init; }

    /// <summary>Grounds of GDPR art. 9(2); none: coded needs leave to nobody.</summary>
    public IReadOnlyList<SpecialGround> SpecialGrounds { get; init; } = [];

    /// <summary>Manifests.</summary>
    public required IReadOnlyList<Manifest> Manifests { get; init; }

    /// <summary>Notices that clients are shown before they agree; an agreement to any other is none.</summary>
    public IReadOnlyList<Notice> Notices { get; init; } = [];

    /// <summary>Coarse status by outcome.</summary>
    public required IReadOnlyDictionary<string, Feedback> Feedback { get; init; }

    /// <summary>Statutes that keep what a client asks to have erased.</summary>
    public IReadOnlyList<Rights.StatutoryTerm> KeptByLaw { get; init; } = [];

    /// <summary>Dated rules about events in a client's life.</summary>
    public Life.LifeTerms Life { get; init; } = Core.Life.LifeTerms.None;

    /// <summary>Principles behind the manifests.</summary>
    public Principles Principles { get; init; } = Principles.None;

    /// <summary>How long records of each kind are kept.</summary>
    public RetentionPolicy Retention { get; init; } = RetentionPolicy.None;

    /// <summary>Working days within which a recipient acknowledges (practice: 3).</summary>
    public int AcknowledgeWithinWorkingDays { get; init; } = 3;

    /// <summary>Working days within which a next step is known after a service has ended (Vinken 2011: trajectories follow each other).</summary>
    public int NextStepWithinWorkingDays { get; init; } = 5;

    /// <summary>Working days within which an office that was told to stop or to pause confirms that it did (practice between Dutch agencies: 5).</summary>
    public int ConfirmStopWithinWorkingDays { get; init; } = 5;
}
