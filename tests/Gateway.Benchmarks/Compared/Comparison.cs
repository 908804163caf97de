using System.Globalization;

namespace Gateway.Benchmarks.Compared;

/// <summary>All figures of a comparison over RabbitMQ and PostgreSQL, measured one after the other in one run.</summary>
/// <param name="Machine">Machine.</param>
/// <param name="Cores">Cores, shared by everything: servers, gateway, and the programs that post and read.</param>
/// <param name="Noise">How busy the machine was.</param>
/// <param name="Plan">Plan.</param>
/// <param name="Stored">Referrals stored before each run of the gateway.</param>
/// <param name="Floor">Records per second of the raw client through as many hops as the gateway has; null, like those that follow: not measured.</param>
/// <param name="OneHop">The same through one hop.</param>
/// <param name="Plain">Records per second of the plain way.</param>
/// <param name="Gateways">The gateway: a list of runs for each number of workers, in the order asked for.</param>
internal sealed record Comparison(
    string Machine, int Cores, Noise Noise, Plan Plan, int Stored, double? Floor, double? OneHop, double? Plain, IReadOnlyList<IReadOnlyList<RunFigures>> Gateways)
{
    /// <summary>Measured unless something else is asked for: one process, and 1, 2 and 4 workers behind one for HTTP.</summary>
    public static readonly IReadOnlyList<int> UsualWorkers = [0, 1, 2, 4];

    /// <summary>The first gateway's rate: the one in a single process, unless other workers were asked for.</summary>
    public double PerSecond => Rates(Gateways[0]).Median;

    /// <summary>That rate over the floor's; the aim is 0.3.</summary>
    public double? ToFloor => PerSecond / Floor;

    /// <summary>That rate over the plain way's; the aim is 5.</summary>
    public double? ToPlain => PerSecond / Plain;

    /// <summary>Measures.</summary>
    /// <param name="plan">Plan.</param>
    /// <param name="options">How often, and with how much stored.</param>
    /// <param name="workers">Numbers of workers; 0: everything in one process.</param>
    /// <param name="only">Only the gateway, without floor and plain way.</param>
    /// <param name="cancellation">Cancellation.</param>
    public static async Task<Comparison> RunAsync(Plan plan, RunOptions options, IReadOnlyList<int> workers, bool only, CancellationToken cancellation)
    {
        var before = Noise.Now();
        await using var grounds = await Grounds.StartAsync(postgres: true, rabbit: true, cancellation);
        var (postgres, rabbit) = (grounds.Postgres!, grounds.Rabbit!);
        async Task<double?> BesideAsync(string what, Func<Task<double>> measure)
        {
            if (only)
                return null;
            Progress.Said($"Measuring: {what}.");
            return await measure();
        }

        var records = new Records([.. new People(0, plan.Batch).Singly(plan.WarmUp + plan.Referrals).Select(j => j.Referral)], plan.WarmUp);
        var floor = await BesideAsync("floor", async () =>
            await BrokerFloor.RunAsync(rabbit.Uri, await postgres.CreateDatabaseAsync("floor", cancellation), records, Records.Hops, cancellation));
        var oneHop = await BesideAsync("one hop", async () =>
            await BrokerFloor.RunAsync(rabbit.Uri, await postgres.CreateDatabaseAsync("onehop", cancellation), records, 1, cancellation));
        var plain = await BesideAsync("plain way", async () =>
            await PlainWay.RunAsync(rabbit.Uri, await postgres.CreateDatabaseAsync("plain", cancellation), records, cancellation));
        var prepared = await (await Prepared.MakeAsync(grounds, GatewayBuild.This, "prepared", cancellation)).FilledAsync(grounds, options.Stored, cancellation);
        var gateways = workers.Select(_ => new List<RunFigures>()).ToList();
        for (var run = 0; run < options.Times; run++)
        {
            for (var which = 0; which < workers.Count; which++)
            {
                Progress.Said($"Measuring: gateway, {workers[which]} workers, run {run + 1} of {options.Times}.");
                // Counting once is enough; what a referral causes does not depend on how many processes share it.
                gateways[which].Add(await GatewayRun.RunAsync(
                    grounds, prepared, FormattableString.Invariant($"run{run}w{which}"), workers[which], plan, whole: which == 0, cancellation));
            }
        }

        return new Comparison(Machines.This, Environment.ProcessorCount, new Noise(before, Noise.Now()), plan, options.Stored, floor, oneHop, plain, gateways);
    }

    public void Table(TextWriter to)
    {
        void Line(FormattableString text) => to.WriteLine(text.ToString(CultureInfo.InvariantCulture));
        var whole = Gateways[0];
        Line($"{Machine}; {Cores} cores, shared by servers, gateway and the programs that post and read");
        Line($"RabbitMQ (quorum queues, confirms) and PostgreSQL (synchronous commits); {Plan.Referrals} referrals after {Plan.WarmUp} to warm up, half in arrays of {Plan.Batch}, half singly; at most {Plan.OnTheWay} on the way; {Stored} stored before");
        Line($"noise: {Noise.Line(Rates(whole))}");
        Line($"");
        Line($"  {"referrals per second",-70}{"rate",10}{"ratio",8}{"aim",8}");
        Line($"  {"gateway: HTTP, rules, keys, proof; step one, reply, step two, status",-70}{PerSecond,10:0}");
        if (Floor is not null)
        {
            Line($"  {$"floor: raw client, {Records.Hops} hops, a batched insert a hop",-70}{Floor,10:0}{ToFloor,8:0.000}{"0.3",8}");
            Line($"  {"floor of one hop",-70}{OneHop,10:0}{PerSecond / OneHop,8:0.000}");
            Line($"  {$"plain way: a message and a SaveChanges a record, {Records.Hops} stages",-70}{Plain,10:0}{ToPlain,8:0.0}{"5",8}");
        }

        Line($"  {"peak memory of the gateway's largest process, MB",-70}{Median(whole, r => r.PeakMegabytes),10:0}{"",8}{"600",8}");
        Line($"");
        Line($"  {"gateway (medians)",-28}{"rate",8}{"spread",8}{"cpu ms",9}{"MB max",8}{"MB all",8}{"accepted p50",14}{"p99",8}{"step one p50",14}{"p99",8}{"step two p50",14}{"p99",8}");
        foreach (var runs in Gateways)
        {
            double Of(Func<RunFigures, double> figure) => Median(runs, figure);
            Line($"  {runs[0].Processes,-28}{Rates(runs).Median,8:0}{Rates(runs).SpreadText,8}{Of(r => r.Full.ProcessorMilliseconds),9:0.00}{Of(r => r.PeakMegabytes),8:0}{Of(r => r.AllMegabytes),8:0}{Of(r => r.Full.Latencies.Accepted.P50),14:0}{Of(r => r.Full.Latencies.Accepted.P99),8:0}{Of(r => r.Full.Latencies.StepOne.P50),14:0}{Of(r => r.Full.Latencies.StepOne.P99),8:0}{Of(r => r.Full.Latencies.StepTwo!.P50),14:0}{Of(r => r.Full.Latencies.StepTwo!.P99),8:0}");
        }

        Line($"");
        Report.Details(whole, to);
    }

    private static Runs Rates(IEnumerable<RunFigures> runs) => new([.. runs.Select(r => r.Full.PerSecond)]);

    private static double Median(IEnumerable<RunFigures> runs, Func<RunFigures, double> figure) => new Runs([.. runs.Select(figure)]).Median;
}
