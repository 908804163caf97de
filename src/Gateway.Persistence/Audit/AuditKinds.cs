namespace Gateway.Persistence.Audit;

/// <summary>Kinds of audit entries that are read again, and not only kept.</summary>
public static class AuditKinds
{
    /// <summary>A recipient has a delivery; the actor is the recipient.</summary>
    public const string DeliveryConfirmed = "delivery.confirmed";
}
