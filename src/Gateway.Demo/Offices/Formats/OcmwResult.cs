using System.Xml.Linq;
using Gateway.Contracts.Events;
using Gateway.Demo.Scenario;

namespace Gateway.Demo.Offices.Formats;

/// <summary>A welfare office's own XML for an answer.</summary>
internal static class OcmwResult
{
    /// <summary>An answer to a handover.</summary>
    public static XElement Reply(Reply reply, Town town) => new(
        "HandoverResult",
        new XAttribute("schemaVersion", "1.0"),
        new XElement(
            "Header",
            new XElement("Ticket", reply.Ticket),
            new XElement("InReplyTo", reply.HandoverTicket),
            new XElement("Sender", new XAttribute("nis", town.Nis)),
            new XElement("Recipient", new XAttribute("org", PilotScenario.Vdab)),
            new XElement("Purpose", Media.Purpose)),
        new XElement("Client", new XElement("INSZ", reply.Case.Identifier)),
        new XElement(
            "Intake",
            new XElement("DatOntvangst", Media.Compact(reply.Case.SentOn)),
            new XElement("DatIntake", Media.Compact(reply.OccurredOn)),
            new XElement("CdResultaat", reply.Answer.Outcome),
            reply.Answer.Reason is { } reason ? new XElement("CdReden", reason) : null,
            reply.Answer.NextStep is { } next ? new XElement("CdVolgendeStap", next) : null,
            reply.Answer.Outcome is ReplyOutcomes.Received ? new XElement("NrDossier", reply.Case.CaseNumber) : null,
            reply.Answer.Outcome is ReplyOutcomes.InService
                ? new XElement("Dienst", new XElement("CdDienst", reply.Case.Service), new XElement("DatStart", Media.Compact(reply.OccurredOn)))
                : null,
            new XElement("Contactpersoon", "M. Sabbe")),
        reply.Answer.Rung is not { } rung ? null : new XElement(
            "Ladder", new XAttribute("variant", "six-rung"), new XAttribute("datMeting", Media.Compact(reply.OccurredOn)), new XElement("Trede", rung)));
}
