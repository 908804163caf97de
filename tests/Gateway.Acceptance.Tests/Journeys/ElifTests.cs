using System.Net;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Gateway.Tests.Running;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Acceptance.Tests.Journeys;

/// <summary>
/// Elif, Waregem: an engineer with a foreign diploma on living wage. The OCMW has empty places of its own; the need decides where
/// she goes, whoever fills its own places first says why, and a freed place goes to whoever waits.
/// </summary>
public sealed class ElifTests
{
    [Fact]
    public async Task The_need_decides_whoever_has_own_places_and_an_override_has_a_reason_that_is_counted()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var waregem = await gateway.OfficeAsync("ocmw-waregem");
        var vdab = await gateway.OfficeAsync("vdab");
        var insz = People.Insz();

        // Before anybody is referred: is there a place, and who pays for it?
        var course = (await CapacityAsync(waregem, "PES_LANGUAGE_COURSE", "34040"))["offices"]!.AsArray().ShouldHaveSingleItem()!;
        (course["office"]!.GetValue<string>(), course["hasPlace"]!.GetValue<bool>()).ShouldBe(("vdab", true));
        course["paidBy"]!.AsArray().Select(f => (f!["agency"]!.GetValue<string>(), f["share"]!.GetValue<int>())).ShouldBe([("vdab", 60), ("ocmw-waregem", 40)]);

        // The OCMW refers her; its own four places are empty, and she goes to the course that she needs.
        await waregem.SettledAsync(Ocmw.ReferralProfile, Referral(insz));
        var handover = (await vdab.NewAsync()).Single(i => i["type"]!.GetValue<string>() == "referral.handover");
        await vdab.ConfirmAsync();
        var decision = await gateway.ReadAsync(s => s.Decisions.Select(d => d.Parts).FirstAsync());
        decision.ShouldContain("own-places:ocmw-waregem/PES_LANGUAGE_COURSE");
        decision.ShouldContain("paid-by:vdab=60");
        decision.ShouldContain("paid-by:ocmw-waregem=40");

        // VDAB fills commissioned places first. It says so, the log counts it, and the OCMW learns only that it was not accepted.
        var ticket = handover["data"]!["message"]!["ticket"]!.GetValue<string>();
        var reply = Vdab.Reply(ticket, insz, "declined-capacity");
        reply["reply"]!["reason"] = "COMMISSIONED_PLACES";
        await vdab.SettledAsync(Vdab.Profile, reply);
        var barrier = await gateway.ReadAsync(s => s.Barriers.SingleAsync());
        (barrier.Agreement, barrier.Title, barrier.Stopped, barrier.Owner).ShouldBe(("kortrijk-waregem", "COMMISSIONED_PLACES", 1, "vdab"));
        var told = await waregem.NewAsync();
        Ocmw.Statuses(told).ShouldHaveSingleItem();
        string.Concat(told.Select(t => t.ToJsonString())).ShouldNotContain("COMMISSIONED");

        // A late answer has no effect, and is answered so.
        var late = Vdab.Reply(ticket, insz, "accepted");
        late["message"]!["sentAt"] = "2026-03-10T08:30:00Z";
        var answered = await vdab.SettledAsync(Vdab.Profile, late);
        answered.ToJsonString().ShouldContain("after-final-answer");
        (await waregem.NewAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_site_that_holds_referrals_lets_the_next_go_on_when_the_office_states_a_place()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var mortsel = await gateway.OfficeAsync("ocmw-mortsel");
        await StateAsync(gateway, mortsel, "2026-03-10T08:00:00Z", 0);

        var place = (await CapacityAsync(vdab, "CHILDCARE_PLACE", "Mortsel"))["offices"]!.AsArray().ShouldHaveSingleItem()!;
        (place["hasPlace"]!.GetValue<bool>(), place["whenFull"]!.GetValue<string>(), place["waitingDays"]!.GetValue<int>(), place["ageInDays"]!.GetValue<int>()).ShouldBe((false, "hold", 30, 0));

        List<string> waiting = [];
        foreach (var barrier in new[] { "DEBT", "CHILDCARE", "CARE_DUTY" })
        {
            var insz = People.Insz();
            waiting.Add(insz);
            var referral = Vdab.Referral(insz: insz, town: "11029");
            referral["requestedService"] = new JsonArray("CHILDCARE_PLACE");
            referral["barriers"] = new JsonArray(new JsonObject { ["code"] = barrier });
            await vdab.SettledAsync(Vdab.Profile, referral);
        }

        (await mortsel.NewAsync()).ShouldBeEmpty();
        (await vdab.NewAsync()).ShouldBeEmpty("to whoever referred it is pending");

        // One place: the need that the site agreed comes first, although others wait longer. Then whoever waits longest.
        foreach (var (sentAt, free, expected) in new[] { ("2026-03-10T08:10:00Z", 1, waiting[2]), ("2026-03-10T08:20:00Z", 2, waiting[0]) })
        {
            await StateAsync(gateway, mortsel, sentAt, free);
            IReadOnlyList<JsonObject> come = [];
            await gateway.UntilAsync(async () => (come = await mortsel.NewAsync()).Count > 0);
            string.Concat(come.Select(c => c.ToJsonString())).ShouldContain(expected);
            come.Count.ShouldBe(1);
        }
    }

    [Theory]
    [InlineData("PES_MAGIC", "34040", "service-unknown")]
    [InlineData("BUDGET_GUIDANCE", "99999", "municipality-unknown")]
    [InlineData("BUDGET_GUIDANCE", "", "municipality-unknown")]
    public async Task A_question_about_what_there_is_not_says_so(string service, string municipality, string code)
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");

        using var answer = await vdab.Http.GetAsync($"/v1/capacity?service={service}&municipality={municipality}");

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"]!.GetValue<string>().ShouldBe(code);
    }

    private static async Task<JsonNode> CapacityAsync(Office office, string service, string municipality) =>
        JsonNode.Parse(await office.Http.GetStringAsync($"/v1/capacity?service={service}&municipality={municipality}"))!;

    private static async Task StateAsync(RunningGateway gateway, Office office, string sentAt, int free)
    {
        var stated = Cloud.Event("capacity.stated", new JsonObject
        {
            ["ticket"] = People.Ticket(), ["sentAt"] = sentAt, ["service"] = "CHILDCARE_PLACE", ["freePlaces"] = free, ["waitingDays"] = 30,
        });
        using var content = new StringContent(stated.ToJsonString(), System.Text.Encoding.UTF8, "application/cloudevents+json");
        using var answer = await office.Http.PostAsync("/v1/events", content);
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
        await gateway.QuietAsync();
    }

    private static XElement Referral(string insz)
    {
        var referral = Ocmw.Referral(People.Ticket(), insz, "34040");
        referral.Element("Header")!.Element("Sender")!.AddAfterSelf(new XElement("Recipient", new XAttribute("org", "VDAB")));
        referral.Element("Vraag")!.Element("CdDienst")!.Value = "PES_LANGUAGE_COURSE";
        referral.Element("Vraag")!.AddAfterSelf(new XElement("Belemmering", new XElement("Cd", "LANGUAGE")));
        referral.Element("Akkoord")!.Element("Taal")!.AddAfterSelf(new XElement("Wijze", "SCHRIFTELIJK"));
        return referral;
    }
}
