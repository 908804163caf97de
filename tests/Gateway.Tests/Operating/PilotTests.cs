using System.Text.Json.Nodes;
using Gateway.Core.Ladder;
using Gateway.Core.Operating;
using Gateway.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Operating;

/// <summary>The pilot's figures as its partners see them.</summary>
public sealed class PilotTests
{
    [Fact]
    public async Task Transitions_come_from_accepted_measurements_and_not_measured_again_is_not_fallen()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var people = Enumerable.Range(0, 12).Select(_ => Vdab.Referral(insz: People.Insz())).ToList();
        await vdab.SettledAsync(Vdab.Profile, new JsonArray([.. people]));
        foreach (var person in people.Take(6))
            await vdab.SubmitAsync(Cloud.Profile, Measured(person, rung: 4));
        await gateway.QuietAsync();

        var figures = gateway.Services.GetRequiredService<ILadderFigures>();
        await gateway.UntilAsync(async () => (await figures.ReadAsync(new LadderQuestion(2026), CancellationToken.None)) is { Up: 6, First: 6 });
        var ladder = (await gateway.Services.GetRequiredService<IPilot>().ReadAsync(CancellationToken.None)).Ladder;

        ladder.Of.Cells[1][3].ShouldBe(6);
        ladder.First.Count.ShouldBe(6);
        ladder.Cells.SelectMany(r => r).ShouldAllBe(c => c.Count == null || c.Count >= SmallNumbers.Threshold);
    }

    [Fact]
    public async Task A_barrier_is_logged_once_and_a_decision_on_a_changed_entry_is_refused()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var pilot = gateway.Services.GetRequiredService<IPilot>();
        var barrier = new NewBarrier(Guid.CreateVersion7(gateway.Time.GetUtcNow()), "leuven", "Own places are filled first", 7, "agency", "jan");

        await pilot.AddBarrierAsync(barrier, "jan", CancellationToken.None);
        await pilot.AddBarrierAsync(barrier, "jan", CancellationToken.None);
        var logged = (await pilot.ReadAsync(CancellationToken.None)).Barriers.ShouldHaveSingleItem();
        (await pilot.DecideBarrierAsync(logged.Id, logged.Version, "Places are shared from May.", "an", CancellationToken.None)).ShouldBeTrue();
        (await pilot.DecideBarrierAsync(logged.Id, logged.Version, "No.", "jan", CancellationToken.None)).ShouldBeFalse();

        var decided = (await pilot.ReadAsync(CancellationToken.None)).Barriers.ShouldHaveSingleItem();
        decided.Decision.ShouldBe("Places are shared from May.");
        decided.Stopped.Count.ShouldBe(7);
        (await gateway.ReadAsync(s => s.Operations.OrderBy(o => o.Id).Select(o => o.Action).ToListAsync())).ShouldBe(["barrier.add", "barrier.decide"]);
    }

    private static JsonObject Measured(JsonObject referral, int rung) => Cloud.Event("ladder.measured", new JsonObject
    {
        ["ticket"] = People.Ticket(),
        ["sentAt"] = "2026-03-10T08:30:00Z",
        ["sender"] = new JsonObject { ["organisation"] = "VDAB" },
        ["client"] = Cloud.Client(referral["person"]!["insz"]!.GetValue<string>()),
        ["ladder"] = new JsonObject { ["presence"] = "present", ["measuredOn"] = "2026-03-09", ["variant"] = "six-rung", ["rawRung"] = "4", ["rung"] = rung },
    });
}
