using System.Globalization;

namespace Gateway.Chaos.Tests;

/// <summary>What chance decides, from one seed: given again in GATEWAY_CHAOS_SEED, the same kills are drawn.</summary>
/// <param name="Seed">Seed.</param>
/// <param name="Kills">Kills of one process (GATEWAY_CHAOS_KILLS).</param>
/// <param name="Rounds">Rounds over many processes and servers (GATEWAY_CHAOS_ROUNDS).</param>
internal sealed record ChaosPlan(int Seed, int Kills, int Rounds)
{
    /// <summary>From the environment; without, another seed each time, ten kills and thirty rounds.</summary>
    public static ChaosPlan FromEnvironment() => new(
        Number("GATEWAY_CHAOS_SEED") ?? Random.Shared.Next(1, 1_000_000),
        Number("GATEWAY_CHAOS_KILLS") ?? 10,
        Number("GATEWAY_CHAOS_ROUNDS") ?? 30);

    private static int? Number(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}

/// <summary>
/// Tests of the embedded arrangement take turns. They run beside the one of the production arrangement: both wait most of
/// their time for processes that start, and neither minds a machine that is busy.
/// </summary>
[CollectionDefinition(Name)]
public sealed class EmbeddedGateway
{
    public const string Name = "embedded gateway";
}
