using System.Globalization;
using Gateway.Core.Intake;

namespace Gateway.Workers.Edge;

/// <summary>Why a message from a queue is set aside. Codes are those of the same refusal over HTTP.</summary>
internal static class ArrivalReasons
{
    internal static SetAsideReason ProfileUnknown { get; } = new(
        "profile-unknown", "Header x-gateway-profile names no format that the gateway knows. Send the message again with one of the agreed profiles.");

    internal static SetAsideReason ProfileNotAllowed { get; } = new(
        "profile-not-allowed", "This agency may not send in this profile. Send the message again in one of its own, or ask the gateway desk to agree on this one.");

    internal static SetAsideReason ContentType { get; } = new(
        "content-type", "Without header x-gateway-profile a message is a CloudEvent: application/cloudevents+json, application/cloudevents-batch+json, or JSON data with cloudEvents: headers. Name the profile or the content type, and send it again.");

    internal static SetAsideReason ContentEncoding { get; } = new(
        "content-encoding", "Compressed bodies are not read. Send the message again without content-encoding.");

    internal static SetAsideReason JsonInvalid { get; } = new(
        "json-invalid", "The data of an event in binary mode is not JSON, or repeats a member. Correct it and send it again.");

    internal static SetAsideReason BodyEmpty { get; } = new(
        "body-empty", "There is nothing in the message. Send the records in its body.");

    internal static SetAsideReason KeyReused { get; } = new(
        "idempotency-key-reused", "The message-id came before with another body. If this is something new, send it again under a message-id of its own.");

    internal static SetAsideReason CorrectsNothing { get; } = new(
        "corrects-nothing", "Header x-gateway-corrects names no record of this agency that is set aside. Send the message again with the id of one, or without the header.");

    internal static SetAsideReason IntakeFailed { get; } = new(
        "intake-failed", "The gateway failed on this message again and again. It is kept; ask the gateway desk, who can see the fault.");

    internal static SetAsideReason TooLarge(long limit) => new(
        "body-too-large", string.Create(CultureInfo.InvariantCulture, $"The message is longer than the {limit} bytes allowed. Split it into several and send them again."));

    internal static SetAsideReason TooManyRecords(int limit) => new(
        "too-many-records", string.Create(CultureInfo.InvariantCulture, $"The message has more than the {limit} records allowed in one. Split it into several and send them again."));

    /// <summary>The reason that intake's answer amounts to; null when the message was accepted.</summary>
    internal static SetAsideReason? Of(IntakeResult result) => result switch
    {
        IntakeResult.Accepted => null,
        IntakeResult.KeyReused => KeyReused,
        IntakeResult.TooLarge tooLarge => TooLarge(tooLarge.Limit),
        IntakeResult.TooManyRecords tooMany => TooManyRecords(tooMany.Limit),
        IntakeResult.Empty => BodyEmpty,
        IntakeResult.CorrectsNothing => CorrectsNothing,
        _ => throw new System.Diagnostics.UnreachableException("Intake gave an answer this edge does not know."),
    };
}
