using System.Net;
using System.Text.Json.Nodes;
using Gateway.Tests.Running;

namespace Gateway.Tests.Api;

/// <summary>An agency's own list of referrals: both roles, its own only, coarse.</summary>
public sealed class ReferralListTests
{
    [Fact]
    public async Task An_agency_reads_what_it_sent_and_what_reached_it_page_by_page_and_nothing_else()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var (vdab, leuven, kortrijk) = (await gateway.OfficeAsync("vdab"), await gateway.OfficeAsync("ocmw-leuven"), await gateway.OfficeAsync("ocmw-kortrijk"));
        var sent = new List<JsonObject>();
        foreach (var town in new[] { "24062", "24062", "34022" })
        {
            sent.Add(Vdab.Referral(town: town));
            await vdab.SettledAsync(Vdab.Profile, sent[^1]);
            gateway.Time.Advance(TimeSpan.FromMinutes(1));
        }

        // Nothing has left yet: the office has no list, and a page of it counts nothing.
        Items(await ListAsync(leuven)).ShouldBeEmpty();
        (await ListAsync(leuven, "take=1"))["next"].ShouldBeNull();
        var handovers = Ocmw.Handovers(await leuven.NewAsync());
        await leuven.SubmitAsync(Ocmw.ResultProfile, Ocmw.Reply(handovers[0].Ticket, handovers[0].Insz, "accepted"));
        await gateway.QuietAsync();
        await vdab.NewAsync();

        var first = await ListAsync(vdab, "take=2");
        var second = await ListAsync(vdab, "take=2&after=" + (string)first["next"]!);
        var mine = Items(first).Concat(Items(second)).ToList();
        mine.Select(i => (string?)i["ticket"]).ShouldBe(sent.Select(Vdab.TicketOf));
        mine.ShouldAllBe(i => (string?)i["role"] == "sender");
        mine.Select(i => (string?)i["parts"]![0]!["status"]).ShouldBe(["accepted", "pending", "pending"]);
        second["next"].ShouldBeNull();
        var received = Items(await ListAsync(leuven));
        received.Select(i => ((string?)i["role"], (string?)i["ticket"])).ShouldBe(handovers.Select(h => ((string?)"recipient", (string?)h.Ticket)), ignoreOrder: true);
        Items(await ListAsync(kortrijk)).ShouldBeEmpty("it has not read its feed");
        Items(await ListAsync(vdab, "since=2026-03-10T09:01:30Z")).Count.ShouldBe(1);

        // Nobody's name, number or telephone is in it.
        var text = first.ToJsonString() + (await ListAsync(leuven)).ToJsonString();
        foreach (var canary in new[] { handovers[0].Insz, "Voorbeeld", "+32460000001" })
            text.ShouldNotContain(canary, Case.Sensitive);

        await RefusedAsync(leuven, "after=" + (string)first["next"]!, "cursor-of-other", HttpStatusCode.UnprocessableEntity);
        await RefusedAsync(vdab, "after=85073003328", "cursor-invalid", HttpStatusCode.BadRequest);
        await RefusedAsync(vdab, "since=2026-03-11", "since-invalid", HttpStatusCode.BadRequest);
        await RefusedAsync(vdab, "since=yesterday", "since-invalid", HttpStatusCode.BadRequest);
        await RefusedAsync(vdab, "take=201", "parameter-invalid", HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task To_its_sender_withheld_unroutable_and_waiting_look_alike_in_the_list()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        foreach (var name in new[] { "waiting", "withheld", "unroutable", "protected" })
        {
            var data = Cloud.Referral(People.Ticket(), People.Insz(), name == "unroutable" ? "34999" : "24062");
            if (name == "withheld")
                data.Remove("assessment");
            if (name == "protected")
                data["client"]!["protection"] = new JsonObject { ["secretAddress"] = true };
            await vdab.SettledAsync(Cloud.Profile, Cloud.Event("referral.submitted", data));
        }

        var items = Items(await ListAsync(vdab));

        items.Count.ShouldBe(4);
        items.Select(i => i["parts"]!.ToJsonString()).Distinct().ShouldHaveSingleItem().ShouldContain("pending");
    }

    private static async Task<JsonNode> ListAsync(Office office, string query = "") => JsonNode.Parse(await office.Http.GetStringAsync("/v1/referrals?" + query))!;

    private static IReadOnlyList<JsonNode> Items(JsonNode page) => [.. page["items"]!.AsArray().Select(i => i!)];

    private static async Task RefusedAsync(Office office, string query, string code, HttpStatusCode status)
    {
        using var answer = await office.Http.GetAsync("/v1/referrals?" + query);
        answer.StatusCode.ShouldBe(status);
        JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"]!.GetValue<string>().ShouldBe(code);
    }
}
