using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Gateway.Core.Operating;
using Gateway.Host.Composition;
using Gateway.Tests.Running;

namespace Gateway.Acceptance.Tests.Journeys;

/// <summary>
/// Mortsel's system is down for two working days. What is for it waits in order; deadlines run from receipt and stand on the
/// operators' call list; on its return nothing comes twice under two ids, a withdrawal is known before anything that waited
/// for its client, and both sides count the same.
/// </summary>
public sealed class MortselTests
{
    private const string Phone = "+32 3 000 00 02";

    [Fact]
    public async Task An_office_is_away_for_two_days_and_both_sides_count_the_same_afterwards()
    {
        await using var gateway = await RunningGateway.StartAsync(contracts: Reconciling());
        var (vdab, mortsel) = (await gateway.OfficeAsync("vdab"), await gateway.OfficeAsync("ocmw-mortsel"));
        using var otto = await Visitor.SignedInAsync(gateway, "otto", UserRoles.Operator);

        // Two handovers are read before the system goes down; nobody has answered them.
        var (ana, els) = (Vdab.Referral(town: "11029"), Vdab.Referral(town: "11029"));
        await vdab.SettledAsync(Vdab.Profile, ana);
        await vdab.SettledAsync(Vdab.Profile, els);
        var before = Of(await mortsel.NewAsync(), "referral.handover");
        before.Count.ShouldBe(2);

        // While it is down: three more, a correction of one, and two clients who withdraw.
        var (bert, cem, dina) = (Vdab.Referral(town: "11029"), Vdab.Referral(town: "11029"), Vdab.Referral(town: "11029"));
        foreach (var referral in new[] { bert, cem, dina })
            await vdab.SettledAsync(Vdab.Profile, referral);
        var corrected = Vdab.Amendment(bert, "2026-03-10T08:30:00Z");
        corrected["person"]!["contact"]!["phone"] = "+32460000009";
        await vdab.SettledAsync(Vdab.Profile, corrected);
        await vdab.SettledAsync(Vdab.Profile, Vdab.Withdrawal(cem));
        await vdab.SettledAsync(Vdab.Profile, Vdab.Withdrawal(els));

        // The deadline counts from receipt: when they are over the office is on the call list, by ticket and telephone.
        (await otto.GetAsync("/dashboard/calls")).Text.ShouldContain("Nobody has to be called.");
        gateway.Time.SetUtcNow(new DateTimeOffset(2026, 3, 16, 9, 0, 0, TimeSpan.Zero));
        await gateway.QuietAsync();
        var calls = (await otto.GetAsync("/dashboard/calls")).Text;
        calls.ShouldContain("OCMW Mortsel");
        calls.ShouldContain(Phone);
        calls.ShouldContain(TicketOf(before, ana));
        foreach (var canary in new[] { InszOf(ana), InszOf(bert), "Voorbeeld", "+32460000001", "+32460000009" })
            calls.ShouldNotContain(canary, Case.Sensitive);
        Vdab.Statuses(Of(await vdab.NewAsync(), "referral.status-changed"), ana).ShouldBe(["contact-gateway-desk"]);

        // It is back, and reads on from where it was.
        var back = await mortsel.NewAsync();
        var handovers = Of(back, "referral.handover");
        handovers.Select(h => Handover.Of((string)h["data"]!).Insz).ShouldBe([InszOf(bert), InszOf(dina)], ignoreOrder: true);
        // What it had read before and lost, it reads again from an earlier cursor, under the same id.
        var again = System.Text.Json.Nodes.JsonNode.Parse(await mortsel.Http.GetStringAsync("/v1/feed?after=0"))!["items"]!.AsArray();
        again.Select(i => (string?)i!["id"]).ShouldContain((string?)before.Single(h => Handover.Of((string)h["data"]!).Insz == InszOf(ana))["id"]);
        ((string)handovers.Single(h => Handover.Of((string)h["data"]!).Insz == InszOf(bert))["data"]!).ShouldContain("+32460000009", Case.Sensitive, "the correction came along, and nothing came twice");
        Ocmw.Statuses(back).ShouldBe(["agreement-withdrawn"]);
        var all = before.Concat(handovers).ToList();
        all.Select(h => (string?)h["id"]).Distinct().Count().ShouldBe(4, "of Cem, who withdrew before anything left, nothing leaves");

        // It answers; what it says twice is answered so.
        await AnswerAsync(gateway, mortsel, TicketOf(all, ana), InszOf(ana), "accepted");
        await AnswerAsync(gateway, mortsel, TicketOf(all, bert), InszOf(bert), "received");
        await AnswerAsync(gateway, mortsel, TicketOf(all, dina), InszOf(dina), "declined-capacity");
        var twice = await AnswerAsync(gateway, mortsel, TicketOf(all, ana), InszOf(ana), "accepted");
        ((string?)twice["code"], (string?)twice["text"]).ShouldBe(("answer-repeated", "This answer was given before; it is kept and changes nothing. What holds: accepted, of 2026-03-16."));
        var late = await AnswerAsync(gateway, mortsel, TicketOf(all, els), InszOf(els), "accepted");
        ((string?)late["code"]).ShouldBe("handover-ended");
        (await otto.GetAsync("/dashboard/calls")).Text.ShouldNotContain(TicketOf(all, ana));
        Vdab.Statuses(Of(await vdab.NewAsync(), "referral.status-changed"), ana).ShouldBe(["accepted"]);
        await mortsel.NewAsync();

        // Both sides count, and count the same.
        await StateAsync(gateway, mortsel, "OCMW", "11029", "received", 4, ("accepted", [TicketOf(all, ana)]), ("received", [TicketOf(all, bert)]), ("not-accepted", [TicketOf(all, dina)]), ("ended", [TicketOf(all, els)]));
        var counted = await CountedAsync(gateway, mortsel, i => XElement.Parse((string)i["data"]!), d => d.Element("Gelijk") is not null);
        (counted.Element("Gelijk")!.Value, counted.Element("Verschil")).ShouldBe(("J", null), counted.ToString());
        counted.Element("Ontvangen")!.Attribute("totaal")!.Value.ShouldBe("4");

        // VDAB has lost one: the difference is named by its own ticket, and by nothing of a client.
        await StateAsync(gateway, vdab, "VDAB", null, "sent", 4, ("accepted", []), ("received", [Vdab.TicketOf(bert)]));
        var differs = await CountedAsync(gateway, vdab, i => i["data"]!["reconciliation"]!, d => d["agrees"] is not null);
        differs["agrees"]!.GetValue<bool>().ShouldBeFalse();
        var accepted = differs["differences"]!.AsArray().Single(d => (string?)d!["state"] == "accepted")!;
        (accepted["gateway"]!.GetValue<int>(), accepted["agency"]!.GetValue<int>(), (string?)accepted["onlyGateway"]![0]).ShouldBe((1, 0, Vdab.TicketOf(ana)));
        differs.ToJsonString().ShouldNotContain(InszOf(ana), Case.Sensitive);

        // Counts that cannot be are refused with the reason.
        var more = await StateAsync(gateway, vdab, "VDAB", null, "sent", 1, ("accepted", []), ("received", [Vdab.TicketOf(ana), Vdab.TicketOf(bert)]));
        ((string?)more["records"]![0]!["state"], (string?)more["records"]![0]!["reason"]!["code"]).ShouldBe(("setAside", "counts-impossible"));
    }

