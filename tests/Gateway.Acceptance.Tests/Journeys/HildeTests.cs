using System.Text.Json.Nodes;
using Gateway.Core.Operating;
using Gateway.Tests.Running;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Acceptance.Tests.Journeys;

/// <summary>Hilde, Kortrijk: her unemployment benefit ends while OCMW Kortrijk helps her; and the other way round.</summary>
public sealed class HildeTests
{
    [Fact]
    public async Task Her_benefit_changes_without_a_gap_and_nothing_that_runs_is_closed()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var (vdab, kortrijk) = (await gateway.OfficeAsync("vdab"), await gateway.OfficeAsync("ocmw-kortrijk"));
        using var viewer = await gateway.UserAsync("vera", UserRoles.Viewer);
        var referral = Vdab.Referral(town: "34022");
        var insz = referral["person"]!["insz"]!.GetValue<string>();
        await vdab.SettledAsync(Vdab.Profile, referral);
        var handover = Ocmw.Handovers(await kortrijk.NewAsync()).Single().Ticket;
        await kortrijk.SettledAsync(Ocmw.ResultProfile, Ocmw.Reply(handover, insz, "received", "34022", caseNumber: "K-9"));
        await kortrijk.SettledAsync(Ocmw.ResultProfile, Ocmw.Reply(handover, insz, "in-service", "34022"));
        await kortrijk.NewAsync();

        // Months ahead her own counsellor gets a task, and no list goes to anybody.
        await vdab.TellAsync(gateway, "benefit.ending-notice", insz, new JsonObject { ["scheme"] = "UNEMPLOYMENT", ["endsOn"] = "2026-10-31" });
        (await Town.DesksAsync(viewer)).ShouldBeEmpty();
        gateway.GoTo("2026-04-30");
        await gateway.UntilAsync(async () => (await Town.DesksAsync(viewer)).Contains(("vdab", "benefit-ending")));
        (await kortrijk.NewAsync()).ShouldBeEmpty();

        // She applies, and the clock of the office starts on that day.
        gateway.GoTo("2026-10-20");
        await kortrijk.TellAsync(gateway, "application.lodged", insz, new JsonObject { ["lodgedOn"] = "2026-10-20", ["inReplyTo"] = handover });
        // The transfer is known before its first day; it takes effect on that day. It says that there is no gap.
        var told = await vdab.SettledAsync(Vdab.Profile, new JsonObject
        {
            ["message"] = Vdab.Message("benefit-transfer", People.Ticket(), sentAt: "2026-10-20T08:00:00Z"),
            ["person"] = new JsonObject { ["insz"] = insz },
            ["transfer"] = new JsonObject { ["from"] = "UNEMPLOYMENT", ["to"] = "SOCIAL_ASSISTANCE", ["effectiveOn"] = "2026-11-01" },
        });
        Town.Reasons(told).ShouldBe([null]);
        await kortrijk.TellAsync(gateway, "benefit.transferred", insz, Transfer("UNEMPLOYMENT", "SOCIAL_ASSISTANCE", "2026-11-01"));
        (await Town.DesksAsync(viewer)).ShouldBeEmpty("the end was announced, and no day is left out");
        (await kortrijk.NewAsync()).ShouldBeEmpty();
        gateway.GoTo("2026-11-01");
        await gateway.UntilAsync(() => gateway.ReadAsync(s => s.Deliveries.AnyAsync(d => d.Revision > 0)));
        await gateway.QuietAsync();

        // The office that has her file and may know it gets it once more; the route goes on under the same number.
        var once = Ocmw.Handovers(await kortrijk.NewAsync()).ShouldHaveSingleItem();
        (once.Ticket, once.Step).ShouldBe((handover, "2"));
        once.Document.Element("Inschrijving")!.Element("CdUitkering")!.Value.ShouldBe("SOCIAL_ASSISTANCE", "and reads the new benefit in its own format");
        Vdab.Statuses(await vdab.NewAsync(), referral).ShouldBe(["received", "in-service"], "she is in service, and was all the time");
        (await gateway.ReadAsync(s => s.Handovers.CountAsync())).ShouldBe(1, "nobody is registered twice");
        (await gateway.ReadAsync(s => s.Clients.CountAsync())).ShouldBe(2, "one client of each office");

