using System.Text.Json.Nodes;
using Gateway.Core.Ladder;
using Gateway.Core.Operating;
using Gateway.Core.Work;
using Gateway.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Operating;

/// <summary>Measurements on the participation ladder and counts of sites, from the door to the figures.</summary>
public sealed class LadderTests
{
    [Fact]
    public async Task A_measurement_is_held_against_its_variant_counted_and_due_again_after_a_year()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var leuven = await gateway.OfficeAsync("ocmw-leuven");
        var (ana, ben) = (People.Insz(), People.Insz());

        var refused = await leuven.SettledAsync(Cloud.Profile, Measured(ana, "five-step", "4", 2));
        refused["records"]![0]!["reason"]!["code"]!.GetValue<string>().ShouldBe(LadderRules.NotOfVariant);
        (await leuven.SettledAsync(Cloud.Profile, Measured(ana, "five-step", "4", 5)))["records"]![0]!["reason"]!["code"]!.GetValue<string>()
            .ShouldBe(LadderRules.VariantNotAgreed, "the directory says six rungs");
        await leuven.SettledAsync(Cloud.Profile, Measured(ana, "six-rung", "2", 2, "2026-01-15"));
        await leuven.SettledAsync(Cloud.Profile, Measured(ana, "six-rung", "2", 3, "2026-03-02", because: "CLIENT_SEES_IT_SO"));
        await leuven.SettledAsync(Cloud.Profile, Measured(ben, "six-rung", "4", 4));
        var figures = gateway.Services.GetRequiredService<ILadderFigures>();
        await gateway.UntilAsync(async () => (await figures.ReadAsync(new LadderQuestion(2026) { Organisation = "ocmw-leuven" }, CancellationToken.None)) is { Up: 1, First: 1 });
        (await figures.ReadAsync(new LadderQuestion(2026) { Municipality = "24062", Subgroup = "B", Instrument = "JOB_COACH" }, CancellationToken.None)).Up.ShouldBe(1, "the office serves one municipality");
        (await gateway.ReadAsync(s => s.Records.CountAsync(r => r.Ladder == LadderState.ToCount))).ShouldBe(0);

