using System.Diagnostics;

namespace Gateway.Benchmarks;

/// <summary>Runs the plan: warm up, alone, full load, half load, floor.</summary>
internal static class Measurement
{
    /// <param name="plan">Plan.</param>
    /// <param name="postgres">On PostgreSQL instead of the embedded file.</param>
    /// <param name="rabbit">Over RabbitMQ instead of the in-memory transport.</param>
    /// <param name="cancellation">Cancellation.</param>
    public static async Task<Figures> RunAsync(Plan plan, bool postgres, bool rabbit, CancellationToken cancellation)
    {
        await using var grounds = new Grounds();
        var ground = await grounds.StartAsync(postgres, rabbit, cancellation);
        var keys = await GatewayProcess.KeysAsync(ground, InventedReferral.Offices.Append(Traffic.Sender), cancellation);
        await using var gateway = await GatewayProcess.StartAsync(ground, roles: null, cancellation);
        using var traffic = new Traffic(gateway.Address, keys);
        return await traffic.WithOfficesAsync(() => RunAsync(plan, gateway, traffic, ground.Folder, cancellation), cancellation);
    }

    private static async Task<Figures> RunAsync(Plan plan, GatewayProcess gateway, Traffic traffic, string folder, CancellationToken cancellation)
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var next = 0;
        List<Journey> People(int count, Func<int, bool> together)
        {
            var first = next;
            next += count;
            return [.. Enumerable.Range(0, count).Select(i => new Journey(new InventedReferral(first + i, today), together(i)))];
        }

        bool HalfTogether(int i) => i / plan.Batch % 2 == 0;
        await Load.RunAsync(traffic, People(plan.WarmUp, HalfTogether), plan, perSecond: null, cancellation);
        var alone = People(plan.Alone, _ => false);
        foreach (var journey in alone)
        {
            await traffic.PostAsync([journey], cancellation);
            await journey.Through.WaitAsync(cancellation);
        }

        async Task<Loaded> LoadedAsync(int count, double? perSecond)
        {
            var journeys = People(count, HalfTogether);
            var processor = gateway.Processor;
            var began = Stopwatch.GetTimestamp();
            await Load.RunAsync(traffic, journeys, plan, perSecond, cancellation);
            var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            return new Loaded(count / seconds, (gateway.Processor - processor).TotalMilliseconds / count, Latencies.Of(journeys));
        }

        var full = await LoadedAsync(plan.Referrals, perSecond: null);
        var half = await LoadedAsync(plan.Referrals / 2, full.PerSecond / 2);
        var (peak, source) = gateway.PeakMemory();
        var (floor, floorAlone) = await Floor.RunAsync(People(plan.Referrals, HalfTogether), plan, folder, cancellation);
        return new Figures
        {
            Machine = Machines.This,
            Cores = Environment.ProcessorCount,
            Plan = plan,
            Full = full,
            Half = half,
            Alone = Latencies.Of(alone),
            PeakMegabytes = peak,
            PeakSource = source,
            FloorPerSecond = floor,
            FloorAloneP50 = floorAlone,
        };
    }
}
