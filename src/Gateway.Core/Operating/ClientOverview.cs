using Gateway.Core.Accountability;
using Gateway.Core.Privacy;

namespace Gateway.Core.Operating;

/// <summary>A client's overview at one agency. Holds no content of what left: names of fields, never their values.</summary>
/// <param name="Agency">Agency.</param>
/// <param name="At">When it was drawn up, domain time, UTC.</param>
/// <param name="Disclosures">What left, the newest first.</param>
/// <param name="Refusals">What was asked and did not leave.</param>
/// <param name="Agreements">The client's agreements with their history.</param>
/// <param name="Trail">Whether the audit trail behind it holds; null: it was never verified.</param>
public sealed record ClientOverview(
    string Agency, DateTimeOffset At, IReadOnlyList<DisclosureLine> Disclosures, IReadOnlyList<RefusalLine> Refusals,
    IReadOnlyList<AgreementLine> Agreements, TrailState? Trail)
{
    /// <summary>Offices that were told to stop or to pause, and whether they confirmed it, the newest first.</summary>
    public IReadOnlyList<StopLine> Stops { get; init; } = [];

    /// <summary>What the client may be used for now.</summary>
    public ClientStanding Standing { get; init; } = ClientStanding.Free;

    /// <summary>What people were shown, the newest first: of the gateway desk, of the agency, and of an office to which its referral went.</summary>
    public IReadOnlyList<OpeningLine> Openings { get; init; } = [];

    /// <summary>Requests of control services of which the client may be told, the newest first.</summary>
    public IReadOnlyList<Mandates.MandateSeen> Mandates { get; init; } = [];
}

/// <summary>An office that was told to stop or to pause.</summary>
/// <param name="Referral">Referral of which it had the data.</param>
/// <param name="Recipient">Office.</param>
/// <param name="Status">What it was told, a coarse status.</param>
/// <param name="IssuedAt">When that was decided, UTC.</param>
/// <param name="ToldAt">When the notice left, UTC; null: not yet.</param>
/// <param name="LastDay">Last day on which the office may confirm, on its own calendar; null: nobody waits for it, or the term has passed.</param>
/// <param name="ConfirmedAt">When a person or system of the office said that it stopped, UTC; null: not yet. Delivery is no confirmation.</param>
/// <param name="Lifted">What it was told is over.</param>
public sealed record StopLine(Guid Referral, string Recipient, string Status, DateTimeOffset IssuedAt, DateTimeOffset? ToldAt, DateOnly? LastDay, DateTimeOffset? ConfirmedAt, bool Lifted);

/// <summary>Whether a disclosure arrived.</summary>
public enum DisclosureArrival
{
    /// <summary>Released; the recipient has not confirmed it yet.</summary>
    NotConfirmed = 0,

    /// <summary>The recipient confirmed it.</summary>
    Confirmed = 1,

    /// <summary>Nobody can tell whether it arrived.</summary>
    Unknown = 2,
}

/// <summary>One disclosure.</summary>
/// <param name="At">UTC.</param>
/// <param name="Referral">Referral it belongs to.</param>
/// <param name="From">Agency whose knowledge left.</param>
/// <param name="Recipient">Agency that got it.</param>
/// <param name="Event">Event type.</param>
/// <param name="Step">Step of a handover; 0 otherwise.</param>
/// <param name="Status">Coarse status that was told.</param>
/// <param name="Purpose">Purpose code.</param>
/// <param name="Basis">Reference of the legal basis.</param>
/// <param name="Fields">Canonical paths of the fields that left.</param>
/// <param name="Arrival">Whether it arrived.</param>
/// <param name="Agreement">The client's agreement it relied on.</param>
/// <param name="PolicyVersion">Version of the policy.</param>
public sealed record DisclosureLine(
    DateTimeOffset At, Guid Referral, string From, string Recipient, string Event, int Step, string? Status, string Purpose, string Basis,
    IReadOnlyList<string> Fields, DisclosureArrival Arrival, Guid? Agreement, string PolicyVersion);

/// <summary>Something that was asked and did not leave.</summary>
/// <param name="At">UTC.</param>
/// <param name="Referral">Referral.</param>
/// <param name="Code">Reason code.</param>
public sealed record RefusalLine(DateTimeOffset At, Guid Referral, string Code);

/// <summary>An agreement of the client.</summary>
/// <param name="Id">Id.</param>
/// <param name="Status">Status now.</param>
/// <param name="GivenOn">Day given.</param>
/// <param name="Expires">Last day.</param>
/// <param name="Releases">How many disclosures relied on it.</param>
/// <param name="History">What happened to it, in order.</param>
public sealed record AgreementLine(
    Guid Id, AgreementStatus Status, string? GivenOn, DateOnly? Expires, int Releases, IReadOnlyList<AgreementEvent> History);

/// <summary>Something that happened to an agreement.</summary>
/// <param name="At">UTC.</param>
/// <param name="What">Kind of the audit entry.</param>
/// <param name="Who">Agency id or <c>gateway</c>.</param>
public sealed record AgreementEvent(DateTimeOffset At, string What, string Who);

/// <summary>Whether the audit trail holds.</summary>
/// <param name="VerifiedAt">When it was last recomputed from its beginning, machine time, UTC.</param>
/// <param name="SealedThrough">Last seal that holds.</param>
/// <param name="Broken">First thing that does not hold, as a sentence; null: it holds.</param>
public sealed record TrailState(DateTimeOffset VerifiedAt, int SealedThrough, string? Broken);
