using System.Text.Json.Serialization;
using Gateway.Core.Privacy;

namespace Gateway.Core.Agreements;

/// <summary>
/// What a client may keep of an agreement: the record and its receipt after ISO/IEC TS 27560:2023. It holds codes; documents put
/// them into words. It names nobody: whoever holds it knows whose it is.
/// </summary>
public sealed record AgreementReceipt
{
    /// <summary>Id of this receipt: another one as soon as the record changes.</summary>
    public required string ReceiptId { get; init; }

    /// <summary>Id of the record in the gateway.</summary>
    public required Guid RecordId { get; init; }

    /// <summary>The agency's own number of the record; null: it has none.</summary>
    public string? AgencyRecordId { get; init; }

    /// <summary>The specification it follows.</summary>
    public string ConformsTo { get; init; } = "ISO/IEC TS 27560:2023";

    /// <summary>When the receipt was made, domain time, UTC.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>Who recorded it and answers for it.</summary>
    public required ReceiptController Controller { get; init; }

    /// <summary>Purpose code; null: the record does not say.</summary>
    public string? Purpose { get; init; }

    /// <summary>What the client was told; null: no notice of that version is known.</summary>
    public ReceiptNotice? Notice { get; init; }

    /// <summary>What may leave to whom.</summary>
    public IReadOnlyList<ReceiptRecipient> Recipients { get; init; } = [];

    /// <summary>Whether <see cref="Recipients"/> is what the client was shown before agreeing; otherwise it is what the policy allows.</summary>
    public bool FromPreview { get; init; }

    /// <summary>Status now.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<AgreementStatus>))]
    public required AgreementStatus Status { get; init; }

    /// <summary>What the record says.</summary>
    public required Contracts.Events.AgreementClaim Claim { get; init; }

    /// <summary>Last day on which it counts; null: it has none.</summary>
    public DateOnly? Expires { get; init; }

    /// <summary>What sets the last day, one of <see cref="AgreementEnds"/>.</summary>
    public string? EndsBy { get; init; }

    /// <summary>When the gateway recorded it, domain time, UTC.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>When the client withdrew it, domain time, UTC.</summary>
    public DateTimeOffset? WithdrawnAt { get; init; }

    /// <summary>Ticket of the referral it is for, as the agency named it; null: the record does not say.</summary>
    public string? Ticket { get; init; }

    /// <summary>The client's rights, as articles of the General Data Protection Regulation.</summary>
    public IReadOnlyList<string> Rights { get; init; } = ReceiptRules.Rights;

    /// <summary>What the record does not say, as canonical paths.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];
}

/// <summary>Who recorded an agreement.</summary>
/// <param name="Agency">Agency id.</param>
/// <param name="Name">Name as people know it.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Role">Function that answers; null: the directory has none.</param>
/// <param name="Phone">Its telephone number.</param>
/// <param name="Hours">Opening hours in words.</param>
public sealed record ReceiptController(string Agency, string Name, string? Country, string? Role, string? Phone, string? Hours);

/// <summary>A notice as it was shown.</summary>
/// <param name="Id">Id of the notice.</param>
/// <param name="Version">Version.</param>
/// <param name="Language">Language of the text, ISO 639-3.</param>
/// <param name="Text">The text.</param>
public sealed record ReceiptNotice(string Id, string Version, string Language, string Text);

/// <summary>An office, or a kind of office, and what it may get.</summary>
/// <param name="Agency">Agency id; null: any office of the kind.</param>
/// <param name="Name">Name of the office; null with a kind.</param>
/// <param name="Class">Kind of office.</param>
/// <param name="Step">Step of the handover.</param>
/// <param name="Fields">Canonical paths.</param>
public sealed record ReceiptRecipient(string? Agency, string? Name, string Class, int Step, IReadOnlyList<string> Fields);