    private static ContractsFolder Reconciling()
    {
        using var folder = new TempFolder();
        TempFolder.Copy(Shipped.Folder, folder.Path);
        var file = Path.Combine(folder.Path, "directory", "agencies.yaml");
        var text = File.ReadAllText(file);
        foreach (var agency in new[] { "vdab", "ocmw-mortsel" })
            text = new Regex($@"(- id: {agency}\n)", RegexOptions.None, TimeSpan.FromSeconds(1)).Replace(text, "$1    reconcile: daily\n", 1);
        File.WriteAllText(file, text);
        return ContractsFolder.LoadOrFail(folder.Path);
    }

    private static async Task<JsonNode> AnswerAsync(RunningGateway gateway, Office office, string ticket, string insz, string outcome)
    {
        gateway.Time.Advance(TimeSpan.FromMinutes(1));
        var settled = await office.SettledAsync(Ocmw.ResultProfile, Ocmw.Reply(ticket, insz, outcome, town: "11029"));
        return settled["records"]![0]!["reason"] ?? new JsonObject();
    }

    private static Task<JsonNode> StateAsync(RunningGateway gateway, Office office, string organisation, string? town, string role, int total, params (string State, string[] Tickets)[] states)
    {
        var day = gateway.Time.GetUtcNow().ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var sender = new JsonObject { ["organisation"] = organisation };
        if (town is not null)
            sender["municipality"] = town;
        return office.SettledAsync(Cloud.Profile, Cloud.Event("reconciliation.counted", new JsonObject
        {
            ["ticket"] = People.Ticket(),
            ["sender"] = sender,
            ["from"] = "2026-03-01",
            ["until"] = day,
            [role] = new JsonObject
            {
                ["total"] = total,
                ["states"] = new JsonArray([.. states.Select(s => (JsonNode)new JsonObject { ["state"] = s.State, ["count"] = s.Tickets.Length, ["tickets"] = new JsonArray([.. s.Tickets.Select(t => (JsonNode)t)]) })]),
            },
        }));
    }

    /// <summary>The newest counts in an office's feed that were compared with its own.</summary>
    private static async Task<T> CountedAsync<T>(RunningGateway gateway, Office office, Func<JsonObject, T> read, Func<T, bool> isCompared)
        where T : class
    {
        T? found = null;
        await gateway.UntilAsync(async () => (found = Of(await office.NewAsync(), "reconciliation.counted").Select(read).LastOrDefault(isCompared)) is not null);
        return found!;
    }

    private static List<JsonObject> Of(IEnumerable<JsonObject> feed, string type) => [.. feed.Where(i => (string?)i["type"] == type)];

    private static string InszOf(JsonObject referral) => (string)referral["person"]!["insz"]!;

    private static string TicketOf(IEnumerable<JsonObject> handovers, JsonObject referral) =>
        handovers.Select(h => Handover.Of((string)h["data"]!)).First(h => h.Insz == InszOf(referral)).Ticket;
}
