using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Chaos.Tests.Gateways;
using Gateway.Chaos.Tests.Verdict;
using Shouldly;
using Xunit.Abstractions;

namespace Gateway.Chaos.Tests;

[Collection(EmbeddedGateway.Name)]
public sealed class KilledDemoTests(ITestOutputHelper output) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);
    private static readonly DateTimeOffset YearBegins = new(2026, 1, 5, 7, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset YearEnds = new(2026, 12, 31, 16, 0, 0, TimeSpan.Zero);

    private readonly ScratchFolder _scratch = new();

    [Fact]
    public async Task A_demo_killed_at_random_moments_and_continued_ends_with_the_counts_of_one_that_ran_through()
    {
        var plan = ChaosPlan.FromEnvironment();
        output.WriteLine($"GATEWAY_CHAOS_SEED={plan.Seed} GATEWAY_CHAOS_KILLS={plan.Kills}");

        var through = CountsOf(await HostProcess.RunAsync(Patience, Demo("through")));
        await KillAgainAndAgainAsync(plan);
        var killed = CountsOf(await HostProcess.RunAsync(Patience, [.. Demo("killed"), "--continue"]));

        // Which kinds of audit entries differ says at once where to look; the counts tell their sum alone.
        var (kinds, others) = (AuditKindsOf("killed"), AuditKindsOf("through"));
        Differences.Between(killed, through).ShouldBeEmpty(string.Join(", ", kinds.Keys.Union(others.Keys, StringComparer.Ordinal)
            .Where(k => kinds.GetValueOrDefault(k) != others.GetValueOrDefault(k)).Select(k => $"{k}: {kinds.GetValueOrDefault(k)} and {others.GetValueOrDefault(k)}")));
        await ShouldHoldTogetherAsync("killed", killed);
        await ShouldHoldTogetherAsync("through", through);
        output.WriteLine(killed.ToJsonString());
    }

    public void Dispose() => _scratch.Dispose();

    private IReadOnlyDictionary<string, long> AuditKindsOf(string run) => Store.Embedded(Path.Combine(_scratch.Path, run, "demo", "gateway.db")).AuditKinds();

    private async Task KillAgainAndAgainAsync(ChaosPlan plan)
    {
        var chance = new Random(plan.Seed);
        var store = Store.Embedded(Path.Combine(_scratch.Path, "killed", "demo", "gateway.db"));
        var dates = Enumerable.Range(0, plan.Kills).Select(_ => YearBegins + ((YearEnds - YearBegins) * chance.NextDouble())).Order().ToList();
        for (var kill = 0; kill < plan.Kills; kill++)
        {
            // Every third time while it starts or resumes; otherwise a moment after a date has come.
            var starting = chance.Next(3) == 0;
            var delay = TimeSpan.FromMilliseconds(chance.Next(starting ? 3_000 : 200));
            var before = store.Clock();
            var began = Stopwatch.GetTimestamp();
            using var process = HostProcess.Start(kill == 0 ? Demo("killed") : [.. Demo("killed"), "--continue"]);
            TimeSpan? wentOn = null;
            while (!starting && !process.HasExited && !(store.Clock() >= dates[kill]))
            {
                if (wentOn is null && store.Clock() > (before ?? YearBegins))
                    wentOn = Stopwatch.GetElapsedTime(began);
                Stopwatch.GetElapsedTime(began).ShouldBeLessThan(Patience, "It hangs.");
                await Task.Delay(Look, TimeProvider.System, CancellationToken.None);
            }

            await Task.Delay(delay, TimeProvider.System, CancellationToken.None);
            var finished = process.HasExited;
            var ended = await process.KillAsync();
            if (finished)
                ended.Code.ShouldBe(0, $"It ended by itself: {ended.Errors}");
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"kill {kill + 1}: {(starting ? "while starting" : "in the year")}, after {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s, clock {store.Clock():yyyy-MM-dd HH:mm}{(finished ? ", had finished" : "")}{(wentOn is { } after ? $", went on after {after.TotalSeconds:0.0} s" : "")}"));
        }
    }

    /// <summary>No loss and no duplicate, in the store and in what offices without a system collect.</summary>
    private async Task ShouldHoldTogetherAsync(string run, JsonObject counts)
    {
        var data = Path.Combine(_scratch.Path, run, "demo");
        var store = Store.Embedded(Path.Combine(data, "gateway.db"));
        store.Wrongs().ShouldBeEmpty();
        store.Number("select count(*) from Delivery where State = 1").ShouldBe(0, "Every office confirmed what it has.");
        ((long)counts["disclosures"]!).ShouldBe(store.Number("select count(*) from Delivery where State in (1, 2)"));
        ((long)counts["auditEntries"]!["unsealed"]!).ShouldBe(0);
        foreach (var outbox in Outbox.AllOf(data))
        {
            outbox.Events().ShouldBe(store.LeftForOutbox(outbox.Agency), ignoreOrder: true);
            outbox.Unfinished().ShouldBeEmpty();
            var handovers = outbox.Handovers();
            handovers.ShouldNotBeEmpty();
            foreach (var ticket in handovers.GroupBy(h => h.Ticket, StringComparer.Ordinal))
                string.Join(", then ", ticket.Select(h => h.Step)).ShouldBeOneOf("1", "1, then 2");
        }

        var verified = await HostProcess.RunAsync(Patience, "audit", "verify", "--json", "--Gateway:Data=" + data);
        verified.Code.ShouldBe(0, verified.Output + verified.Errors);
    }

    private string[] Demo(string run) => ["demo", "--once", "--json", "--Gateway:Data=" + _scratch.Sub(run)];

    private static JsonObject CountsOf(Ended ended)
    {
        ended.Code.ShouldBe(0, ended.Errors);
        var counts = JsonNode.Parse(ended.Output)!.AsObject();
        // The only figure that is not the year's: how long the machine took.
        counts.Remove("seconds").ShouldBeTrue();
        return counts;
    }
}
