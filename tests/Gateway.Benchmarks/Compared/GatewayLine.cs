using System.Diagnostics;
using Gateway.Servers;

namespace Gateway.Benchmarks.Compared;

/// <summary>What a gateway did under full load.</summary>
/// <param name="Processes">Which processes it was made of.</param>
/// <param name="PerSecond">Referrals through per second, from the first posting to the last reading.</param>
/// <param name="ProcessorMilliseconds">Processor time of all its processes per referral.</param>
/// <param name="PeakMegabytes">Peak memory of the largest process.</param>
/// <param name="AllMegabytes">Peak memory of all of them.</param>
/// <param name="Latencies">Latencies.</param>
internal sealed record GatewayFigures(
    string Processes, double PerSecond, double ProcessorMilliseconds, double PeakMegabytes, double AllMegabytes, Latencies Latencies);

/// <summary>A gateway over servers: everything in one process, or one for HTTP and some for all the stages.</summary>
internal static class GatewayLine
{
    private const string Stages = "translation,referral,delivery,outcome,clocks";

    /// <summary>Measures a gateway on a database of its own.</summary>
    /// <param name="workers">Processes for the stages behind one for HTTP; 0: everything in one process.</param>
    /// <param name="rabbit">Broker.</param>
    /// <param name="postgres">Database server.</param>
    /// <param name="people">Who is referred, the warm-up's first.</param>
    /// <param name="plan">Plan.</param>
    /// <param name="cancellation">Cancellation.</param>
    public static async Task<GatewayFigures> RunAsync(
        int workers, Uri rabbit, PrivatePostgres postgres, IReadOnlyList<InventedReferral> people, Plan plan, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("gateway-benchmark-");
        var ground = new Ground(folder.FullName, await postgres.CreateDatabaseAsync($"gateway{workers}", cancellation), rabbit);
        List<GatewayProcess> processes = [];
        try
        {
            var keys = await GatewayProcess.KeysAsync(ground, InventedReferral.Offices.Append(Traffic.Sender), cancellation);
            processes.Add(await GatewayProcess.StartAsync(ground, workers == 0 ? null : "api", cancellation));
            for (var worker = 0; worker < workers; worker++)
                processes.Add(await GatewayProcess.StartAsync(ground, Stages, cancellation));
            using var traffic = new Traffic(processes[0].Address, keys);
            return await traffic.WithOfficesAsync(() => MeasureAsync(workers, traffic, processes, people, plan, cancellation), cancellation);
        }
        finally
        {
            foreach (var process in processes)
                await process.DisposeAsync();
            folder.Delete(recursive: true);
        }
    }

    private static async Task<GatewayFigures> MeasureAsync(
        int workers, Traffic traffic, List<GatewayProcess> processes, IReadOnlyList<InventedReferral> people, Plan plan, CancellationToken cancellation)
    {
        Journey JourneyOf(InventedReferral person, int i) => new(person, together: i / plan.Batch % 2 == 0);
        await Load.RunAsync(traffic, [.. people.Take(plan.WarmUp).Select(JourneyOf)], plan, perSecond: null, cancellation);
        List<Journey> journeys = [.. people.Skip(plan.WarmUp).Select(JourneyOf)];
        double Processor() => processes.Sum(p => p.Processor.TotalMilliseconds);
        var processor = Processor();
        var began = Stopwatch.GetTimestamp();
        await Load.RunAsync(traffic, journeys, plan, perSecond: null, cancellation);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var memory = processes.ConvertAll(p => p.PeakMemory().Megabytes);
        return new GatewayFigures(
            workers == 0 ? "all roles in one process" : $"api and {workers} worker{(workers == 1 ? "" : "s")}",
            journeys.Count / seconds, (Processor() - processor) / journeys.Count, memory.Max(), memory.Sum(), Latencies.Of(journeys));
    }
}
