using System.Globalization;
using Gateway.Chaos.Tests.Gateways;
using Shouldly;
using Xunit.Abstractions;

namespace Gateway.Chaos.Tests;

/// <summary>
/// The production arrangement under load, every part of it killed again and again. For more rounds, or the same again:
/// <c>GATEWAY_CHAOS_ROUNDS=300 GATEWAY_CHAOS_SEED=4711 dotnet test tests/Gateway.Chaos.Tests --filter KilledWorkersTests</c>.
/// GATEWAY_CHAOS_KEEP=1 keeps what every process said.
/// </summary>
public sealed class KilledWorkersTests(ITestOutputHelper output) : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    [Fact]
    public async Task Workers_broker_and_database_killed_under_load_lose_nothing_and_hand_nothing_over_twice()
    {
        var plan = ChaosPlan.FromEnvironment();
        Say(string.Create(CultureInfo.InvariantCulture, $"GATEWAY_CHAOS_SEED={plan.Seed} GATEWAY_CHAOS_ROUNDS={plan.Rounds}"));
        await using var installation = await SeparateInstallation.PrepareAsync(_scratch);
        await installation.StartAsync();
        await using var run = new ChaosRun(installation, plan.Seed, Say);

        var judgement = await run.PlayAsync(Round.Draw(new Random(plan.Seed), installation.Parts, plan.Rounds));

        Say(judgement.ToString());
        IReadOnlyList<string> faults = [.. judgement.Faults, .. await run.FaultsAsync()];
        faults.ShouldBeEmpty();
        judgement.Delivered.ShouldBeGreaterThan(10 * plan.Rounds, "There was no load.");
    }

    public void Dispose() => _scratch.Dispose();

    private void Say(string line)
    {
        output.WriteLine(line);
        _scratch.Note(line);
    }
}
