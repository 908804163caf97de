using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Gateway.Simulation;

/// <summary>Writes what offices say in their own formats.</summary>
internal static class Forms
{
    /// <summary>Stands where nothing may ever leave: a field that no profile knows, free text, and what control services record.</summary>
    public const string Never = "ZzNeverLeaves";

    public const string VdabProfile = "vdab-referral";

    public static byte[] Referral(Said said, string? inReplyTo = null) => Json(new JsonObject
    {
        ["message"] = Message(said, inReplyTo is null ? "referral" : "amendment", said.Number, inReplyTo, inReplyTo is null ? said.Ticket : null),
        ["question"] = "WELFARE_SUPPORT",
        ["person"] = new JsonObject
        {
            ["insz"] = said.Person.Insz, ["familyName"] = said.Person.FamilyName, ["givenNames"] = new JsonArray("Ana"), ["birthDate"] = "1985-07-30",
            ["nisResidence"] = said.Person.Municipality, ["preferredLanguage"] = "nld",
            ["contact"] = new JsonObject { ["phone"] = said.Person.Phone, ["email"] = said.Person.Email, ["safeToCall"] = true },
            ["memo"] = Never,
        },
        ["assessment"] = new JsonObject { ["doneWithClient"] = true, ["confirmedOn"] = "2026-01-12" },
        ["registration"] = new JsonObject { ["category"] = "00", ["inscriptionDate"] = "2022-01-15", ["unemployedSince"] = "2022-01-15", ["benefitScheme"] = "UNEMPLOYMENT" },
        ["barriers"] = new JsonArray(new JsonObject { ["code"] = "DEBT", ["since"] = "2025-01-01", ["note"] = Never }),
        ["ladder"] = new JsonObject { ["measuredOn"] = "2026-01-12", ["variant"] = "six-rung", ["rung"] = 2, ["withClient"] = true },
        ["requestedService"] = new JsonArray("DEBT_ADVICE"),
        ["basis"] = new JsonObject { ["kind"] = "PUBLIC_TASK", ["reference"] = "KSZ-2026-014" },
        ["agreement"] = said.Agreement is null ? null : AgreementOf(said),
        ["goal"] = new JsonObject { ["code"] = "WORK", ["setBy"] = "TOGETHER" },
        ["control"] = new JsonObject { ["sanction"] = new JsonObject { ["code"] = Never } },
    });

    public static byte[] Cancellation(Said said) => Json(new JsonObject { ["message"] = Message(said, "cancellation", said.Number, said.Ticket), ["person"] = Named(said) });

    public static byte[] Agreement(Said said) => Json(new JsonObject { ["message"] = Message(said, "agreement", said.Number, said.Ticket), ["person"] = Named(said), ["agreement"] = AgreementOf(said) });

    public static byte[] Withdrawal(Said said)
    {
        var body = new JsonObject { ["message"] = Message(said, "withdrawal", said.Number, said.Ticket), ["person"] = Named(said) };
        if (said.Agreement is not null)
            body["agreement"] = new JsonObject { ["recordId"] = said.Agreement };
        return Json(body);
    }

    public static byte[] Protection(Said said) => Json(new JsonObject { ["message"] = Message(said, "client-change", said.Number, null), ["person"] = Named(said), ["protection"] = new JsonObject { ["objected"] = said.Objected } });

    /// <summary>A reply of a welfare office, which knows the handover's number and whom it names.</summary>
    public static byte[] Reply(Said said, string municipality) => Encoding.UTF8.GetBytes(new XElement(
        "HandoverResult",
        new XAttribute("schemaVersion", "1"),
        new XElement(
            "Header",
            new XElement("Ticket", $"reply-{said.Number}"), new XElement("InReplyTo", said.Handover),
            new XElement("Sender", new XAttribute("nis", municipality)), new XElement("Recipient", new XAttribute("org", "VDAB")), new XElement("Purpose", "ACTIVATION"),
            said.SentAt is { } sent ? new XElement("Verzonden", Text(sent)) : null),
        new XElement("Client", new XElement("INSZ", said.Person.Insz)),
        new XElement(
            "Intake",
            new XElement("CdResultaat", said.Outcome), new XElement("Toelichting", Never),
            said.CaseNumber is null ? null : new XElement("NrDossier", said.CaseNumber))).ToString());

    public static string Text(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static JsonObject AgreementOf(Said said) => new()
    {
        ["recordId"] = said.Agreement, ["noticeVersion"] = "2026-1", ["language"] = "nld", ["givenOn"] = said.GivenOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), ["how"] = "WRITTEN", ["expires"] = "2027-12-30",
    };

    private static JsonObject Named(Said said) => new() { ["insz"] = said.Person.Insz };

    private static JsonObject Message(Said said, string type, int number, string? inReplyTo, string? ticket = null)
    {
        var message = new JsonObject
        {
            ["type"] = type, ["schemaVersion"] = "1.0", ["ticket"] = ticket ?? $"message-{number:000000}",
            ["sender"] = new JsonObject { ["org"] = "VDAB", ["unit"] = "Bemiddeling" }, ["purpose"] = "ACTIVATION",
        };
        if (said.SentAt is { } sent)
            message["sentAt"] = Text(sent);
        if (inReplyTo is not null)
            message["inReplyTo"] = inReplyTo;
        return message;
    }

    private static byte[] Json(JsonObject body) => Encoding.UTF8.GetBytes(body.ToJsonString());
}
