namespace Gateway.Persistence.Audit;

/// <summary>Kinds of audit entries that are read again, and not only kept.</summary>
public static class AuditKinds
{
    /// <summary>A recipient has a delivery; the actor is the recipient.</summary>
    public const string DeliveryConfirmed = "delivery.confirmed";

    /// <summary>A recipient has read its feed up to a position; the actor is the recipient, the detail has the number of deliveries that it has so.</summary>
    public const string FeedConfirmed = "feed.confirmed";
}
