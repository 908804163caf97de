using System.Globalization;
using System.Text.Json;
using Gateway.Servers;

namespace Gateway.Benchmarks.Compared;

/// <summary>All figures of a comparison over RabbitMQ and PostgreSQL, measured one after the other in one run.</summary>
/// <param name="Machine">Machine.</param>
/// <param name="Cores">Cores, shared by everything: servers, gateway, and the programs that post and read.</param>
/// <param name="Plan">Plan.</param>
/// <param name="Floor">Records per second of the raw client through as many hops as the gateway has; null, like those that follow: not measured.</param>
/// <param name="OneHop">The same through one hop.</param>
/// <param name="Plain">Records per second of the plain way.</param>
/// <param name="Gateways">The gateway: in one process, then with workers.</param>
internal sealed record Comparison(
    string Machine, int Cores, Plan Plan, double? Floor, double? OneHop, double? Plain, IReadOnlyList<GatewayFigures> Gateways)
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private static readonly int[] Workers = [0, 1, 2, 4];

    /// <summary>The gateway's rate over the floor's; the aim is 0.3.</summary>
    public double? ToFloor => Gateways[0].PerSecond / Floor;

    /// <summary>The gateway's rate over the plain way's; the aim is 5.</summary>
    public double? ToPlain => Gateways[0].PerSecond / Plain;

    /// <summary>Measures.</summary>
    /// <param name="plan">Plan.</param>
    /// <param name="only">Only the gateway in one process.</param>
    /// <param name="cancellation">Cancellation.</param>
    public static async Task<Comparison> RunAsync(Plan plan, bool only, CancellationToken cancellation)
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        InventedReferral[] people = [.. Enumerable.Range(0, plan.WarmUp + plan.Referrals).Select(i => new InventedReferral(i, today))];
        var folder = Directory.CreateTempSubdirectory("gateway-benchmark-servers-");
        try
        {
            await using var postgres = await PrivatePostgres.StartAsync(Path.Combine(folder.FullName, "postgres"), cancellation);
            await using var rabbit = await PrivateRabbit.StartAsync(Path.Combine(folder.FullName, "rabbit"), cancellation);
            async Task<double?> BesideAsync(string what, Func<Task<double>> measure)
            {
                if (only)
                    return null;
                Said(what);
                return await measure();
            }

            var records = new Records(people, plan.WarmUp);
            var floor = await BesideAsync("floor", async () =>
                await BrokerFloor.RunAsync(rabbit.Uri, await postgres.CreateDatabaseAsync("floor", cancellation), records, Records.Hops, cancellation));
            var oneHop = await BesideAsync("one hop", async () =>
                await BrokerFloor.RunAsync(rabbit.Uri, await postgres.CreateDatabaseAsync("onehop", cancellation), records, 1, cancellation));
            var plain = await BesideAsync("plain way", async () =>
                await PlainWay.RunAsync(rabbit.Uri, await postgres.CreateDatabaseAsync("plain", cancellation), records, cancellation));
            List<GatewayFigures> gateways = [];
            foreach (var workers in only ? Workers[..1] : Workers)
            {
                Said(workers == 0 ? "gateway" : string.Create(CultureInfo.InvariantCulture, $"gateway, {workers} workers"));
                gateways.Add(await GatewayLine.RunAsync(workers, rabbit.Uri, postgres, people, plan, cancellation));
            }

            return new Comparison(Machines.This, Environment.ProcessorCount, plan, floor, oneHop, plain, gateways);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public void Json(TextWriter to) => to.WriteLine(JsonSerializer.Serialize(this, Readable));

    public void Table(TextWriter to)
    {
        void Line(FormattableString text) => to.WriteLine(text.ToString(CultureInfo.InvariantCulture));
        var whole = Gateways[0];
        Line($"{Machine}; {Cores} cores, shared by servers, gateway and the programs that post and read");
        Line($"RabbitMQ (quorum queues, confirms) and PostgreSQL (synchronous commits); {Plan.Referrals} referrals after {Plan.WarmUp} to warm up, half in arrays of {Plan.Batch}, half singly; at most {Plan.OnTheWay} on the way");
        Line($"");
        Line($"  {"referrals per second",-64}{"rate",10}{"ratio",8}{"aim",8}");
        Line($"  {"gateway: HTTP, rules, keys, proof; step one, reply, step two, status",-64}{whole.PerSecond,10:0}");
        Line($"  {$"floor: raw client, {Records.Hops} hops, a batched insert a hop",-64}{Floor,10:0}{ToFloor,8:0.000}{"0.3",8}");
        Line($"  {"floor of one hop",-64}{OneHop,10:0}{whole.PerSecond / OneHop,8:0.000}");
        Line($"  {$"plain way: a message and a SaveChanges a record, {Records.Hops} stages",-64}{Plain,10:0}{ToPlain,8:0.0}{"5",8}");
        Line($"  {"peak memory of the gateway in one process, MB",-64}{whole.PeakMegabytes,10:0}{"",8}{"600",8}");
        Line($"");
        Line($"  {"gateway",-28}{"rate",8}{"cpu ms",9}{"MB max",8}{"MB all",8}{"accepted p50",14}{"p99",8}{"step one p50",14}{"p99",8}{"step two p50",14}{"p99",8}");
        foreach (var gateway in Gateways)
        {
            var (accepted, one, two) = gateway.Latencies;
            Line($"  {gateway.Processes,-28}{gateway.PerSecond,8:0}{gateway.ProcessorMilliseconds,9:0.00}{gateway.PeakMegabytes,8:0}{gateway.AllMegabytes,8:0}{accepted.P50,14:0}{accepted.P99,8:0}{one.P50,14:0}{one.P99,8:0}{two.P50,14:0}{two.P99,8:0}");
        }
    }

    // Standard output belongs to the result.
    private static void Said(string what) => Console.Error.WriteLine($"Measuring: {what}.");
}
