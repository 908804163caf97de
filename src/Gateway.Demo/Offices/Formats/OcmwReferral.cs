using System.Xml.Linq;
using Gateway.Demo.Scenario;

namespace Gateway.Demo.Offices.Formats;

/// <summary>A welfare office's own XML for a referral.</summary>
internal static class OcmwReferral
{
    /// <summary>A referral to the employment service or, for a joint plan, to whoever the gateway finds.</summary>
    public static XElement Referral(PilotClient client) => new(
        "Doorverwijzing",
        new XAttribute("schemaVersion", "1.0"),
        new XElement(
            "Header",
            new XElement("Ticket", client.Ticket),
            new XElement("Sender", new XAttribute("nis", client.Town.Nis)),
            client.Offices.Count == 1 ? new XElement("Recipient", new XAttribute("org", client.Offices[0])) : null,
            new XElement("Purpose", Media.Purpose),
            new XElement(
                "Contactpersoon",
                new XElement("Naam", "M. Sabbe"),
                new XElement("Functie", "maatschappelijk werker"),
                new XElement("Telefoon", "+32460" + client.Town.Nis))),
        new XElement(
            "Client",
            new XElement("INSZ", client.Insz),
            new XElement("Naam", client.FamilyName),
            new XElement("Voornaam", client.GivenName),
            new XElement("Geboortedat", Media.Compact(client.Born)),
            new XElement("NISWoonplaats", client.Town.Nis),
            new XElement("Taal", "nld"),
            new XElement("Tolk", client.Services[0] == "PES_LANGUAGE_COURSE" ? "J" : "N"),
            new XElement("Telefoon", VdabReferral.Phone(client)),
            new XElement("VeiligBellen", "J")),
        new XElement(
            "Bijstand",
            new XElement("CdWet", "1"),
            new XElement("CdCategorie", 1 + client.Number % 3),
            new XElement("DatToekenning", Media.Compact(client.SentOn.AddDays(-300 - client.Number))),
            new XElement("GPMI", new XAttribute("dat", Media.Compact(client.SentOn.AddDays(-40))))),
        new XElement("Vraag", new XElement("CdVraag", client.Question), client.Services.Select(s => new XElement("CdDienst", s))),
        new XElement("Belemmering", new XElement("Cd", "LANGUAGE"), new XElement("DatB", Media.Compact(client.SentOn.AddDays(-250)))),
        Work(client),
        new XElement(
            "Trede",
            new XAttribute("variant", "six-rung"),
            new XAttribute("datMeting", Media.Compact(client.SentOn.AddDays(-9))),
            2 + client.Number % 3),
        new XElement(
            "Akkoord",
            new XElement("Nr", "AK" + (5000 + client.Number)),
            new XElement("NotitieVersie", "2026-1"),
            new XElement("Taal", "nld"),
            new XElement("Datum", Media.Compact(client.SentOn.AddDays(-2))),
            new XElement("Vervalt", "20270630")));

    /// <summary>The client applies for assistance.</summary>
    public static XElement Application(PilotClient client, BenefitChange benefit, DateTimeOffset at) =>
        Message("Aanvraag", "application", client, at, new XElement("DatAanvraag", Media.Compact(benefit.AppliedOn)));

    /// <summary>Assistance is granted.</summary>
    public static XElement Transfer(PilotClient client, BenefitChange benefit, DateTimeOffset at) =>
        Message("Overgang", "transfer", client, at, new XElement("CdNaar", "SOCIAL_ASSISTANCE"), new XElement("DatIngang", Media.Compact(benefit.EffectiveOn)));

    private static XElement Message(string root, string kind, PilotClient client, DateTimeOffset at, params XElement[] says) => new(
        root,
        new XAttribute("schemaVersion", "1.0"),
        new XElement(
            "Header",
            new XElement("Ticket", InventedNumbers.Ticket(client.Town.Office, kind, client.Ticket)),
            new XElement("Verzonden", Media.Instant(at)),
            new XElement("Sender", new XAttribute("nis", client.Town.Nis))),
        new XElement("Client", new XElement("INSZ", client.Insz), new XElement("NISWoonplaats", client.Town.Nis)),
        says);

    /// <summary>Days worked under a municipal instrument; enough of them, for older people more, open the unemployment benefit.</summary>
    private static XElement? Work(PilotClient client) => client.Question is not "REGISTER_WORK_DAYS" ? null : new XElement(
        "Werk",
        new XElement("DagenGewerkt", 640 + client.Number % 40),
        new XElement("DatPeriodeB", Media.Compact(client.SentOn.AddDays(-1000))),
        new XElement("DatPeriodeE", Media.Compact(client.SentOn.AddDays(-10))));
}
