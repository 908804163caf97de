using System.Globalization;
using Gateway.Benchmarks.Agencies;

namespace Gateway.Benchmarks.Sizing;

/// <summary>The measured parts of the document by which operators size an installation. Each is measured and written by itself.</summary>
internal static class SizingParts
{
    private const int Offices = 200;
    private static readonly IReadOnlyList<int> StoredBefore = [10_000, 100_000, 1_000_000];

    /// <summary>Parts by name, in the order of the document.</summary>
    public static IReadOnlyDictionary<string, Func<Plan, CancellationToken, Task<string>>> All { get; } = new Dictionary<string, Func<Plan, CancellationToken, Task<string>>>(StringComparer.Ordinal)
    {
        ["processes"] = ProcessesAsync,
        ["roles"] = RolesAsync,
        ["stored"] = StoredAsync,
        ["deliveries"] = DeliveriesAsync,
    };

    /// <summary>What was measured by number of workers, what a referral leaves behind, and what follows for a city, a region and a country.</summary>
    private static async Task<string> ProcessesAsync(Plan plan, CancellationToken cancellation)
    {
        await using var grounds = await Grounds.StartAsync(postgres: true, rabbit: true, cancellation);
        var prepared = await Prepared.MakeAsync(grounds, GatewayBuild.This, "prepared", cancellation);
        List<(string Name, SizingRun Run)> runs = [];
        foreach (var workers in (int[])[0, 1, 2])
            runs.Add((workers == 0 ? "all roles in one process" : $"api and {workers} worker{(workers == 1 ? "" : "s")}", await SizingRun.RunAsync(grounds, prepared, $"workers{workers}", RunningGateway.RolesOf(workers), plan, cancellation)));
        var counted = await GatewayRun.RunAsync(grounds, prepared, "counted", workers: 0, plan, whole: true, cancellation);
        var (apart, per) = (runs[1].Run, counted.WholeJourney!.PerReferral!);
        return $"""
            {OnWhat(plan)}

            {SizingFile.Table(
                ["processes", "referrals/s", "gateway, ms of a core per referral", "database and broker, ms", "callers, ms", "memory of all, MB", "database connections", "broker messages per referral", "half load: step one, ms (p50)", "p99"],
                runs.Select(r => Row(r.Name, r.Run.Full.PerSecond.ToString("0", CultureInfo.InvariantCulture), r.Run)))}
            {SizingFile.Table(
                ["a referral, whole journey, leaves or causes", ""],
                [
                    ["rows inserted", N(per.Inserted, "0.0")], ["rows updated", N(per.Updated, "0.0")], ["rows deleted", N(per.Deleted, "0.0")],
                    ["transactions", N(per.Transactions, "0.00")], ["statements", N(per.Statements ?? double.NaN, "0.00")],
                    ["database growth, indexes included, kB", N(apart.Kilobytes, "0.0")], ["database growth per 1,000 referrals, MB", N(apart.Kilobytes * 1000 / 1024, "0.0")],
                    ["write-ahead log, kB", N(apart.LogKilobytes, "0.0")],
                ])}
            {Worked.Table(apart)}
            """;

        static IReadOnlyList<string> Row(string name, string rate, SizingRun run) =>
        [
            name, rate, N(run.Full.ProcessorMilliseconds, "0.0"), N(run.Full.Beside.ServersMilliseconds ?? double.NaN, "0.0"), N(run.Full.Beside.LoadMilliseconds, "0.0"),
            N(run.Processes.Sum(p => p.Megabytes), "0"), N(run.Connections, "0"), N(run.Messages, "0.00"), N(run.Half.Latencies.StepOne.P50, "0"), N(run.Half.Latencies.StepOne.P99, "0"),
        ];
    }

    /// <summary>Processor time and memory of each role, every role in a process of its own.</summary>
    private static async Task<string> RolesAsync(Plan plan, CancellationToken cancellation)
    {
        await using var grounds = await Grounds.StartAsync(postgres: true, rabbit: true, cancellation);
        var prepared = await Prepared.MakeAsync(grounds, GatewayBuild.This, "prepared", cancellation);
        var run = await SizingRun.RunAsync(grounds, prepared, "roles", ["api", "edge", "translation", "referral", "delivery", "outcome", "clocks"], plan, cancellation);
        return $"""
            {OnWhat(plan)} {N(run.Full.PerSecond, "0")} referrals/s, {run.Connections} database connections, {N(run.Messages, "0.00")} broker messages per referral.

            {SizingFile.Table(["role", "ms of a core per referral", "peak memory, MB"], run.Processes.Select(p => (IReadOnlyList<string>)[p.Roles!, N(p.Milliseconds, "0.00"), N(p.Megabytes, "0")]))}
            """;
    }

    /// <summary>The same with more and more stored.</summary>
    private static async Task<string> StoredAsync(Plan plan, CancellationToken cancellation)
    {
        await using var grounds = await Grounds.StartAsync(postgres: true, rabbit: true, cancellation);
        List<IReadOnlyList<string>> rows = [];
        foreach (var stored in StoredBefore)
        {
            var prepared = await (await Prepared.MakeAsync(grounds, GatewayBuild.This, $"stored{stored}", cancellation)).FilledAsync(grounds, stored, cancellation);
            var run = await SizingRun.RunAsync(grounds, prepared, $"run{stored}", RunningGateway.RolesOf(0), plan, cancellation);
            rows.Add([
                N(stored, "#,0"), N(run.Megabytes, "#,0"), N(run.Full.PerSecond, "0"), N(run.Full.ProcessorMilliseconds, "0.0"), N(run.Full.Beside.ServersMilliseconds ?? double.NaN, "0.0"),
                N(run.Processes.Sum(p => p.Megabytes), "0"), N(run.Half.Latencies.StepOne.P50, "0"), N(run.Half.Latencies.StepOne.P99, "0"),
            ]);
        }

        return $"""
            {OnWhat(plan)} All roles in one process.

            {SizingFile.Table(["referrals stored", "database, MB", "referrals/s", "gateway, ms of a core per referral", "database and broker, ms", "memory, MB", "half load: step one, ms (p50)", "p99"], rows)}
            """;
    }

    /// <summary>Deliveries to many offices.</summary>
    private static async Task<string> DeliveriesAsync(Plan plan, CancellationToken cancellation)
    {
        var speed = await DeliveryMeasurement.MeasureAsync(Offices, plan, times: 1, only: true, cancellation);
        return $"""
            {OnWhat(plan)} {Offices} offices, nine of ten by webhook; {N(speed.Deliveries, "#,0")} deliveries wait. All roles in one process.

            {SizingFile.Table(
                ["webhooks", "deliveries/s to healthy offices", "gateway, ms of a core per delivery", "database and broker, ms", "offices, ms"],
                [Row("all well", speed.Well[0]), Row("one never answers, one answers late", speed.Sick[0])])}
            """;

        static IReadOnlyList<string> Row(string name, Drain drain) =>
            [name, N(drain.PerSecond, "0"), N(drain.GatewayMilliseconds, "0.00"), N(drain.ServersMilliseconds ?? double.NaN, "0.00"), N(drain.LoadMilliseconds, "0.00")];
    }

    private static string OnWhat(Plan plan) => string.Create(
        CultureInfo.InvariantCulture,
        $"Measured on {TimeProvider.System.GetUtcNow():yyyy-MM-dd}: {Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9:0} GB of memory, shared by gateway, PostgreSQL, RabbitMQ and the programs that call; {System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}; {plan.Referrals:#,0} referrals, half in arrays of {plan.Batch}, half singly.");

    private static string N(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
