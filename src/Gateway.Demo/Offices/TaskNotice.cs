using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Gateway.Contracts;
using Gateway.Demo.Offices.Formats;
using Gateway.Demo.Scenario;

namespace Gateway.Demo.Offices;

/// <summary>A task that the gateway told an office of, in the office's own format.</summary>
/// <param name="Id">The task.</param>
/// <param name="Code">What it asks.</param>
/// <param name="State">Its state when it was told.</param>
/// <param name="ReferralId">The referral; null: it is about none.</param>
/// <param name="ToldAt">When, simulated UTC.</param>
/// <param name="Says">What to do.</param>
internal sealed record TaskNotice(string Id, string Code, string State, string? ReferralId, DateTimeOffset ToldAt, string Says)
{
    /// <summary>Code of the task after a client did not come.</summary>
    public const string CallAfterNoShow = "call-after-no-show";

    /// <summary>Code of the task before a benefit ends.</summary>
    public const string BenefitEnding = "benefit-ending";

    /// <summary>A task in a feed item; null when the item is something else.</summary>
    public static TaskNotice? InFeedItem(JsonNode? item)
    {
        if ((string?)item?["type"] != EventTypes.TaskChanged)
            return null;
        return item!["data"] switch
        {
            JsonValue text when text.GetValueKind() is JsonValueKind.String => In(XElement.Parse(text.GetValue<string>())),
            JsonObject data when data["message"] is JsonObject message && data["task"] is JsonObject task => new TaskNotice(
                (string)task["id"]!, (string)task["code"]!, (string)task["state"]!, (string?)task["referralId"], Moment((string)message["sentAt"]!), (string)task["text"]!),
            _ => null,
        };
    }

    /// <summary>What the office does about it: only a call after a no-show is one that it tells the gateway of.</summary>
    public IEnumerable<AgendaEntry> Work(string office)
    {
        if (Code != CallAfterNoShow || State != "open")
            return [];
        return
        [
            Act(office, 20, "claim", new JsonObject { ["by"] = "intake" }, "Takes the task on: the place is held meanwhile."),
            Act(office, 40, "attempts", new JsonObject { ["number"] = 1, ["result"] = "no-answer", ["by"] = "intake" }, "Calls the client: no answer."),
            Act(office, 100, "attempts", new JsonObject { ["number"] = 2, ["result"] = "reached", ["by"] = "intake" }, "Calls again and reaches the client, who is ill and brings proof."),
            Act(office, 120, "close", new JsonObject { ["outcome"] = "done", ["by"] = "intake" }, "Closes the task. Whoever referred heard nothing of the missed day."),
        ];
    }

    private static TaskNotice? In(XElement root) => root.Name.LocalName != "Taak" ? null : new TaskNotice(
        root.Element("Nr")!.Value, root.Element("CdReden")!.Value, root.Element("CdStand")!.Value, root.Element("Header")!.Element("NrDoorverwijzing")?.Value,
        Moment(root.Element("Header")!.Element("Verzonden")!.Value), root.Element("Tekst")!.Value);

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).ToUniversalTime();

    private AgendaEntry Act(string office, int minutes, string call, JsonObject body, string words)
    {
        var at = ToldAt.AddMinutes(minutes);
        return new AgendaEntry(at, office, $"task {minutes:000}", new Submission($"/v1/tasks/{Id}/{call}", Media.Json, $"task-{Id}-{minutes}", Media.Bytes(body)))
        {
            Told = ReferralId is null ? null : new ToldLine(ReferralId, at, office, words),
        };
    }
}
