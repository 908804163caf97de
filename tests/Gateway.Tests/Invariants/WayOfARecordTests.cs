using Gateway.Tests.Running;

namespace Gateway.Tests.Invariants;

/// <summary>The way of a record, there and back.</summary>
[Collection(OneGateway.Name)]
public sealed class WayOfARecordTests(SharedGateway shared)
{
    [Fact]
    public async Task A_referral_is_handed_over_in_two_steps_answered_and_told_back()
    {
        var gateway = shared.Gateway;
        var vdab = await gateway.OfficeAsync("vdab");
        var ocmw = await gateway.OfficeAsync("ocmw-leuven");
        var insz = People.Insz();

        var referral = Vdab.Referral(insz: insz);
        var submission = await vdab.SettledAsync(Vdab.Profile, referral);
        submission["records"]![0]!["state"]!.GetValue<string>().ShouldBe("pending", submission.ToJsonString());
        var one = Ocmw.Handovers(await ocmw.NewAsync()).Single(h => h.Insz == insz);
        await ocmw.SettledAsync(Ocmw.ResultProfile, Ocmw.Reply(one.Ticket, insz, "received", caseNumber: "LEU-1"));
        var two = Ocmw.Handovers(await ocmw.NewAsync()).Single(h => h.Insz == insz);
        var told = Vdab.Statuses(await vdab.NewAsync(), referral);

        one.Step.ShouldBe("1");
        one.Document.Element("Belemmering").ShouldBeNull("barriers are for step two");
        two.Step.ShouldBe("2");
        two.Ticket.ShouldBe(one.Ticket);
        two.Document.Element("Belemmering")!.Element("Cd")!.Value.ShouldBe("DEBT");
        told.ShouldBe(["received"]);
    }
}
