using Gateway.Contracts.Events;
using Gateway.Core.Agreements;
using Gateway.Core.Directory;

namespace Gateway.Core.Privacy;

/// <summary>The client's agreement as the gateway holds it (ISO/IEC TS 27560, W3C DPV statuses).</summary>
public enum AgreementStatus
{
    /// <summary>Asked, no answer.</summary>
    Requested,

    /// <summary>Given, with notice, date and purpose known.</summary>
    Given,

    /// <summary>Refused.</summary>
    Refused,

    /// <summary>Withdrawn by the client.</summary>
    Withdrawn,

    /// <summary>Revoked by the agency that recorded it.</summary>
    Revoked,

    /// <summary>Past its last day.</summary>
    Expired,

    /// <summary>Found not to have been valid.</summary>
    Invalidated,

    /// <summary>Given again; a new record replaces this one.</summary>
    Renewed,

    /// <summary>A bare yes: neither notice, date nor purpose are known, so it is not an agreement.</summary>
    Unproven,
}

/// <summary>The agreement a decision looked at.</summary>
/// <param name="Status">Status now.</param>
/// <param name="Version">Row version: the concurrency token of a release.</param>
/// <param name="Expires">Last day; null: none.</param>
public sealed record ClientAgreementStanding(AgreementStatus Status, int Version, DateOnly? Expires)
{
    /// <summary>An administrator over property alone agreed: it carries services about money only.</summary>
    public bool PropertyOnly { get; init; }

    /// <summary>The client agreed explicitly that coded needs are told (GDPR art. 9(2)(a)).</summary>
    public bool ExplicitNeeds { get; init; }
}

/// <summary>Restrictions on a client that stop or pause a referral.</summary>
/// <param name="Protected">Secret address or staff of the agency.</param>
/// <param name="Restricted">GDPR art. 18.</param>
/// <param name="Objected">GDPR art. 21.</param>
public sealed record ClientStanding(bool Protected, bool Restricted, bool Objected)
{
    /// <summary>No restriction.</summary>
    public static ClientStanding Free { get; } = new(false, false, false);
}

/// <summary>One input of a decision, as it was.</summary>
/// <param name="Input">Name of the input, for example <c>policy</c>.</param>
/// <param name="Version">Its version.</param>
public sealed record InputVersion(string Input, string Version);

/// <summary>Why a decision fell as it did. Holds codes, versions and field names, never a client's data.</summary>
public sealed record Explanation
{
    /// <summary>Rule that decided.</summary>
    public required string Rule { get; init; }

    /// <summary>What it says to a person: a code of <see cref="DecisionSentences"/>.</summary>
    public required string Says { get; init; }

    /// <summary>What stands in the places of that sentence: codes and agencies' ids.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>Versions of the inputs.</summary>
    public IReadOnlyList<InputVersion> Inputs { get; init; } = [];

    /// <summary>Field paths or facts that were missing.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Facts used, with coded values.</summary>
    public IReadOnlyList<string> Facts { get; init; } = [];

    /// <summary>Notices that did not change the decision, for example a retired municipality code.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];
}

/// <summary>First decision: may this referral be handled at all?</summary>
public abstract record Admission(Explanation Why)
{
    /// <summary>It may, on this basis.</summary>
    /// <param name="Why">Explanation.</param>
    /// <param name="Basis">Registry entry it rests on.</param>
    /// <param name="Purpose">Purpose.</param>
    public sealed record Admissible(Explanation Why, LegalBasis Basis, Purpose Purpose) : Admission(Why);

    /// <summary>It may not. Looks like <i>pending</i> to the sender.</summary>
    /// <param name="Code">Stable reason code.</param>
    /// <param name="Why">Explanation.</param>
    public sealed record Withheld(string Code, Explanation Why) : Admission(Why);
}

/// <summary>Everything the three decisions look at, besides the catalogue.</summary>
public sealed record ReferralCase
{
    /// <summary>The referral as stated.</summary>
    public required ReferralSubmitted Referral { get; init; }

    /// <summary>The agency that stated it.</summary>
    public required Agency Sender { get; init; }

    /// <summary>The agreement, when there is a record.</summary>
    public ClientAgreementStanding? Agreement { get; init; }

    /// <summary>Previews that were kept, as far as the claim names one; null: they cannot be looked up.</summary>
    public IReadOnlyDictionary<string, KeptPreview>? Previews { get; init; } = new Dictionary<string, KeptPreview>();

    /// <summary>Restrictions on the client.</summary>
    public ClientStanding Client { get; init; } = ClientStanding.Free;

    /// <summary>The day it is in the gateway's domain time.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>What was asked before for the same referral, and with what result.</summary>
    public Routing.AskedBefore Before { get; init; } = Routing.AskedBefore.Nothing;

    /// <summary>The day on which the referral came in: rules of entry look at it, so that nobody grows too old while a referral waits; null: today.</summary>
    public DateOnly? EnteredOn { get; init; }
}

/// <summary>A view: the fields a recipient may have.</summary>
/// <param name="Manifest">Manifest id.</param>
/// <param name="Fields">Allowed canonical paths.</param>
/// <param name="Why">Explanation.</param>
public sealed record View(string Manifest, IReadOnlySet<string> Fields, Explanation Why);

/// <summary>What stands behind a release, as it is now.</summary>
public sealed record ReleaseCase
{
    /// <summary><c>referral.handover</c> or <c>referral.status-changed</c>.</summary>
    public required string Event { get; init; }

    /// <summary>1 or 2 for handovers, 0 for status events.</summary>
    public required int Step { get; init; }

    /// <summary>Purpose code.</summary>
    public required string Purpose { get; init; }

    /// <summary>Reference of the basis decided at admission.</summary>
    public required string BasisReference { get; init; }

    /// <summary>The agency whose client it is (handover) or which recorded the outcome (status).</summary>
    public required Agency From { get; init; }

    /// <summary>The recipient.</summary>
    public required Agency To { get; init; }

    /// <summary>The collaboration agreement it was routed under, as it is now; null when none applies.</summary>
    public Routing.Collaboration? Collaboration { get; init; }

    /// <summary>The client's agreement now.</summary>
    public ClientAgreementStanding? Agreement { get; init; }

    /// <summary>Services that are asked of the recipient.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>Fields that the client was shown for this recipient and step before agreeing; null: no preview was shown, and none limits what leaves.</summary>
    public IReadOnlySet<string>? Shown { get; init; }

    /// <summary>Restrictions on the client now.</summary>
    public ClientStanding Client { get; init; } = ClientStanding.Free;

    /// <summary>Domain day.</summary>
    public required DateOnly Today { get; init; }
}

/// <summary>The gate's answer just before bytes leave.</summary>
public abstract record Release(Explanation Why)
{
    /// <summary>These fields may leave.</summary>
    /// <param name="View">View evaluated now.</param>
    /// <param name="Basis">Basis.</param>
    /// <param name="Why">Explanation.</param>
    public sealed record Allowed(View View, LegalBasis Basis, Explanation Why) : Release(Why)
    {
        /// <summary>Fields that the manifest names and the client was not shown: they stay behind.</summary>
        public IReadOnlySet<string> NotShown { get; init; } = System.Collections.Frozen.FrozenSet<string>.Empty;
    }

    /// <summary>Nothing may leave.</summary>
    /// <param name="Code">Stable reason code.</param>
    /// <param name="Why">Explanation.</param>
    public sealed record Blocked(string Code, Explanation Why) : Release(Why);
}
