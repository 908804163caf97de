using System.Text.Json.Nodes;
using Gateway.Core.Operating;
using Gateway.Tests.Running;

namespace Gateway.Acceptance.Tests.Journeys;

/// <summary>Bilal lives on assistance in Mortsel and is in a training of VDAB when he moves to Antwerpen.</summary>
public sealed class BilalTests
{
    [Fact]
    public async Task He_moves_and_his_training_goes_on_while_each_office_sees_only_its_own_time()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var (vdab, mortsel, antwerpen) = (await gateway.OfficeAsync("vdab"), await gateway.OfficeAsync("ocmw-mortsel"), await gateway.OfficeAsync("ocmw-antwerpen"));
        using var viewer = await gateway.UserAsync("vera", UserRoles.Viewer);
        var insz = People.Insz();

        // Mortsel refers him to a training, and it runs.
        await mortsel.SettledAsync(Ocmw.ReferralProfile, Ocmw.Referral(People.Ticket(), insz, "11029"));
        var training = (await vdab.NewAsync()).Single()["data"]!["message"]!["ticket"]!.GetValue<string>();
        foreach (var outcome in new[] { "received", "in-service" })
            await vdab.SettledAsync(Vdab.Profile, Vdab.Reply(training, insz, outcome));
        Ocmw.Statuses(await mortsel.NewAsync()).ShouldBe(["received", "in-service"]);
        await vdab.NewAsync();

        // He moves. Nothing that runs is stopped, sent once more or handed to anybody else.
        gateway.GoTo("2026-03-16");
        await mortsel.TellAsync(gateway, "client.changed", insz, new JsonObject { ["movedOn"] = "2026-03-14", ["residence"] = new JsonObject { ["municipality"] = "11002" } });
        (await Town.DesksAsync(viewer)).ShouldContain(("ocmw-mortsel", "client-moved"));
        (await vdab.NewAsync()).ShouldBeEmpty();
        (await antwerpen.NewAsync()).ShouldBeEmpty();

        // A new question of VDAB goes to Antwerpen, and the application there starts its clock; one that Mortsel still takes in is forwarded.
        var referral = Vdab.Referral(insz: insz, town: "11002");
        await vdab.SettledAsync(Vdab.Profile, referral);
        var handover = Ocmw.Handovers(await antwerpen.NewAsync()).ShouldHaveSingleItem();
        (await mortsel.NewAsync()).ShouldAllBe(i => (string?)i["type"] == "task.changed", "its own tasks, and nothing of Antwerpen");
        var lodged = new JsonObject { ["lodgedOn"] = "2026-03-16", ["residence"] = new JsonObject { ["municipality"] = "11002" } };
        await mortsel.TellAsync(gateway, "application.lodged", insz, lodged);
        await antwerpen.TellAsync(gateway, "application.lodged", insz, lodged);
        (await Town.DesksAsync(viewer)).ShouldContain(("ocmw-mortsel", "forward-application"));

        // The training ends well, and Mortsel hears it; Antwerpen hears nothing of it, and Mortsel nothing of Antwerpen.
        await antwerpen.SettledAsync(Ocmw.ResultProfile, Ocmw.Reply(handover.Ticket, insz, "received", "11002", caseNumber: "A-1"));
        await vdab.SettledAsync(Vdab.Profile, Vdab.Reply(training, insz, "completed"));
        Ocmw.Statuses(await mortsel.NewAsync()).ShouldBe(["completed"]);
        Ocmw.Statuses(await antwerpen.NewAsync()).ShouldBeEmpty();
        var feed = await antwerpen.FeedTextAsync();
        feed.ShouldNotContain(training);
        feed.ShouldNotContain("11029");
        using var refused = await antwerpen.Http.GetAsync(new Uri($"/v1/referrals/{training}", UriKind.Relative));
        refused.StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);

        // The statutory day of the application comes at the office that is competent.
        gateway.GoTo("2026-04-16");
        await gateway.UntilAsync(async () => (await Town.DesksAsync(viewer)).Contains(("ocmw-antwerpen", "application-decision-due")));
        (await Town.DesksAsync(viewer)).ShouldNotContain(("ocmw-mortsel", "application-decision-due"));
    }

    [Fact]
    public async Task Both_offices_are_not_competent_and_a_named_owner_has_it_every_working_day()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var (vdab, mortsel, antwerpen) = (await gateway.OfficeAsync("vdab"), await gateway.OfficeAsync("ocmw-mortsel"), await gateway.OfficeAsync("ocmw-antwerpen"));
        var insz = People.Insz();
        gateway.GoTo("2026-03-12"); // a Thursday
        await vdab.SettledAsync(Vdab.Profile, Vdab.Referral(insz: insz, town: "11029"));
        await mortsel.SettledAsync(Ocmw.ResultProfile, Ocmw.Reply(Ocmw.Handovers(await mortsel.NewAsync()).Single().Ticket, insz, "declined-not-competent", "11029"));
        await vdab.SettledAsync(Vdab.Profile, Vdab.Referral(insz: insz, town: "11002"));
        (await TasksAsync(gateway)).ShouldBeEmpty();

        await antwerpen.SettledAsync(Ocmw.ResultProfile, Ocmw.Reply(Ocmw.Handovers(await antwerpen.NewAsync()).Single().Ticket, insz, "declined-not-competent", "11002"));

        // The client's other referrals are looked at in the next pass, after the answer has been committed.
        await gateway.UntilAsync(async () => (await TasksAsync(gateway)).Count > 0);
        (await TasksAsync(gateway)).ShouldBe([("vdab", "2026-03-12", true)]);
        foreach (var (day, all) in new[] { ("2026-03-13", 2), ("2026-03-16", 3) })
        {
            gateway.GoTo(day);
            await gateway.UntilAsync(async () => (await TasksAsync(gateway)).Count == all);
            (await TasksAsync(gateway))[^1].ShouldBe(("vdab", day, true));
        }

        (await TasksAsync(gateway)).Count(t => t.Open).ShouldBe(1, "yesterday's is closed, and there was none at the weekend");
        Vdab.Statuses(await vdab.NewAsync(), Vdab.Referral()).ShouldBeEmpty();

        // Mortsel accepts after all: the next day nobody is reminded.
        await vdab.SettledAsync(Vdab.Profile, Vdab.Referral(insz: insz, town: "11029"));
        var solved = Ocmw.Handovers(await mortsel.NewAsync()).Single().Ticket;
        await mortsel.SettledAsync(Ocmw.ResultProfile, Ocmw.Reply(solved, insz, "accepted", "11029"));
        gateway.GoTo("2026-03-17");
        await gateway.UntilAsync(async () => !(await TasksAsync(gateway)).Any(t => t.Open));
        (await TasksAsync(gateway)).Count.ShouldBe(3);
    }

    private static async Task<IReadOnlyList<(string Agency, string Due, bool Open)>> TasksAsync(RunningGateway gateway) =>
        [.. (await gateway.ReadAsync(s => Task.FromResult(s.Tasks.Where(t => t.ReasonCode == "competence-conflict").ToList())))
            .OrderBy(t => t.Id).Select(t => (t.Agency, t.DueOn!.Value.ToString("yyyy-MM-dd", null), t.ClosedAt is null))];
}
