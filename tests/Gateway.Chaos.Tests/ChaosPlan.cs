using System.Globalization;

namespace Gateway.Chaos.Tests;

/// <summary>What chance decides, from one seed: given again in GATEWAY_CHAOS_SEED, the same moments are drawn.</summary>
internal sealed record ChaosPlan(int Seed, int Kills)
{
    /// <summary>Seed and number of kills from the environment; without, another seed each time and ten kills.</summary>
    public static ChaosPlan FromEnvironment() => new(
        Number("GATEWAY_CHAOS_SEED") ?? Random.Shared.Next(1, 1_000_000),
        Number("GATEWAY_CHAOS_KILLS") ?? 10);

    private static int? Number(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}

/// <summary>Tests that start gateway processes take turns: each wants the whole machine.</summary>
[CollectionDefinition(Name)]
public sealed class GatewayProcesses
{
    public const string Name = "gateway processes";
}
