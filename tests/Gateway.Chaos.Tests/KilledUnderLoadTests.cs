using System.Globalization;
using Gateway.Chaos.Tests.Gateways;
using Shouldly;
using Xunit.Abstractions;

namespace Gateway.Chaos.Tests;

[Collection(EmbeddedGateway.Name)]
public sealed class KilledUnderLoadTests(ITestOutputHelper output) : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    [Fact]
    public async Task A_gateway_killed_under_load_hands_over_every_accepted_record_once_and_in_order()
    {
        var plan = ChaosPlan.FromEnvironment();
        Say(string.Create(CultureInfo.InvariantCulture, $"GATEWAY_CHAOS_SEED={plan.Seed} GATEWAY_CHAOS_KILLS={plan.Kills}"));
        await using var installation = new EmbeddedInstallation(_scratch);
        await installation.StartAsync();
        await using var run = new ChaosRun(installation, plan.Seed, Say);

        // Nothing is accepted while the only process starts: every round waits for it.
        var judgement = await run.PlayAsync([.. Round.Draw(new Random(plan.Seed), installation.Parts, plan.Kills).Select(r => r with { UntilReady = true })]);

        Say(judgement.ToString());
        IReadOnlyList<string> faults = [.. judgement.Faults, .. await run.FaultsAsync()];
        faults.ShouldBeEmpty();
        judgement.Delivered.ShouldBeGreaterThan(50, "There was no load.");
    }

    public void Dispose() => _scratch.Dispose();

    private void Say(string line)
    {
        output.WriteLine(line);
        _scratch.Note(line);
    }
}
