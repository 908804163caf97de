using Gateway.Core.Noes;
using Gateway.Core.Work;

namespace Gateway.Core.Handovers;

/// <summary>State of a delivery.</summary>
public enum DeliveryState
{
    /// <summary>Issued, not released; nothing has left.</summary>
    Waiting = 0,

    /// <summary>Released: the gate let it through, the disclosure is written, the bytes may have left.</summary>
    Released = 1,

    /// <summary>The recipient has it: its channel took it for good, or somebody said so.</summary>
    Confirmed = 2,

    /// <summary>It does not leave (any more): the gate said no, or what it was about has ended.</summary>
    Blocked = 3,

    /// <summary>It failed again and again and waits for a person. It holds up nobody.</summary>
    Parked = 4,
}

/// <summary>One event for one recipient.</summary>
public sealed record DeliverySnapshot : IVersioned
{
    /// <summary>Key and id of the contract event: a redelivery has the same.</summary>
    public Guid Id { get; set; }

    /// <summary>Referral; for <c>record.returned</c>, which is about none, the record or submission that is returned; for <c>task.changed</c> the task.</summary>
    public Guid ReferralId { get; set; }

    /// <summary>Handover; null for events about the referral as a whole.</summary>
    public Guid? HandoverId { get; set; }

    /// <summary>Client at the referring agency; with the recipient it makes the pair whose order is kept. For <c>record.returned</c>, which is about no client, the record or submission: it waits for nothing else.</summary>
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

    /// <summary>For a notice to stop or to pause: when a person or system of the recipient must have acknowledged it; null: nobody waits for that (any more). Domain time, UTC.</summary>
    public DateTimeOffset? ConfirmDueAt { get; set; }

    /// <summary>For a notice to stop or to pause: when a person or system of the recipient acknowledged it. That a channel took it says nothing. Domain time, UTC.</summary>
    public DateTimeOffset? AcknowledgedAt { get; set; }

    /// <summary>Why it is blocked or parked.</summary>
    public string? ReasonCode { get; set; }

    /// <summary>W3C trace parent of what issued it: its release goes on in that trace.</summary>
    public string? TraceParent { get; set; }

    /// <summary>It tells its recipient to stop or to pause because the client said no, which somebody of the recipient must acknowledge.</summary>
    public bool IsStopNotice => Status is { } status && StopNotices.Statuses.Contains(status);

    /// <summary>It is such a notice, it left, and nobody has acknowledged it.</summary>
    public bool IsUnacknowledged => IsStopNotice && ReleasedAt is not null && AcknowledgedAt is null && ReasonCode != StopNotices.Lifted;

    /// <summary>It tells an agency that a record of its own took no effect.</summary>
    public bool IsReturn => Event == Contracts.EventTypes.RecordReturned;

    /// <summary>It tells an office that its handover's sender erased the client. It lies under a key of its own, in place of the client's.</summary>
    public bool IsErasureNotice => Event == Contracts.EventTypes.ClientErased;

    /// <summary>It tells an office of a task of its own; its referral is the task.</summary>
    public bool IsTask => Event == Contracts.EventTypes.TaskChanged;

    /// <summary>It tells an agency what is counted for it.</summary>
    public bool IsCounts => Event == Contracts.EventTypes.ReconciliationCounted;

    /// <summary>It tests the channel of its recipient; it is about no client.</summary>
    public bool IsTest => Event == Contracts.EventTypes.ChannelTested;

    /// <summary>It is about no referral: its referral and its client are what it is about.</summary>
    public bool IsOfNoReferral => IsReturn || IsCounts || IsTest;

    /// <summary>It lies under a key of its own, and not under a client's.</summary>
    public bool IsUnderOwnKey => IsErasureNotice || IsOfNoReferral;

    /// <summary>Concurrency token.</summary>
    public int Version { get; set; }
}
