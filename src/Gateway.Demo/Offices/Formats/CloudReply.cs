using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Contracts.Events;

namespace Gateway.Demo.Offices.Formats;

/// <summary>An answer as a contract event in a CloudEvents envelope, for offices without a format of their own.</summary>
internal static class CloudReply
{
    /// <summary>An answer to a handover.</summary>
    public static JsonNode Reply(Reply reply) => JsonSerializer.SerializeToNode(
        new CloudEvent
        {
            Id = reply.Ticket,
            Source = CloudEvent.SourceOf(reply.Case.Office),
            Type = EventTypes.ReferralReply,
            Time = reply.At,
            DataContentType = Media.Json,
            Data = JsonSerializer.SerializeToNode(
                new ReferralReply
                {
                    Ticket = reply.Ticket,
                    InReplyTo = reply.HandoverTicket,
                    SentAt = reply.At,
                    Sender = new Party { Organisation = reply.Case.Office },
                    Outcome = reply.Answer.Outcome,
                    OccurredOn = Media.Iso(reply.OccurredOn),
                    CaseNumber = reply.Answer.Outcome is ReplyOutcomes.Received ? reply.Case.CaseNumber : null,
                    Service = reply.Answer.Outcome is ReplyOutcomes.InService
                        ? new ServiceStart { Code = reply.Case.Service, StartsOn = Media.Iso(reply.OccurredOn) }
                        : null,
                    Reason = reply.Answer.Reason,
                },
                ContractJson.Options),
        },
        ContractJson.Options)!;
}
