using Gateway.Core.Handovers;

namespace Gateway.Core.Privacy;

/// <summary>State of a disclosure. It follows from its delivery: see <see cref="DisclosureStates"/>.</summary>
public enum DisclosureState
{
    /// <summary>Committed; the bytes may have left.</summary>
    Released = 0,

    /// <summary>The recipient confirmed.</summary>
    Confirmed = 1,

    /// <summary>Whether the bytes arrived cannot be told.</summary>
    Unknown = 2,
}

/// <summary>What is known of a disclosure, by its delivery.</summary>
public static class DisclosureStates
{
    /// <summary>
    /// State of the disclosure that a delivery has. One that was released and then blocked or parked may have left, or not: had
    /// it not left for certain, there would be no disclosure.
    /// </summary>
    /// <param name="delivery">State of the delivery.</param>
    public static DisclosureState Disclosed(this DeliveryState delivery) => delivery switch
    {
        DeliveryState.Confirmed => DisclosureState.Confirmed,
        DeliveryState.Blocked or DeliveryState.Parked => DisclosureState.Unknown,
        _ => DisclosureState.Released,
    };
}

/// <summary>Proof of what left: who, which fields, to whom, why, on which basis. Never the content.</summary>
public sealed record Disclosure
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
}
