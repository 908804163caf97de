namespace Gateway.Benchmarks.Against;

/// <summary>Two builds of the gateway, run alternately on the same servers.</summary>
/// <param name="Machine">Machine.</param>
/// <param name="Cores">Cores, shared by everything: servers, gateway, and the programs that post and read.</param>
/// <param name="Servers">Broker and database.</param>
/// <param name="Noise">How busy the machine was.</param>
/// <param name="Plan">Plan.</param>
/// <param name="Stored">Referrals stored before each run.</param>
/// <param name="Other">Folder of the other build.</param>
/// <param name="This">Runs of this build.</param>
/// <param name="That">Runs of the other.</param>
internal sealed record BuildComparison(
    string Machine, int Cores, string Servers, Noise Noise, Plan Plan, int Stored, string Other, IReadOnlyList<RunFigures> This, IReadOnlyList<RunFigures> That)
{
    /// <summary>Fewer runs say nothing about the spread.</summary>
    public const int FewestTimes = 3;

    /// <summary>Runs both. What is stored before was sent through each build: it can be written only into the tables of this one.</summary>
    public static async Task<BuildComparison> RunAsync(GatewayBuild other, Plan plan, RunOptions options, bool postgres, bool rabbit, CancellationToken cancellation)
    {
        var before = Noise.Now();
        await using var grounds = await Grounds.StartAsync(postgres, rabbit, cancellation);
        List<(Prepared Prepared, string Name, List<RunFigures> Runs)> builds = [];
        foreach (var (build, name) in new[] { (GatewayBuild.This, "this"), (other, "other") })
        {
            var prepared = await Prepared.MakeAsync(grounds, build, name, cancellation);
            builds.Add((await prepared.SentAsync(grounds, options.Stored, plan, cancellation), name, []));
        }

        for (var run = 0; run < options.Times; run++)
        {
            // Who begins changes, so that what the machine does meanwhile meets both alike.
            foreach (var (prepared, name, runs) in run % 2 == 0 ? builds : builds.AsEnumerable().Reverse())
            {
                runs.Add(await GatewayRun.RunAsync(grounds, prepared, FormattableString.Invariant($"{name}{run}"), workers: 0, plan, whole: true, cancellation));
                Progress.Said($"{prepared.Build.Name}, run {run + 1} of {options.Times}: {runs[^1].Full.PerSecond:0} referrals/s, {runs[^1].Full.ProcessorMilliseconds:0.00} ms.");
            }
        }

        return new BuildComparison(
            Machines.This, Environment.ProcessorCount, $"{(rabbit ? "RabbitMQ" : "in-memory transport")} and {(postgres ? "PostgreSQL" : "SQLite")}",
            new Noise(before, Noise.Now()), plan, options.Stored, Path.GetDirectoryName(other.Host)!, builds[0].Runs, builds[1].Runs);
    }

    public void Table(TextWriter to)
    {
        to.WriteLine(FormattableString.Invariant($"{Machine}; {Cores} cores, shared by servers, gateway and the programs that post and read"));
        to.WriteLine(FormattableString.Invariant($"{Servers}; {Plan.Referrals} referrals a load after {Plan.WarmUp} to warm up; at most {Plan.OnTheWay} on the way; {Stored} stored before"));
        to.WriteLine($"the other build: {Other}");
        to.WriteLine("noise, this: " + Noise.Line(Metric.All[0].In(This)));
        to.WriteLine("noise, other: " + Noise.Line(Metric.All[0].In(That)));
        to.WriteLine();
        to.WriteLine($"  {"medians",-62}{"this",10}{"other",10}{"ratio",8}{"spread:",10}{"other",8}");
        foreach (var metric in Metric.All)
        {
            if ((metric.In(This), metric.In(That)) is not ({ Values.Count: > 0 } mine, { Values.Count: > 0 } others))
                continue;
            var ratio = others.Median == 0 ? "" : FormattableString.Invariant($"{mine.Median / others.Median:0.00}");
            to.WriteLine($"  {metric.Name,-62}{metric.Text(mine.Median),10}{metric.Text(others.Median),10}{ratio,8}{mine.SpreadText,10}{others.SpreadText,8}");
        }
    }
}
