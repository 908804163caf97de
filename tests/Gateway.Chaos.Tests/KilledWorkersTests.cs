using System.Globalization;
using Gateway.Chaos.Tests.Gateways;
using Shouldly;
using Xunit.Abstractions;

namespace Gateway.Chaos.Tests;

/// <summary>
/// The production arrangement under load, every part of it killed again and again. For more rounds, or the same again:
/// <c>GATEWAY_CHAOS_ROUNDS=300 GATEWAY_CHAOS_SEED=4711 dotnet test tests/Gateway.Chaos.Tests --filter KilledWorkersTests</c>.
/// </summary>
[Collection(GatewayProcesses.Name)]
public sealed class KilledWorkersTests(ITestOutputHelper output) : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    [Fact]
    public async Task Workers_broker_and_database_killed_under_load_lose_nothing_and_hand_nothing_over_twice()
    {
        var plan = ChaosPlan.FromEnvironment();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"GATEWAY_CHAOS_SEED={plan.Seed} GATEWAY_CHAOS_ROUNDS={plan.Rounds}"));
        await using var installation = await SeparateInstallation.PrepareAsync(_scratch);
        await installation.StartAsync();
        await using var run = new ChaosRun(installation, plan.Seed, output.WriteLine);

        var judgement = await run.PlayAsync(Round.Draw(new Random(plan.Seed), installation.Parts, plan.Rounds));

        output.WriteLine(judgement.ToString());
        IReadOnlyList<string> faults = [.. judgement.Faults, .. await run.FaultsAsync()];
        faults.ShouldBeEmpty();
        judgement.Delivered.ShouldBeGreaterThan(10 * plan.Rounds, "There was no load.");
    }

    public void Dispose() => _scratch.Dispose();
}
