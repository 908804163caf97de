using Gateway.Core.Directory;
using Gateway.Core.Privacy;

namespace Gateway.Core.Accountability;

/// <summary>How what may leave differs.</summary>
public enum ChangeKind
{
    /// <summary>It could not leave before.</summary>
    NewlyLeaves,

    /// <summary>It leaves as before, and on other legal bases.</summary>
    OtherBasis,

    /// <summary>It could leave before.</summary>
    NoLongerLeaves,
}

/// <summary>A legal basis as a difference names it.</summary>
/// <param name="Reference">Reference.</param>
/// <param name="Kind">Kind (GDPR art. 6(1)).</param>
public sealed record NamedBasis(string Reference, BasisKind Kind);

/// <summary>Agencies between which something may leave: from each of the ones to each of the others.</summary>
/// <param name="From">Agencies whose knowledge leaves; none: such a class has no agency yet.</param>
/// <param name="To">Recipients; none: such a class has no agency yet.</param>
public sealed record Between(IReadOnlyList<string> From, IReadOnlyList<string> To);

/// <summary>Fields that may leave otherwise than before, to the same recipients, in the same step and from the same day on.</summary>
public sealed record PolicyChange
{
    /// <summary>How it differs.</summary>
    public required ChangeKind Kind { get; init; }

    /// <summary>First day on which it does; today: already now.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Purpose code.</summary>
    public required string Purpose { get; init; }

    /// <summary>Country, ISO 3166-1 alpha-2.</summary>
    public required string Country { get; init; }

    /// <summary>Class of the agency whose knowledge leaves.</summary>
    public required RecipientClass Sender { get; init; }

    /// <summary>Class of the recipient.</summary>
    public required RecipientClass Recipient { get; init; }

    /// <summary>Kind of message.</summary>
    public required PolicyMoment Moment { get; init; }

    /// <summary>Where the client stands.</summary>
    public required IReadOnlyList<PolicySituation> Situations { get; init; }

    /// <summary>Local agreements under which it holds; an empty text: without one.</summary>
    public required IReadOnlyList<string> Agreements { get; init; }

    /// <summary>Between whom.</summary>
    public required IReadOnlyList<Between> Between { get; init; }

    /// <summary>Canonical paths.</summary>
    public required IReadOnlyList<string> Fields { get; init; }

    /// <summary>Bases on which it could leave before.</summary>
    public required IReadOnlyList<NamedBasis> Before { get; init; }

    /// <summary>Bases on which it can leave now.</summary>
    public required IReadOnlyList<NamedBasis> After { get; init; }
}

/// <summary>What a term is about.</summary>
public enum TermKind
{
    /// <summary>What the referring office is told of an outcome; values are coarse statuses.</summary>
    Told,

    /// <summary>What becomes of a referral that lacks something; values are reason codes.</summary>
    Admission,

    /// <summary>A field that no manifest may name.</summary>
    NeverForward,

    /// <summary>A field that is for step two only.</summary>
    StepTwoOnly,

    /// <summary>A field that a class may receive at most.</summary>
    AtMost,

    /// <summary>Working days within which an office acknowledges.</summary>
    Acknowledgement,

    /// <summary>Working days within which an office that was told to stop confirms that it did.</summary>
    StopConfirmation,

    /// <summary>Days before a citizens' portal tells of an act on a legal basis.</summary>
    ToldAfter,

    /// <summary>Whether a service is about the client's money, so that an administrator over property alone may agree to it.</summary>
    ServiceProperty,

    /// <summary>A statute that keeps what a client asks to have erased; values are country, years, agencies, classes, purposes, bases and source.</summary>
    KeptByLaw,
    /// <summary>A kind of data that a legal basis opens to a control service; values are days at most, first and last day in force, agencies asked.</summary>
    Mandate,

    /// <summary>A version of a notice; values are its days, ways, languages, purposes and agencies, or languages in which its text changed.</summary>
    Notice,
}

/// <summary>A term of the policy that differs.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Subject">Outcome, purpose and lack, field, class and field, service, statute, or notice and version.</param>
/// <param name="Before">As it was; null: there was none.</param>
/// <param name="After">As it is; null: there is none.</param>
/// <param name="Widens">Whether more may leave, or with fewer safeguards for the client.</param>
public sealed record TermChange(TermKind Kind, string Subject, string? Before, string? After, bool Widens);

/// <summary>The difference between two policies.</summary>
/// <param name="Changes">What may leave otherwise; what newly leaves comes first.</param>
/// <param name="Terms">Terms that differ.</param>
public sealed record PolicyDifference(IReadOnlyList<PolicyChange> Changes, IReadOnlyList<TermChange> Terms)
{
    /// <summary>Whether nothing differs.</summary>
    public bool IsEmpty => Changes.Count == 0 && Terms.Count == 0;

    /// <summary>Whether something may leave that could not before, on another basis, or with fewer safeguards.</summary>
    public bool Widens => Changes.Any(c => c.Kind != ChangeKind.NoLongerLeaves) || Terms.Any(t => t.Widens);
}
