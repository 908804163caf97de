using System.Text.Json.Nodes;

namespace Gateway.Tests.Running;

/// <summary>Records as VDAB writes them. What a test is about it changes in the object it gets.</summary>
internal static class Vdab
{
    public const string Profile = "vdab-referral";

    /// <summary>A referral that every rule lets through: Leuven, debts, an agreement, an assessment done with the client.</summary>
    public static JsonObject Referral(string? ticket = null, string? insz = null, string town = "24062", string? agreement = null) => new()
    {
        ["message"] = Message("referral", ticket ?? People.Ticket()),
        ["question"] = "WELFARE_SUPPORT",
        ["person"] = Person(insz ?? People.Insz(), town),
        ["assessment"] = new JsonObject { ["doneWithClient"] = true, ["confirmedOn"] = "2026-03-02" },
        ["registration"] = new JsonObject
        {
            ["category"] = "00",
            ["inscriptionDate"] = "2024-01-15",
            ["unemployedSince"] = "2024-01-15",
            ["benefitScheme"] = "UNEMPLOYMENT",
        },
        ["barriers"] = new JsonArray(new JsonObject { ["code"] = "DEBT", ["since"] = "2025-01-01" }),
        ["ladder"] = new JsonObject { ["measuredOn"] = "2026-03-02", ["variant"] = "six-rung", ["rung"] = 2, ["withClient"] = true },
        ["requestedService"] = new JsonArray("DEBT_ADVICE"),
        ["basis"] = new JsonObject { ["kind"] = "PUBLIC_TASK", ["reference"] = "KSZ-2026-014" },
        ["agreement"] = Agreement(agreement ?? "AKK-" + People.Ticket()),
        ["goal"] = new JsonObject { ["code"] = "WORK", ["setBy"] = "TOGETHER" },
    };

    public static JsonObject Amendment(JsonObject referral, string sentAt)
    {
        var amended = referral.DeepClone().AsObject();
        amended["message"] = Message("amendment", People.Ticket(), TicketOf(referral), sentAt);
        return amended;
    }

    public static JsonObject Withdrawal(JsonObject referral) => new()
    {
        ["message"] = Message("withdrawal", People.Ticket(), TicketOf(referral), "2026-03-10T09:00:00Z"),
        ["person"] = new JsonObject { ["insz"] = referral["person"]!["insz"]!.GetValue<string>() },
        ["agreement"] = new JsonObject { ["recordId"] = referral["agreement"]!["recordId"]!.GetValue<string>() },
    };

    /// <param name="referral">The referral it is for.</param>
    /// <param name="sentAt">When it is said.</param>
    /// <param name="givenOn">The day the client gave it; null: the day it is said.</param>
    public static JsonObject NewAgreement(JsonObject referral, string sentAt, string? givenOn = null) => new()
    {
        ["message"] = Message("agreement", People.Ticket(), TicketOf(referral), sentAt),
        ["person"] = new JsonObject { ["insz"] = referral["person"]!["insz"]!.GetValue<string>() },
        ["agreement"] = Agreement("AKK-" + People.Ticket(), givenOn ?? sentAt[..10]),
    };

    public static JsonObject Reply(string handover, string insz, string outcome) => new()
    {
        ["message"] = Message("reply", People.Ticket(), handover),
        ["person"] = new JsonObject { ["insz"] = insz },
        ["reply"] = new JsonObject { ["outcome"] = outcome, ["occurredOn"] = "2026-03-10" },
    };

    public static JsonObject Message(string type, string ticket, string? inReplyTo = null, string sentAt = "2026-03-10T08:00:00Z")
    {
        var message = new JsonObject
        {
            ["type"] = type,
            ["schemaVersion"] = "1.0",
            ["ticket"] = ticket,
            ["sentAt"] = sentAt,
            ["sender"] = new JsonObject { ["org"] = "VDAB", ["unit"] = "Bemiddeling" },
            ["purpose"] = "ACTIVATION",
        };
        if (inReplyTo is not null)
            message["inReplyTo"] = inReplyTo;
        return message;
    }

    public static string TicketOf(JsonObject record) => record["message"]!["ticket"]!.GetValue<string>();

    /// <summary>Codes of the statuses in a feed that are about a referral.</summary>
    public static IReadOnlyList<string> Statuses(IEnumerable<JsonObject> feed, JsonObject referral) =>
        [.. About(feed, referral).Select(i => i["data"]!["status"]!["code"]!.GetValue<string>())];

    /// <summary>Events in a feed that are about a referral.</summary>
    public static IReadOnlyList<JsonObject> About(IEnumerable<JsonObject> feed, JsonObject referral) =>
        [.. feed.Where(i => i["data"]!["message"]?["inReplyTo"]?.GetValue<string>() == TicketOf(referral))];

    private static JsonObject Person(string insz, string town) => new()
    {
        ["insz"] = insz,
        ["familyName"] = "Voorbeeld",
        ["givenNames"] = new JsonArray("Ana"),
        ["birthDate"] = "1985-07-30",
        ["nisResidence"] = town,
        ["postalCode"] = town == "12025" ? "2800" : "3000",
        ["preferredLanguage"] = "nld",
        ["contact"] = new JsonObject { ["phone"] = "+32460000001", ["email"] = "ana@example.org", ["safeToCall"] = true },
    };

    private static JsonObject Agreement(string recordId, string givenOn = "2026-03-02") => new()
    {
        ["recordId"] = recordId,
        ["noticeVersion"] = "2026-1",
        ["language"] = "nld",
        ["givenOn"] = givenOn,
        ["how"] = "WRITTEN",
        ["expires"] = "2027-06-30",
    };
}
