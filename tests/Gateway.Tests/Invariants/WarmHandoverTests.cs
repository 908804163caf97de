using System.Text.Json.Nodes;
using Gateway.Tests.Running;

namespace Gateway.Tests.Invariants;

/// <summary>A warm handover: the referring office hears of the appointment, in its own time, with whom to call, and of nothing else.</summary>
public sealed class WarmHandoverTests
{
    private const string Canary = "Lies Proefnaam belt terug";

    [Fact]
    public async Task An_appointment_is_told_with_a_contact_and_no_word_of_the_office_goes_along()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var (leuven, vdab) = (await gateway.OfficeAsync("ocmw-leuven"), await gateway.OfficeAsync("vdab"));
        // The welfare office refers; the employment service answers in contract events, and the welfare office reads its own format.
        await leuven.SettledAsync(Cloud.Profile, Cloud.Event("referral.submitted", Referral()));
        var handover = (await vdab.NewAsync()).First(i => (string?)i["type"] == "referral.handover");
        var ticket = (string)handover["data"]!["message"]!["ticket"]!;
        await AnswerAsync(vdab, ticket, "accepted");
        var statuses = await gateway.ReadAsync(s => Task.FromResult(s.Handovers.Select(h => h.Told).Single()));
        statuses.ShouldBe("accepted");

        var settled = await AnswerAsync(vdab, ticket, "arranged", d =>
        {
            d["appointment"] = new JsonObject { ["at"] = "2026-03-16T08:30:00Z", ["state"] = "proposed", ["place"] = "RECEIVING_OFFICE", ["kind"] = "INTAKE" };
            d["clientTold"] = new JsonObject { ["on"] = "2026-03-10", ["by"] = "RECEIVING_OFFICE" };
            d["sender"]!["contact"] = new JsonObject { ["name"] = Canary };
        });
        settled["records"]![0]!["state"]!.GetValue<string>().ShouldBe("done", settled.ToJsonString());

        var told = (await leuven.NewAsync()).Last(i => (string?)i["type"] == "referral.status-changed");
        told.ToJsonString().ShouldNotContain(Canary, Case.Sensitive);
        var document = (string)told["data"]!;
        document.ShouldContain("2026-03-16T09:30:00+01:00", Case.Sensitive, "in the time of its own country");
        document.ShouldContain("+32 2 000 00 10", Case.Sensitive, "whom to call");
        (await gateway.ReadAsync(s => Task.FromResult(s.Disclosures.Where(d => d.Event == "referral.status-changed").Select(d => d.Fields).ToList()))).ShouldContain(f => f.Contains("appointment.at", StringComparison.Ordinal));

        var past = await AnswerAsync(vdab, ticket, "arranged", d => d["appointment"] = new JsonObject { ["at"] = "2026-03-01T08:30:00Z", ["state"] = "confirmed" });
        ((string?)past["records"]![0]!["reason"]!["code"]).ShouldBe("appointment-past");
        ((string?)past["records"]![0]!["reason"]!["sentence"]).ShouldBe("De afspraak ligt in het verleden.");
    }

    private static JsonObject Referral()
    {
        var data = Cloud.Referral(People.Ticket(), People.Insz(), sender: "OCMW");
        data["sender"]!["municipality"] = "24062";
        data["question"] = "TRAINING_SUPPORT";
        data["services"] = new JsonArray("PES_TRAINING");
        return data;
    }

    private static async Task<JsonNode> AnswerAsync(Office office, string ticket, string outcome, Action<JsonObject>? more = null)
    {
        var reply = Cloud.Reply("VDAB", ticket, outcome);
        var data = reply["data"]!.AsObject();
        data.Remove("sentAt");
        more?.Invoke(data);
        return await office.SettledAsync(Cloud.Profile, reply);
    }
}
