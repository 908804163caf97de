using Gateway.Core.Operating;

namespace Gateway.Core.Intake;

/// <summary>Why a message from a queue is set aside whole. Stored are the code and the values, and never a value of a client.</summary>
public static class ArrivalProblems
{
    /// <summary>No such format.</summary>
    public static readonly Wording ProfileUnknown = new("arrival.profile-unknown", "Header x-gateway-profile names no format that the gateway knows. Send the message again with one of the agreed profiles.");

    /// <summary>A format of others.</summary>
    public static readonly Wording ProfileNotAllowed = new("arrival.profile-not-allowed", "This agency may not send in this profile. Send the message again in one of its own, or ask the gateway desk to agree on this one.");

    /// <summary>Neither format nor event.</summary>
    public static readonly Wording ContentType = new("arrival.content-type", "Without header x-gateway-profile a message is a CloudEvent: application/cloudevents+json, application/cloudevents-batch+json, or JSON data with cloudEvents: headers. Name the profile or the content type, and send it again.");

    /// <summary>Compressed.</summary>
    public static readonly Wording ContentEncoding = new("arrival.content-encoding", "Compressed bodies are not read. Send the message again without content-encoding.");

    /// <summary>No JSON.</summary>
    public static readonly Wording JsonInvalid = new("arrival.json-invalid", "The data of an event in binary mode is not JSON, or repeats a member. Correct it and send it again.");

    /// <summary>Empty.</summary>
    public static readonly Wording BodyEmpty = new("arrival.body-empty", "There is nothing in the message. Send the records in its body.");

    /// <summary>One id, two bodies.</summary>
    public static readonly Wording KeyReused = new("arrival.key-reused", "The message-id came before with another body. If this is something new, send it again under a message-id of its own.");

    /// <summary>Nothing to correct.</summary>
    public static readonly Wording CorrectsNothing = new("arrival.corrects-nothing", "Header x-gateway-corrects names no record of this agency that is set aside. Send the message again with the id of one, or without the header.");

    /// <summary>A fault of the gateway.</summary>
    public static readonly Wording IntakeFailed = new("arrival.intake-failed", "The gateway failed on this message again and again. It is kept; ask the gateway desk, who can see the fault.");

    /// <summary>Value: bytes allowed.</summary>
    public static readonly Wording TooLarge = new("arrival.too-large", "The message is longer than the {0} bytes allowed. Split it into several and send them again.");

    /// <summary>Value: records allowed.</summary>
    public static readonly Wording TooManyRecords = new("arrival.too-many-records", "The message has more than the {0} records allowed in one. Split it into several and send them again.");
}