        (await gateway.ReadAsync(s => s.Deadlines.CountAsync(d => d.Kind == DeadlineKinds.Remeasure && d.State == DeadlineState.Running))).ShouldBe(2);
        gateway.Time.SetUtcNow(new DateTimeOffset(2027, 3, 3, 9, 0, 0, TimeSpan.Zero));
        await gateway.UntilAsync(async () => await gateway.ReadAsync(s => s.Tasks.CountAsync(t => t.Kind == TaskKinds.Remeasure && t.Agency == "ocmw-leuven")) == 2);
        await leuven.SettledAsync(Cloud.Profile, Measured(ana, "six-rung", "4", 4, "2027-03-02"));
        await gateway.UntilAsync(() => gateway.ReadAsync(s => s.Tasks.AnyAsync(t => t.Kind == TaskKinds.Remeasure && t.ClosedBy == "measured")));
        (await figures.ReadAsync(new LadderQuestion(2027), CancellationToken.None)).NotMeasured[3].ShouldBe(1, "Ben stands where he stood");
    }

    [Fact]
    public async Task A_person_whose_measurements_are_counted_in_two_batches_went_up_once()
    {
        var held = new HeldCounting();
        await using var gateway = await RunningGateway.StartAsync(further: s => s.AddSingleton<ILadderCounting>(held.Around(s.Last(d => d.ServiceType == typeof(ILadderCounting)).ImplementationType!)));
        var leuven = await gateway.OfficeAsync("ocmw-leuven");
        var ana = People.Insz();
        await leuven.SettledAsync(Cloud.Profile, Measured(ana, "six-rung", "2", 2, "2026-01-15"));
        await leuven.SettledAsync(Cloud.Profile, new JsonArray([.. Enumerable.Range(1, ILadderCounting.Together - 1).Select(_ => Measured(People.Insz(), "six-rung", "4", 4))]));
        await leuven.SettledAsync(Cloud.Profile, Measured(ana, "six-rung", "3", 3, "2026-03-02"));

        held.IsHeld = false;

        await gateway.UntilAsync(async () => await gateway.ReadAsync(s => s.Records.AllAsync(r => r.Ladder != LadderState.ToCount)));
        var figures = await gateway.Services.GetRequiredService<ILadderFigures>().ReadAsync(new LadderQuestion(2026), CancellationToken.None);
        (figures.Up, figures.First).ShouldBe((1, ILadderCounting.Together - 1));
    }

    [Fact]
    public async Task Counts_that_contradict_each_other_are_set_aside_and_barriers_log_themselves()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var leuven = await gateway.OfficeAsync("ocmw-leuven");

        var refused = await leuven.SettledAsync(Cloud.Profile, Counts(identified: 10, eligible: 12, ("identified", "procedures", 0)));
        refused["records"]![0]!["reason"]!["code"]!.GetValue<string>().ShouldBe("counts-contradict");
        refused["records"]![0]!["reason"]!["text"]!.GetValue<string>().ShouldContain("identified");
        (await gateway.ReadAsync(s => s.PilotCounts.CountAsync())).ShouldBe(0);

        await leuven.SettledAsync(Cloud.Profile, Counts(identified: 40, eligible: 25, ("identified", "procedures", 8), ("identified", "privacy", 7)));
        var logged = await BarriersAsync(gateway);
        logged.Select(b => (b.Title, b.Stopped, b.Level, b.Owner)).ShouldBe([("PRIVACY", 7, "law", "vdab"), ("PROCEDURES", 8, "site", "ocmw-leuven")]);

        // Newer counts of the month take the place of those before.
        await leuven.SettledAsync(Cloud.Profile, Counts(identified: 40, eligible: 30, ("identified", "procedures", 9)));
        (await BarriersAsync(gateway)).Select(b => (b.Title, b.Stopped)).ShouldBe([("PRIVACY", 0), ("PROCEDURES", 9)]);
    }

    [Fact]
    public async Task Pages_and_exports_show_the_same_and_no_small_number()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var leuven = await gateway.OfficeAsync("ocmw-leuven");
        foreach (var person in Enumerable.Range(0, 6).Select(_ => People.Insz()))
        {
            await leuven.SubmitAsync(Cloud.Profile, Measured(person, "six-rung", "2", 2, "2026-01-15"));
            await leuven.SubmitAsync(Cloud.Profile, Measured(person, "six-rung", "3", 3));
        }

        await leuven.SubmitAsync(Cloud.Profile, Measured(People.Insz(), "six-rung", "3", 3));
        var figures = gateway.Services.GetRequiredService<ILadderFigures>();
        await gateway.UntilAsync(async () => (await figures.ReadAsync(new LadderQuestion(2026), CancellationToken.None)) is { Up: 6, First: 1 });
        using var rita = await Visitor.SignedInAsync(gateway, "rita", UserRoles.Viewer);

        var page = await rita.GetAsync("/dashboard/ladder?year=2026&organisation=ocmw-leuven");
        page.Html.ShouldContain("OCMW Leuven");
        var csv = (await rita.GetAsync("/dashboard/ladder/csv?year=2026&organisation=ocmw-leuven")).Html;
        csv.ShouldContain("2026,ocmw-leuven,,,,measured-once,,,,small,\r\n");
        csv.Split("\r\n").Skip(1).Select(l => l.Split(',')).Where(l => l.Length > 8 && l[8].Length > 0).ShouldAllBe(l => int.Parse(l[8], null) >= SmallNumbers.Threshold);
        JsonNode.Parse((await rita.GetAsync("/dashboard/ladder/json?year=2026")).Html)!["totals"]!["measuredOnce"]!["hidden"]!.GetValue<string>().ShouldBe("small");
        (await rita.GetAsync("/dashboard/ladder?year=9999&municipality=nowhere")).Status.ShouldBe(System.Net.HttpStatusCode.OK);
        (await rita.GetAsync("/dashboard/outcomes?year=x")).Status.ShouldBe(System.Net.HttpStatusCode.OK);
        (await rita.GetAsync("/dashboard/outcomes/csv")).Html.ShouldContain("activity");
        JsonNode.Parse((await rita.GetAsync("/dashboard/outcomes/json")).Html)!["lines"]!.AsArray().Count.ShouldBeGreaterThan(40);
    }

    private static Task<List<Gateway.Persistence.Model.BarrierRow>> BarriersAsync(RunningGateway gateway) => gateway.ReadAsync(s => s.Barriers.AsNoTracking().OrderBy(b => b.Title).ToListAsync());

    private static JsonObject Measured(string insz, string variant, string raw, int rung, string on = "2026-03-02", string? because = null)
    {
        var ladder = new JsonObject { ["presence"] = "present", ["measuredOn"] = on, ["variant"] = variant, ["rawRung"] = raw, ["rung"] = rung, ["subgroup"] = "B", ["instrumentsInUse"] = new JsonArray("JOB_COACH") };
        if (because is not null)
            ladder["overrideReason"] = because;
        return Cloud.Event("ladder.measured", new JsonObject
        {
            ["ticket"] = People.Ticket(), ["sentAt"] = "2026-03-10T08:30:00Z", ["sender"] = new JsonObject { ["organisation"] = "OCMW Leuven" }, ["client"] = Cloud.Client(insz), ["ladder"] = ladder,
        });
    }

    private static JsonObject Counts(int identified, int eligible, params (string Stage, string Reason, int Count)[] lost) => Cloud.Event("pilot.counts", new JsonObject
    {
        ["ticket"] = People.Ticket(), ["sentAt"] = "2026-03-10T08:30:00Z", ["sender"] = new JsonObject { ["organisation"] = "OCMW Leuven" },
        ["collaboration"] = "leuven", ["period"] = "2026-02", ["identified"] = identified, ["eligible"] = eligible, ["offered"] = eligible,
        ["lost"] = new JsonArray([.. lost.Select(l => (JsonNode)new JsonObject { ["stage"] = l.Stage, ["reason"] = l.Reason, ["count"] = l.Count })]),
    });

    /// <summary>Counting that waits until it may go on, so that what is counted in which batch is known.</summary>
    private sealed class HeldCounting : ILadderCounting
    {
        private ILadderCounting? _counting;

        public volatile bool IsHeld = true;

        public Func<IServiceProvider, HeldCounting> Around(Type counting) => services =>
        {
            _counting = (ILadderCounting)ActivatorUtilities.CreateInstance(services, counting);
            return this;
        };

        public Task<int> CountAsync(Lease lease, CancellationToken cancellation) => IsHeld ? Task.FromResult(0) : _counting!.CountAsync(lease, cancellation);
    }
}
