namespace Gateway.Benchmarks.Against;

/// <summary>The gateway without and with telemetry, run alternately on the same servers. Its collector takes everything and keeps nothing.</summary>
/// <param name="Machine">Machine.</param>
/// <param name="Cores">Cores, shared by everything: servers, gateway, collector, and the programs that post and read.</param>
/// <param name="Servers">Broker and database.</param>
/// <param name="Noise">How busy the machine was.</param>
/// <param name="Plan">Plan.</param>
/// <param name="Exports">Calls that the collector took, and their bytes.</param>
/// <param name="Without">Runs without telemetry.</param>
/// <param name="With">Runs with telemetry.</param>
internal sealed record TelemetryComparison(
    string Machine, int Cores, string Servers, Noise Noise, Plan Plan, EmptyCollector.Taken Exports, IReadOnlyList<RunFigures> Without, IReadOnlyList<RunFigures> With)
{
    /// <summary>Processor time with telemetry against that without, at full load: 1.1 at most is the goal.</summary>
    public double Cost => Median(With, r => r.Full.ProcessorMilliseconds) / Median(Without, r => r.Full.ProcessorMilliseconds);

    /// <summary>Runs both.</summary>
    public static async Task<TelemetryComparison> RunAsync(Plan plan, RunOptions options, bool postgres, bool rabbit, CancellationToken cancellation)
    {
        var before = Noise.Now();
        await using var collector = await EmptyCollector.StartAsync(cancellation);
        await using var grounds = await Grounds.StartAsync(postgres, rabbit, cancellation);
        var without = await Prepared.MakeAsync(grounds, GatewayBuild.This, "telemetry", cancellation);
        var with = without with { Ground = without.Ground with { Further = ["--Gateway:Telemetry:Endpoint=" + collector.Address] } };
        List<(Prepared Prepared, string Name, List<RunFigures> Runs)> both = [(without, "without", []), (with, "with", [])];
        for (var run = 0; run < options.Times; run++)
        {
            // Who begins changes, so that what the machine does meanwhile meets both alike.
            foreach (var (prepared, name, runs) in run % 2 == 0 ? both : both.AsEnumerable().Reverse())
            {
                runs.Add(await GatewayRun.RunAsync(grounds, prepared, FormattableString.Invariant($"{name}{run}"), workers: 0, plan, whole: false, cancellation));
                Progress.Said($"{name} telemetry, run {run + 1} of {options.Times}: {runs[^1].Full.PerSecond:0} referrals/s, {runs[^1].Full.ProcessorMilliseconds:0.00} ms.");
            }
        }

        return new TelemetryComparison(
            Machines.This, Environment.ProcessorCount, $"{(rabbit ? "RabbitMQ" : "in-memory transport")} and {(postgres ? "PostgreSQL" : "SQLite")}",
            new Noise(before, Noise.Now()), plan, collector.All, both[0].Runs, both[1].Runs);
    }

    public void Table(TextWriter to)
    {
        to.WriteLine(FormattableString.Invariant($"{Machine}; {Cores} cores, shared by servers, gateway, collector and the programs that post and read"));
        to.WriteLine(FormattableString.Invariant($"{Servers}; {Plan.Referrals} referrals a load after {Plan.WarmUp} to warm up; the collector took {Exports.Calls} calls with {Exports.Bytes / 1e6:0.0} MB"));
        to.WriteLine("noise, without: " + Noise.Line(Metric.All[0].In(Without)));
        to.WriteLine("noise, with: " + Noise.Line(Metric.All[0].In(With)));
        to.WriteLine();
        to.WriteLine($"  {"medians",-62}{"without",10}{"with",10}{"ratio",8}{"spread:",10}{"with",8}");
        foreach (var metric in Metric.All)
        {
            if ((metric.In(Without), metric.In(With)) is not ({ Values.Count: > 0 } bare, { Values.Count: > 0 } watched))
                continue;
            var ratio = bare.Median == 0 ? "" : FormattableString.Invariant($"{watched.Median / bare.Median:0.00}");
            to.WriteLine($"  {metric.Name,-62}{metric.Text(bare.Median),10}{metric.Text(watched.Median),10}{ratio,8}{bare.SpreadText,10}{watched.SpreadText,8}");
        }

        to.WriteLine(FormattableString.Invariant($"  telemetry costs {(Cost - 1) * 100:0} % of processor time (goal: 10 % at most)"));
    }

    private static double Median(IEnumerable<RunFigures> runs, Func<RunFigures, double> figure) => new Runs([.. runs.Select(figure)]).Median;
}
