using System.Text.Json.Serialization;

namespace Gateway.Core.Rights;

/// <summary>
/// What an erasure did: numbered, and without anything of the person. Shape: <c>contracts/rights/erasure-certificate.schema.json</c>.
/// </summary>
public sealed record ErasureCertificate
{
    /// <summary>Number, from 1, of this installation.</summary>
    public required int Number { get; init; }

    /// <summary>Agency whose knowledge was erased.</summary>
    public required string Agency { get; init; }

    /// <summary>Domain time, UTC.</summary>
    public required DateTimeOffset ErasedAt { get; init; }

    /// <summary>Everything that the agency knew; false: a statute or a legal hold keeps a part.</summary>
    public required bool Whole { get; init; }

    /// <summary>What was destroyed.</summary>
    public required ErasedCounts Destroyed { get; init; }

    /// <summary>Referrals that had not ended and were stopped.</summary>
    public required int Stopped { get; init; }

    /// <summary>Agencies that are told, because something left to them (GDPR art. 19).</summary>
    public required IReadOnlyList<string> Told { get; init; }

    /// <summary>What stays, and which statute or legal hold keeps it.</summary>
    public required IReadOnlyList<KeptByLaw> Kept { get; init; }

    /// <summary>Documents with records of other people that still need them: destroyed when these are settled, at the latest on the day.</summary>
    public DocumentsHeld? Held { get; init; }
}

/// <summary>Counts of what was destroyed.</summary>
/// <param name="Keys">Data keys: the client's, and those of records of their own.</param>
/// <param name="Identifiers">Look-up entries by which the person was found.</param>
/// <param name="Records">Records with their statements.</param>
/// <param name="Apart">Records in the compartments of special categories and control.</param>
/// <param name="Payloads">Stored copies of what left or was to leave.</param>
/// <param name="Documents">Documents as the agency sent them.</param>
public sealed record ErasedCounts(int Keys, int Identifiers, int Records, int Apart, int Payloads, int Documents);

/// <summary>Documents that stay for a while.</summary>
/// <param name="Documents">How many.</param>
/// <param name="Until">Last day, domain time.</param>
public sealed record DocumentsHeld(int Documents, DateOnly Until);

/// <summary>A referral that a statute or a legal hold keeps.</summary>
/// <param name="Referral">The referral.</param>
/// <param name="Term">Id of the term in the policy; <c>legal-hold</c>: a legal hold keeps it.</param>
/// <param name="Source">The statute, or the file number of the legal hold.</param>
/// <param name="Until">Last day; null: the referral has not ended, or a legal hold keeps it until it is lifted.</param>
/// <param name="Titles">Why, by language.</param>
public sealed record KeptByLaw(Guid Referral, string Term, string Source, DateOnly? Until, IReadOnlyDictionary<string, string> Titles)
{
    /// <summary>Stands in the place of a statute's id when a legal hold keeps a referral.</summary>
    public const string LegalHold = "legal-hold";

    /// <summary>A statute's term begins when the referral ends.</summary>
    public const string NotEnded = "the referral has not ended";

    /// <summary>A legal hold has no term of its own.</summary>
    public const string UntilLifted = "until the legal hold is lifted";

    /// <summary>Whether a legal hold keeps it, and no statute.</summary>
    [JsonIgnore]
    public bool IsHold => Term == LegalHold;

    /// <summary>Why no last day is known, in English.</summary>
    [JsonIgnore]
    public string Open => IsHold ? UntilLifted : NotEnded;
}
