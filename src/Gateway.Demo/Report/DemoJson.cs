using System.Text.Json.Nodes;
using Gateway.Core.Reading;

namespace Gateway.Demo.Report;

/// <summary>The one object that <c>demo --json</c> prints. Exact, for programs; the table for people suppresses small cells.</summary>
internal static class DemoJson
{
    /// <summary>Writes the result.</summary>
    public static JsonObject Write(PilotResult result) => new()
    {
        ["simulated"] = true,
        ["note"] = "Simulated, with invented people. The source says over 60 were identified; 63 is invented.",
        ["records"] = Records(result.Pilot.Records),
        ["replies"] = Records(result.Pilot.Replies),
        ["referrals"] = Referrals(result.Pilot.Referrals),
        ["funnel"] = new JsonArray([.. result.Figures.Funnel.Select(Stage)]),
        ["sites"] = new JsonArray([.. result.Figures.Sites.Select(s => (JsonNode)new JsonObject
        {
            ["collaboration"] = s.Agreement,
            ["agreed"] = s.Agreed,
            ["tookPart"] = s.TookPart,
        })]),
        ["dutchService"] = new JsonObject
        {
            ["records"] = Records(result.Dutch.Records),
            ["replies"] = Records(result.Dutch.Replies),
            ["referrals"] = Referrals(result.Dutch.Referrals),
        },
        ["disclosures"] = result.Whole.Disclosures,
        ["auditEntries"] = new JsonObject
        {
            ["sealed"] = result.Whole.AuditEntries.Sealed,
            ["unsealed"] = result.Whole.AuditEntries.Unsealed,
        },
        ["workItems"] = new JsonObject { ["open"] = result.Whole.WorkItems.Open, ["parked"] = result.Whole.WorkItems.Parked },
        ["simulatedDays"] = result.SimulatedDays,
        ["seconds"] = Math.Round(result.Seconds, 1),
    };

    private static JsonObject Records(RecordCounts c) => new()
    {
        ["received"] = c.Received,
        ["translated"] = c.Translated,
        ["setAside"] = c.SetAside,
    };

    private static JsonObject Referrals(ReferralCounts c) => new()
    {
        ["submitted"] = c.Submitted,
        ["pending"] = c.Pending,
        ["withheld"] = c.Withheld,
        ["unroutable"] = c.Unroutable,
        ["issued"] = c.Issued,
        ["acknowledged"] = c.Acknowledged,
        ["accepted"] = c.Accepted,
        ["waitlisted"] = c.Waitlisted,
        ["notAccepted"] = c.NotAccepted,
        ["inService"] = c.InService,
        ["completed"] = c.Completed,
        ["stabilised"] = c.Stabilised,
        ["stopped"] = c.Stopped,
        ["overdue"] = c.Overdue,
    };

    private static JsonNode Stage(FunnelStage stage) => new JsonObject
    {
        ["stage"] = stage.Stage,
        ["count"] = stage.Count,
        ["lost"] = new JsonArray([.. stage.Lost.Select(l => (JsonNode)new JsonObject { ["reason"] = l.Reason, ["count"] = l.Count })]),
    };
}
