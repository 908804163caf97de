using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Gateway.Tests.Running;

/// <summary>Records as a welfare office writes them, and what it reads out of the handovers it gets.</summary>
internal static class Ocmw
{
    public const string ReferralProfile = "ocmw-referral";
    public const string ResultProfile = "ocmw-result";

    public static XElement Referral(string ticket, string insz, string town = "24062") => new(
        "Doorverwijzing",
        new XAttribute("schemaVersion", "1"),
        new XElement("Header", new XElement("Ticket", ticket), new XElement("Sender", new XAttribute("nis", town)), new XElement("Purpose", "ACTIVATION")),
        new XElement(
            "Client",
            new XElement("INSZ", insz), new XElement("Naam", "Voorbeeldig"), new XElement("Voornaam", "Elif"),
            new XElement("Geboortedat", "19900500"), new XElement("NISWoonplaats", town)),
        new XElement("Bijstand", new XElement("CdWet", "1"), new XElement("DatToekenning", "20250901"), new XElement("GPMI", new XAttribute("dat", "20251001"))),
        new XElement("Vraag", new XElement("CdVraag", "TRAINING_SUPPORT"), new XElement("CdDienst", "PES_TRAINING")),
        new XElement("Trede", new XAttribute("variant", "six-rung"), new XAttribute("datMeting", "20260115"), "4"),
        new XElement(
            "Akkoord",
            new XElement("Nr", "A-" + ticket), new XElement("NotitieVersie", "2"), new XElement("Taal", "nl"),
            new XElement("Datum", "20260110"), new XElement("Vervalt", "20270109")));

    public static XElement Reply(string handover, string insz, string outcome, string town = "24062", string? caseNumber = null, string? ticket = null) => new(
        "HandoverResult",
        new XAttribute("schemaVersion", "1"),
        new XElement(
            "Header",
            new XElement("Ticket", ticket ?? People.Ticket()), new XElement("InReplyTo", handover),
            new XElement("Sender", new XAttribute("nis", town)), new XElement("Recipient", new XAttribute("org", "VDAB")), new XElement("Purpose", "ACTIVATION")),
        new XElement("Client", new XElement("INSZ", insz)),
        new XElement(
            "Intake",
            new XElement("DatIntake", "20260310"), new XElement("CdResultaat", outcome),
            caseNumber is null ? null : new XElement("NrDossier", caseNumber)));

    /// <summary>Reads handovers in a feed of XML documents.</summary>
    public static IReadOnlyList<Handover> Handovers(IEnumerable<JsonObject> feed) =>
        [.. feed.Where(i => i["type"]!.GetValue<string>() == "referral.handover").Select(i => Handover.Of(i["data"]!.GetValue<string>()))];

    /// <summary>Documents of an event type in a feed of XML documents.</summary>
    public static IReadOnlyList<XElement> Documents(IEnumerable<JsonObject> feed, string type) =>
        [.. feed.Where(i => i["type"]!.GetValue<string>() == type).Select(i => XElement.Parse(i["data"]!.GetValue<string>()))];

    /// <summary>Codes of the statuses in a feed of XML documents.</summary>
    public static IReadOnlyList<string> Statuses(IEnumerable<JsonObject> feed) =>
        [.. feed.Where(i => i["type"]!.GetValue<string>() == "referral.status-changed")
            .Select(i => XElement.Parse(i["data"]!.GetValue<string>()).Element("Intake")!.Element("CdResultaat")!.Value)];
}

/// <summary>A handover as a welfare office reads it.</summary>
internal sealed record Handover(string Ticket, string Step, string Insz, XElement Document)
{
    public static Handover Of(string document)
    {
        var root = XElement.Parse(document);
        return new Handover(
            root.Element("Header")!.Element("Ticket")!.Value, root.Element("Header")!.Element("Stap")!.Value, root.Element("Client")!.Element("INSZ")!.Value, root);
    }
}
