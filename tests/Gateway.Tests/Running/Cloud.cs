using System.Text.Json.Nodes;

namespace Gateway.Tests.Running;

/// <summary>Contract events in CloudEvents envelopes.</summary>
internal static class Cloud
{
    public const string Profile = "cloudevents";

    public static JsonObject Event(string type, JsonObject data) => new()
    {
        ["specversion"] = "1.0",
        ["id"] = People.Ticket(),
        ["source"] = "urn:example:office",
        ["type"] = type,
        ["time"] = "2026-03-10T08:00:00Z",
        ["datacontenttype"] = "application/json",
        ["data"] = data,
    };

    public static JsonObject Client(string insz) => new()
    {
        ["identifiers"] = new JsonArray(new JsonObject { ["scheme"] = "insz", ["value"] = insz }),
    };

    /// <summary>The same referral as <see cref="Vdab.Referral"/>, as a contract event.</summary>
    public static JsonObject Referral(string ticket, string insz, string town = "24062", string sender = "VDAB")
    {
        var client = Client(insz);
        client["familyName"] = "Voorbeeld";
        client["givenNames"] = new JsonArray("Ana");
        client["residence"] = new JsonObject { ["municipality"] = town };
        client["contact"] = new JsonObject { ["phone"] = "+32460000001" };
        return new JsonObject
        {
            ["ticket"] = ticket,
            ["sentAt"] = "2026-03-10T08:00:00Z",
            ["sender"] = new JsonObject { ["organisation"] = sender },
            ["purpose"] = "ACTIVATION",
            ["client"] = client,
            ["question"] = "WELFARE_SUPPORT",
            ["services"] = new JsonArray("DEBT_ADVICE"),
            ["assessment"] = new JsonObject { ["doneWithClient"] = true, ["confirmedOn"] = "2026-03-02" },
            ["registration"] = new JsonObject { ["unemployedSince"] = "2024-01-15", ["benefitScheme"] = "UNEMPLOYMENT" },
            ["barriers"] = new JsonArray(new JsonObject { ["code"] = "DEBT" }),
            ["basis"] = new JsonObject { ["kind"] = "PUBLIC_TASK", ["reference"] = "KSZ-2026-014" },
            ["agreement"] = new JsonObject { ["recordId"] = "AKK-" + ticket, ["noticeVersion"] = "2026-1", ["givenOn"] = "2026-03-02", ["how"] = "WRITTEN" },
        };
    }

    /// <summary>A reply to a handover.</summary>
    public static JsonObject Reply(string sender, string handover, string outcome, string? reason = null)
    {
        var data = new JsonObject
        {
            ["ticket"] = People.Ticket(),
            ["inReplyTo"] = handover,
            ["sentAt"] = "2026-03-10T10:00:00Z",
            ["sender"] = new JsonObject { ["organisation"] = sender },
            ["outcome"] = outcome,
            ["occurredOn"] = "2026-03-10",
        };
        if (reason is not null)
            data["reason"] = reason;
        return Event("referral.reply", data);
    }
}
