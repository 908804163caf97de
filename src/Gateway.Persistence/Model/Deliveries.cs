namespace Gateway.Persistence.Model;

/// <summary>State of a delivery.</summary>
public enum DeliveryState
{
    /// <summary>Issued, not released; nothing has left.</summary>
    Waiting = 0,

    /// <summary>Released: the gate let it through, the disclosure is written, the bytes may have left.</summary>
    Released = 1,

    /// <summary>The recipient has it.</summary>
    Confirmed = 2,

    /// <summary>The gate said no; nothing left.</summary>
    Blocked = 3,
}

/// <summary>One event for one recipient.</summary>
public sealed class DeliveryRow : IVersioned
{
    /// <summary>Key and id of the contract event: a redelivery has the same.</summary>
    public Guid Id { get; set; }

    /// <summary>Referral.</summary>
    public Guid ReferralId { get; set; }

    /// <summary>Handover; null for events about the referral as a whole.</summary>
    public Guid? HandoverId { get; set; }

    /// <summary>Client at the referring agency; with the recipient it makes the pair whose order is kept.</summary>
    public Guid ClientId { get; set; }

    /// <summary>Agency whose knowledge it carries.</summary>
    public required string From { get; set; }

    /// <summary>Recipient.</summary>
    public required string Recipient { get; set; }

    /// <summary>Event type.</summary>
    public required string Event { get; set; }

    /// <summary>1 or 2 for handovers, 0 otherwise.</summary>
    public int Step { get; set; }

    /// <summary>0 for the first handover of its step, raised by each amendment.</summary>
    public int Revision { get; set; }

    /// <summary>Coarse status, for status events.</summary>
    public string? Status { get; set; }

    /// <summary>Position in the order of its pair.</summary>
    public int Sequence { get; set; }

    /// <summary>State.</summary>
    public DeliveryState State { get; set; }

    /// <summary>Domain time, UTC.</summary>
    public DateTimeOffset IssuedAt { get; set; }

    /// <summary>Domain time, UTC.</summary>
    public DateTimeOffset? ReleasedAt { get; set; }

    /// <summary>Position in the recipient's feed.</summary>
    public long? Position { get; set; }

    /// <summary>Bytes as they leave, sealed under the client's key.</summary>
    public byte[]? Payload { get; set; }

    /// <summary>Media type of the bytes.</summary>
    public string? MediaType { get; set; }

    /// <summary>Why the gate said no.</summary>
    public string? ReasonCode { get; set; }

    /// <summary>W3C trace parent of what issued it: its release goes on in that trace.</summary>
    public string? TraceParent { get; set; }

    /// <summary>Concurrency token.</summary>
    public int Version { get; set; }
}

/// <summary>Counter of a client and recipient.</summary>
public sealed class PairRow
{
    /// <summary>Client at the referring agency.</summary>
    public Guid ClientId { get; set; }

    /// <summary>Recipient.</summary>
    public required string Recipient { get; set; }

    /// <summary>Last sequence given; concurrency token.</summary>
    public int Last { get; set; }
}

/// <summary>An agency's feed.</summary>
public sealed class FeedRow
{
    /// <summary>Agency.</summary>
    public required string Agency { get; set; }

    /// <summary>Last position given; concurrency token, so that nothing appears behind a cursor.</summary>
    public long Last { get; set; }

    /// <summary>Confirmed up to here.</summary>
    public long Acknowledged { get; set; }
}

/// <summary>State of a disclosure.</summary>
public enum DisclosureState
{
    /// <summary>Committed; the bytes may have left.</summary>
    Released = 0,

    /// <summary>The recipient confirmed.</summary>
    Confirmed = 1,

    /// <summary>Whether the bytes arrived cannot be told.</summary>
    Unknown = 2,
}

/// <summary>Proof of what left: who, which fields, to whom, why, on which basis. Never the content.</summary>
public sealed class DisclosureRow
{
    /// <summary>The delivery; one disclosure each.</summary>
    public Guid DeliveryId { get; set; }

    /// <summary>Referral.</summary>
    public Guid ReferralId { get; set; }

    /// <summary>Client at <see cref="From"/>'s side of the referral.</summary>
    public Guid ClientId { get; set; }

    /// <summary>Agency whose knowledge left.</summary>
    public required string From { get; set; }

    /// <summary>Recipient.</summary>
    public required string Recipient { get; set; }

    /// <summary>Recipient class.</summary>
    public required string RecipientClass { get; set; }

    /// <summary>Event type.</summary>
    public required string Event { get; set; }

    /// <summary>Step.</summary>
    public int Step { get; set; }

    /// <summary>Purpose.</summary>
    public required string Purpose { get; set; }

    /// <summary>Legal basis.</summary>
    public required string Basis { get; set; }

    /// <summary>Manifest.</summary>
    public required string Manifest { get; set; }

    /// <summary>Policy version.</summary>
    public required string PolicyVersion { get; set; }

    /// <summary>Client's agreement and the version relied on.</summary>
    public Guid? AgreementId { get; set; }

    /// <summary>Version of the agreement row.</summary>
    public int? AgreementVersion { get; set; }

    /// <summary>Canonical paths of the fields that left, comma-separated.</summary>
    public required string Fields { get; set; }

    /// <summary>HMAC-SHA-256 of the bytes under the client's key.</summary>
    public required byte[] PayloadHmac { get; set; }

    /// <summary>Domain time, UTC.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>State.</summary>
    public DisclosureState State { get; set; }
}

/// <summary>An entry of the audit trail; holds ids, codes and names of fields only.</summary>
public sealed class AuditRow
{
    /// <summary>Key.</summary>
    public Guid Id { get; set; }

    /// <summary>Domain time, UTC.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>What happened, for example <c>handover.issued</c>.</summary>
    public required string Kind { get; set; }

    /// <summary>Whose doing: an agency id, <c>gateway</c> or an operator's account id.</summary>
    public required string Actor { get; set; }

    /// <summary>What it is about.</summary>
    public Guid SubjectId { get; set; }

    /// <summary>Codes, JSON; null when the kind says it all.</summary>
    public string? Detail { get; set; }

    /// <summary>SHA-256 over the entry's own content.</summary>
    public required byte[] Digest { get; set; }

    /// <summary>Seal that covers it; null: not sealed yet.</summary>
    public int? Seal { get; set; }
}

/// <summary>A seal over a batch of audit entries, chained to the one before.</summary>
public sealed class AuditSealRow
{
    /// <summary>1, 2, 3…</summary>
    public int Number { get; set; }

    /// <summary>48 bytes an entry: its id (big-endian) and its digest, in order of id.</summary>
    public required byte[] Entries { get; set; }

    /// <summary>SHA-256 over the previous hash, the number, the time and <see cref="Entries"/>.</summary>
    public required byte[] Hash { get; set; }

    /// <summary>Machine time, UTC.</summary>
    public DateTimeOffset SealedAt { get; set; }
}
