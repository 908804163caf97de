namespace Gateway.Benchmarks;

/// <summary>Runs the plan on one gateway: warm up, alone, full load, half load, counting; then the floor.</summary>
internal static class Measurement
{
    /// <param name="plan">Plan.</param>
    /// <param name="options">How often, and with how much stored.</param>
    /// <param name="postgres">On PostgreSQL instead of the embedded file.</param>
    /// <param name="rabbit">Over RabbitMQ instead of the in-memory transport.</param>
    /// <param name="cancellation">Cancellation.</param>
    public static async Task<Figures> RunAsync(Plan plan, RunOptions options, bool postgres, bool rabbit, CancellationToken cancellation)
    {
        var before = Noise.Now();
        await using var grounds = await Grounds.StartAsync(postgres, rabbit, cancellation);
        var prepared = await (await Prepared.MakeAsync(grounds, GatewayBuild.This, "prepared", cancellation)).FilledAsync(grounds, options.Stored, cancellation);
        List<RunFigures> runs = [];
        for (var run = 0; run < options.Times; run++)
        {
            Progress.Said($"Measuring: gateway, run {run + 1} of {options.Times}.");
            runs.Add(await GatewayRun.RunAsync(grounds, prepared, FormattableString.Invariant($"run{run}"), workers: 0, plan, whole: true, cancellation));
        }

        Progress.Said($"Measuring: floor.");
        var (floor, floorAlone) = await Floor.RunAsync(new People(0, plan.Batch).HalfTogether(plan.Referrals), plan, prepared.Ground.Folder, cancellation);
        return new Figures
        {
            Machine = Machines.This,
            Cores = Environment.ProcessorCount,
            Noise = new Noise(before, Noise.Now()),
            Plan = plan,
            Gateway = runs,
            FloorPerSecond = floor,
            FloorAloneP50 = floorAlone,
        };
    }
}

/// <summary>How a gateway is run.</summary>
/// <param name="Times">So often; medians are printed.</param>
/// <param name="Stored">Referrals stored before.</param>
internal sealed record RunOptions(int Times, int Stored);
