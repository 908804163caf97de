using System.Globalization;
using Gateway.Benchmarks.Finding;

namespace Gateway.Benchmarks;

/// <summary>A build with its schema, its agencies' keys and what is stored before anything is measured. Each run begins on a copy of it.</summary>
/// <param name="Build">Build.</param>
/// <param name="Ground">What it stands on; nothing runs there.</param>
/// <param name="Keys">API key of each agency.</param>
/// <param name="Cursors">How far each agency has read its feed.</param>
/// <param name="Stored">Referrals stored.</param>
internal sealed record Prepared(
    GatewayBuild Build, Ground Ground, IReadOnlyDictionary<string, string> Keys, IReadOnlyDictionary<string, string> Cursors, int Stored)
{
    private static readonly Dictionary<string, string> FromTheBeginning = new(StringComparer.Ordinal);

    /// <summary>Prepares a build with its own command line.</summary>
    public static async Task<Prepared> MakeAsync(Grounds grounds, GatewayBuild build, string name, CancellationToken cancellation)
    {
        Progress.Said($"Preparing {build.Name}: schema and keys.");
        var ground = await grounds.NewAsync(name, cancellation);
        await GatewayProcess.VerbAsync(build, ground, ["migrate"], cancellation);
        var keys = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var agency in Traffic.Agencies)
            keys.Add(agency, await GatewayProcess.VerbAsync(build, ground, ["agency", "key", "create", agency], cancellation));
        return new Prepared(build, ground, keys, FromTheBeginning, 0);
    }

    /// <summary>The same with a year of referrals written into the tables of this build.</summary>
    public async Task<Prepared> FilledAsync(Grounds grounds, int referrals, CancellationToken cancellation)
    {
        if (referrals == 0)
            return this;
        Progress.Said($"Filling {Build.Name} with {referrals} referrals.");
        Dictionary<string, string> cursors;
        await using (var store = await FilledStore.FillAsync(Ground, referrals, _ => { }, cancellation))
            cursors = store.Year.Positions.ToDictionary(p => p.Key, p => p.Value.ToString(CultureInfo.InvariantCulture), StringComparer.Ordinal);
        var filled = this with { Cursors = cursors, Stored = referrals };
        await filled.RestAsync(grounds, _ => Task.CompletedTask, cancellation);
        return filled;
    }

    /// <summary>The same with referrals that went through the gateway: works for any build, and takes as long as the gateway does.</summary>
    public async Task<Prepared> SentAsync(Grounds grounds, int referrals, Plan plan, CancellationToken cancellation)
    {
        if (referrals == 0)
            return this;
        Progress.Said($"Sending {Build.Name} {referrals} referrals to store.");
        var cursors = await RestAsync(
            grounds, running => Load.RunAsync(running.Traffic, new People(0, plan.Batch).Together(referrals), plan, perSecond: null, cancellation), cancellation);
        return this with { Cursors = cursors, Stored = referrals };
    }

    // Lets the gateway do what is left to do, so that it is not measured: the audit trail is sealed afterwards.
    private async Task<Dictionary<string, string>> RestAsync(Grounds grounds, Func<RunningGateway, Task> before, CancellationToken cancellation)
    {
        await using var running = await RunningGateway.StartAsync(this, Ground, workers: 0, cancellation);
        return await running.Traffic.WithOfficesAsync(
            async () =>
            {
                await before(running);
                if (grounds.StatisticsOf(Ground) is { } statistics)
                    await statistics.QuietAsync(cancellation);
                return new Dictionary<string, string>(running.Traffic.Cursors, StringComparer.Ordinal);
            },
            cancellation);
    }
}
