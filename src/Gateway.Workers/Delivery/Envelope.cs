using System.Text;
using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Core.Handovers;

namespace Gateway.Workers.Delivery;

/// <summary>The CloudEvent in which a delivery leaves, the same in every channel that carries events.</summary>
internal static class Envelope
{
    /// <summary>Made of what was fixed at release only, so that a redelivery is the same to the byte.</summary>
    internal static CloudEvent Of(DeliverySnapshot delivery, ReadOnlySpan<byte> bytes) => new()
    {
        Id = delivery.Id.ToString("D"),
        // Always the gateway: a provider must not learn which office a person comes from.
        Source = CloudEvent.DeskSource,
        Type = delivery.Event,
        // A return, counts and a test are about no referral; what they are about stands in their data.
        Subject = delivery.IsOfNoReferral ? null : (delivery.HandoverId ?? delivery.ReferralId).ToString("D"),
        Time = delivery.ReleasedAt,
        DataContentType = delivery.MediaType,
        Data = delivery.MediaType!.Contains("json", StringComparison.Ordinal) ? JsonNode.Parse(bytes) : JsonValue.Create(Encoding.UTF8.GetString(bytes)),
    };
}
