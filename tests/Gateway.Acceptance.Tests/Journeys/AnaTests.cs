using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Gateway.Acceptance.Tests.Edge.Broker;
using Gateway.Acceptance.Tests.Edge.Departing;
using Gateway.Core.Operating;
using Gateway.Tests.Running;
using Gateway.Workers.Edge;

namespace Gateway.Acceptance.Tests.Journeys;

/// <summary>
/// Ana, Leuven, debts: her agreement is withdrawn in the middle of the way. Both agencies speak to the gateway through their queues,
/// a case worker and a data protection officer through the pages; nothing is looked at inside.
/// </summary>
[Collection(EdgeCollection.Name)]
public sealed class AnaTests(SharedBroker broker)
{
    [Fact]
    public async Task Her_agreement_is_withdrawn_mid_route_and_given_again()
    {
        await using var line = await broker.LineAsync("vdab", "ocmw-leuven");
        await using var gateway = await EdgeGateway.StartAsync(broker.Rabbit.Uri, contracts: AmqpContracts.Folder);
        var (vdab, leuven) = (await Mailbox.OpenAsync(line, "vdab"), await Mailbox.OpenAsync(line, "ocmw-leuven"));
        using var dora = await Visitor.SignedInAsync(gateway, "dora", UserRoles.Dpo, "vdab");
        using var greet = await Visitor.SignedInAsync(gateway, "greet", UserRoles.CaseWorker, "ocmw-leuven");
        var referral = Vdab.Referral();
        referral["barriers"] = new JsonArray(new JsonObject { ["code"] = "DEBT", ["since"] = "2025-01-01" }, new JsonObject { ["code"] = "CHILDCARE", ["since"] = "2025-01-01" });
        var insz = referral["person"]!["insz"]!.GetValue<string>();

        // Step one carries contact and question, and the rest follows when the office has registered a file.
        await SendAsync(line, referral);
        var first = (await leuven.NextAsync()).Handover;
        (first.Step, first.Insz).ShouldBe(("1", insz));
        first.Document.ToString().ShouldNotContain("CHILDCARE");
        await AnswerAsync(line, first.Ticket, insz, "received", caseNumber: "L-7");
        var second = (await leuven.NextAsync()).Handover;
        second.Step.ShouldBe("2");
        (await StatusAsync(vdab)).ShouldBe("received");
        await AnswerAsync(line, first.Ticket, insz, "accepted");
        (await StatusAsync(vdab)).ShouldBe("accepted");
        await AnswerAsync(line, first.Ticket, insz, "in-service");
        (await StatusAsync(vdab)).ShouldBe("in-service");

        // Week three: she withdraws. The office is told, and that it took the message from its queue confirms nothing.
        gateway.Time.SetUtcNow(gateway.Time.GetUtcNow().AddDays(20));
        await SendAsync(line, Vdab.Withdrawal(referral));
        StatusOf(await leuven.NextAsync()).ShouldBe("agreement-withdrawn");
        (await StatusAsync(vdab)).ShouldBe("ended", "and not why");
        await gateway.QuietAsync();
        (await LookAsync(dora, insz)).ShouldContain("not yet confirmed");

        // A correction that VDAB sends now reaches nobody.
        var amended = Vdab.Amendment(referral, "2026-03-30T08:00:00Z");
        amended["person"]!["contact"]!["phone"] = "+32460000002";
        await SendAsync(line, amended);
        await gateway.QuietAsync();
        (await line.ReadyAsync(AgencyQueues.OutQueue("ocmw-leuven"))).ShouldBe(0u);

        // Somebody of the office says that it stopped.
        (await greet.GetAsync($"/dashboard/inbox/{first.Ticket}")).Text.ShouldContain("Confirm: we stopped");
        await greet.PostAndFollowAsync($"/dashboard/inbox/{first.Ticket}/stopped");
        var view = await LookAsync(dora, insz);
        view.ShouldContain("by OCMW Leuven");
        view.ShouldNotContain("not yet confirmed");
        // History and proof stay: both steps, with their fields and the agreement they relied on.
        view.ShouldContain("Handover, step one");
        view.ShouldContain("Handover, step two");
        view.ShouldContain("Withdrawn by you");

        // She agrees again: a new record, and a new handover. What she had agreed to before stays withdrawn.
        gateway.Time.SetUtcNow(gateway.Time.GetUtcNow().AddDays(7));
        var again = Vdab.Referral(insz: insz);
        again["message"]!["sentAt"] = "2026-04-06T08:00:00Z";
        again["agreement"]!["givenOn"] = "2026-04-06";
        await SendAsync(line, again);
        var third = (await leuven.NextAsync()).Handover;
        (third.Step, third.Insz).ShouldBe(("1", insz));
        third.Ticket.ShouldNotBe(first.Ticket);
        await gateway.QuietAsync();
        view = await LookAsync(dora, insz);
        view.ShouldContain("Withdrawn by you");
        view.ShouldContain("given on 2026-04-06");

        // This time she tells the office, which answers in its own format: it counts the same, and VDAB learns no more.
        await AnswerAsync(line, third.Ticket, insz, "client-withdrew");
        (await StatusAsync(vdab)).ShouldBe("not-started");
        var once = Vdab.Amendment(again, "2026-04-07T08:00:00Z");
        once["person"]!["contact"]!["phone"] = "+32460000003";
        await SendAsync(line, once);
        await gateway.QuietAsync();
        (await line.ReadyAsync(AgencyQueues.OutQueue("ocmw-leuven"))).ShouldBe(0u);
    }

    private static Task SendAsync(BrokerLine line, JsonObject record) => line.PublishAsync("vdab", Encoding.UTF8.GetBytes(record.ToJsonString()), Vdab.Profile);

    private static Task AnswerAsync(BrokerLine line, string handover, string insz, string outcome, string? caseNumber = null) =>
        line.PublishAsync("ocmw-leuven", Encoding.UTF8.GetBytes(Ocmw.Reply(handover, insz, outcome, caseNumber: caseNumber).ToString()), Ocmw.ResultProfile);

    private static async Task<string> StatusAsync(Mailbox vdab) => (await vdab.NextAsync()).Event["data"]!["status"]!["code"]!.GetValue<string>();

    private static string StatusOf(Letter letter) => XElement.Parse(letter.Event["data"]!.GetValue<string>()).Element("Intake")!.Element("CdResultaat")!.Value;

    private static async Task<string> LookAsync(Visitor dora, string insz)
    {
        await dora.GetAsync("/dashboard/privacy");
        return (await dora.PostAsync("/dashboard/privacy", ("scheme", "insz"), ("identifier", insz), ("purpose", PrivacyPurposes.AccessRequest))).Text;
    }
}
