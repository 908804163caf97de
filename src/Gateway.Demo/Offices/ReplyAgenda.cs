using Gateway.Demo.Offices.Formats;
using Gateway.Demo.Scenario;

namespace Gateway.Demo.Offices;

/// <summary>What an office does after a handover: its answers, in its own format.</summary>
internal static class ReplyAgenda
{
    /// <summary>Answers to a handover; the same handover always leads to the same bytes and keys.</summary>
    public static IEnumerable<AgendaEntry> For(ExpectedHandover expected, string handoverTicket) =>
        expected.Story.Answers.Select(answer =>
        {
            var reply = new Reply(expected, handoverTicket, answer);
            return new AgendaEntry(reply.At, expected.Office, expected.CaseNumber, Write(reply));
        });

    private static Submission Write(Reply reply)
    {
        if (reply.Case.Office == PilotScenario.Vdab)
            return new Submission("/v1/submissions/vdab-referral", Media.Json, reply.IdempotencyKey, Media.Bytes(VdabReferral.Reply(reply)));
        return Town.All.FirstOrDefault(t => t.Office == reply.Case.Office) is { } town
            ? new Submission("/v1/submissions/ocmw-result", Media.Xml, reply.IdempotencyKey, Media.Bytes(OcmwResult.Reply(reply, town)))
            : new Submission("/v1/events", Contracts.CloudEvent.MediaType, reply.IdempotencyKey, Media.Bytes(CloudReply.Reply(reply)));
    }
}
