using System.Text.Json.Nodes;
using Gateway.Core.Plans;
using Gateway.Host.Composition;
using Gateway.Tests.Running;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Tests.Reading;

/// <summary>Plans through the store and the feeds: a part that waits, one that is decided again, and the order in which a lead reads.</summary>
public sealed class PlanEventsTests
{
    private const string Course = "NGO_DIGITAL_SKILLS";

    /// <summary>Leuven agreed that the digital course waits for debt advice.</summary>
    private static ContractsFolder Waiting()
    {
        var shipped = Shipped.Contracts;
        return shipped with
        {
            Agreed = shipped.Agreed with
            {
                Collaborations =
                [
                    .. shipped.Agreed.Collaborations.Select(c => c.Id == "leuven"
                        ? c with { DependsOn = new Dictionary<string, IReadOnlyList<string>> { [Course] = ["DEBT_ADVICE"] } }
                        : c),
                ],
            },
        };
    }

    [Theory]
    [InlineData("in-service", true)]
    [InlineData("declined-capacity", false)]
    public async Task A_part_waits_until_the_other_runs_and_is_decided_again_when_it_does_not_come(string outcome, bool begins)
    {
        await using var gateway = await RunningGateway.StartAsync(contracts: Waiting());
        var (vdab, leuven, course) = (await gateway.OfficeAsync("vdab"), await gateway.OfficeAsync("ocmw-leuven"), await gateway.OfficeAsync("vzw-digiwijs"));
        var referral = Vdab.Referral();
        referral["requestedService"] = new JsonArray("DEBT_ADVICE", Course);
        var insz = referral["person"]!["insz"]!.GetValue<string>();
        await vdab.SettledAsync(Vdab.Profile, referral);
        (await course.NewAsync()).ShouldBeEmpty();
        var seen = await leuven.NewAsync();
        seen.Select(i => i["type"]!.GetValue<string>()).ShouldBe(["referral.handover", "plan.changed"]);
        Ocmw.Documents(seen, "plan.changed").Single().Elements("Deel").Single(p => p.Element("CdDienst")!.Value == Course).Element("WachtOp")!.Value.ShouldBe("DEBT_ADVICE");
        var ticket = Ocmw.Handovers(seen).Single().Ticket;

        await leuven.SettledAsync(Ocmw.ResultProfile, Ocmw.Reply(ticket, insz, outcome));

        (await course.NewAsync()).Select(i => i["type"]!.GetValue<string>()).ShouldBe(begins ? ["referral.handover"] : []);
        (await TasksAsync(gateway)).Contains(("vdab", PlanCodes.PrerequisiteEnded)).ShouldBe(!begins);
        if (begins)
            return;

        // The employment service corrects its referral: the course goes on without.
        var amended = Vdab.Amendment(referral, "2026-03-11T08:00:00Z");
        amended["requestedService"] = new JsonArray(Course);
        await vdab.SettledAsync(Vdab.Profile, amended);
        (await course.NewAsync()).Select(i => i["type"]!.GetValue<string>()).ShouldBe(["referral.handover"]);
        (await TasksAsync(gateway)).ShouldNotContain(("vdab", PlanCodes.PrerequisiteEnded));
    }

    [Fact]
    public async Task A_plain_referral_has_no_row_more_than_its_handover_and_its_answers_tell_of_no_plan()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var (vdab, leuven) = (await gateway.OfficeAsync("vdab"), await gateway.OfficeAsync("ocmw-leuven"));
        var referral = Vdab.Referral();
        await vdab.SettledAsync(Vdab.Profile, referral);
        var handed = Ocmw.Handovers(await leuven.NewAsync()).ShouldHaveSingleItem();
        foreach (var outcome in new[] { "accepted", "in-service" })
            await leuven.SettledAsync(Ocmw.ResultProfile, Ocmw.Reply(handed.Ticket, handed.Insz, outcome));

        await using var store = gateway.Database.Open();
        (await store.Deliveries.Select(d => d.Event).Distinct().Order().ToListAsync()).ShouldBe(["referral.handover", "referral.status-changed"]);
        (await store.Deadlines.CountAsync()).ShouldBe(0);
        (await TasksAsync(gateway)).ShouldBeEmpty("its goal was stated");
    }

    private static async Task<IReadOnlyList<(string, string)>> TasksAsync(RunningGateway gateway)
    {
        await using var store = gateway.Database.Open();
        return [.. (await store.Tasks.AsNoTracking().Where(t => t.ClosedAt == null).Select(t => new { t.Agency, t.ReasonCode }).ToListAsync()).Select(t => (t.Agency, t.ReasonCode))];
    }
}