        // The decision was taken in time: nobody is reminded.
        gateway.GoTo("2026-11-20");
        await gateway.QuietAsync();
        (await Town.DesksAsync(viewer)).ShouldNotContain(("ocmw-kortrijk", "application-decision-due"));
    }

    [Fact]
    public async Task Who_works_under_article_60_earns_a_benefit_and_moves_back()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var (vdab, kortrijk) = (await gateway.OfficeAsync("vdab"), await gateway.OfficeAsync("ocmw-kortrijk"));
        using var viewer = await gateway.UserAsync("vera", UserRoles.Viewer);
        var insz = People.Insz();
        await kortrijk.SettledAsync(Ocmw.ReferralProfile, Ocmw.Referral(People.Ticket(), insz, "34022"));
        var training = (await vdab.NewAsync()).Single()["data"]!["message"]!["ticket"]!.GetValue<string>();
        foreach (var outcome in new[] { "received", "in-service" })
            await vdab.SettledAsync(Vdab.Profile, Vdab.Reply(training, insz, outcome));
        await vdab.NewAsync();

        await kortrijk.TellAsync(gateway, "benefit.ending-notice", insz, new JsonObject { ["scheme"] = "SOCIAL_ASSISTANCE", ["endsOn"] = "2026-03-31" });
        (await Town.DesksAsync(viewer)).ShouldBe([("ocmw-kortrijk", "benefit-ending"), ("vdab", "goal-missing")], "three months ahead is past; no goal was set when the service began");
        await kortrijk.TellAsync(gateway, "benefit.transferred", insz, Transfer("SOCIAL_ASSISTANCE", "UNEMPLOYMENT", "2026-04-01"));
        await vdab.TellAsync(gateway, "benefit.transferred", insz, Transfer("SOCIAL_ASSISTANCE", "UNEMPLOYMENT", "2026-04-01"));
        (await Town.DesksAsync(viewer)).ShouldBe([("vdab", "goal-missing")]);
        gateway.GoTo("2026-04-01");
        await gateway.UntilAsync(() => gateway.ReadAsync(s => s.Deadlines.AllAsync(d => d.Kind == Gateway.Core.Work.DeadlineKinds.Remeasure || d.State != Gateway.Core.Work.DeadlineState.Running)));
        await gateway.QuietAsync();

        (await vdab.NewAsync()).ShouldBeEmpty("no manifest gives the employment service a benefit that the office pays");
        await vdab.SettledAsync(Vdab.Profile, Vdab.Reply(training, insz, "completed"));
        Ocmw.Statuses(await kortrijk.NewAsync()).ShouldBe(["received", "in-service", "completed"]);
        (await gateway.ReadAsync(s => s.Handovers.CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task Days_that_do_not_meet_are_somebodys_task()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        using var viewer = await gateway.UserAsync("vera", UserRoles.Viewer);
        var insz = People.Insz();
        await vdab.TellAsync(gateway, "benefit.ending-notice", insz, new JsonObject { ["scheme"] = "UNEMPLOYMENT", ["endsOn"] = "2026-10-31" });

        await vdab.TellAsync(gateway, "benefit.transferred", insz, Transfer("UNEMPLOYMENT", "SOCIAL_ASSISTANCE", "2026-11-03"));

        (await Town.DesksAsync(viewer)).ShouldBe([("vdab", "benefit-gap")]);
        Town.Reasons(await vdab.TellAsync(gateway, "benefit.transferred", insz, Transfer("UNEMPLOYMENT", "OTHER", "2026-11-03"))).ShouldBe(["two-transfers-one-day"]);
    }

    private static JsonObject Transfer(string from, string to, string on) => new() { ["fromScheme"] = from, ["toScheme"] = to, ["effectiveOn"] = on };
}
