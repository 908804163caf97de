using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Gateway.Benchmarks;

/// <summary>Runs the plan: warm up, alone, full load, half load, floor.</summary>
internal static class Measurement
{
    public static async Task<Figures> RunAsync(Plan plan, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("gateway-benchmark-").FullName;
        try
        {
            var keys = await GatewayProcess.KeysAsync(folder, InventedReferral.Offices.Append(Traffic.Sender), cancellation);
            await using var gateway = await GatewayProcess.StartAsync(folder, cancellation);
            using var traffic = new Traffic(gateway.Address, keys);
            using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var readers = InventedReferral.Offices.Select(o => traffic.OfficeAsync(o, over.Token)).Append(traffic.SenderAsync(over.Token)).ToList();
            var work = RunAsync(plan, gateway, traffic, folder, cancellation);
            // A reader ends only by failing.
            await await Task.WhenAny(readers.Append(work));
            var figures = await work;
            await over.CancelAsync();
            await Task.WhenAll(readers);
            return figures;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
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
            Machine = $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {RuntimeInformation.FrameworkDescription}",
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
