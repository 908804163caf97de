using System.Diagnostics;

namespace Gateway.Benchmarks;

/// <summary>A gateway that runs, everything in one process, or one for HTTP and some for all the stages; and the agencies that talk to it.</summary>
internal sealed class RunningGateway : IAsyncDisposable
{
    private const string Stages = "translation,referral,delivery,outcome,clocks";

    private readonly List<GatewayProcess> _processes = [];
    private IReadOnlyList<string?> _roles = [];

    /// <summary>The agencies.</summary>
    public required Traffic Traffic { get; init; }

    /// <summary>What each process used since its start: its roles (null: all), processor time in ms, peak memory in MB.</summary>
    public IReadOnlyList<(string? Roles, double Milliseconds, double Megabytes)> Use =>
        [.. _processes.Zip(_roles, (p, roles) => (roles, p.Processor.TotalMilliseconds, p.PeakMemory().Megabytes))];

    private double Processor => _processes.Sum(p => p.Processor.TotalMilliseconds);

    /// <summary>Starts it.</summary>
    /// <param name="prepared">Build, keys and how far feeds were read.</param>
    /// <param name="ground">What it stands on.</param>
    /// <param name="workers">Processes for the stages behind one for HTTP; 0: everything in one process.</param>
    /// <param name="cancellation">Cancellation.</param>
    public static Task<RunningGateway> StartAsync(Prepared prepared, Ground ground, int workers, CancellationToken cancellation) =>
        StartAsync(prepared, ground, RolesOf(workers), cancellation);

    /// <summary>Roles of each process, for so many workers.</summary>
    public static IReadOnlyList<string?> RolesOf(int workers) => workers == 0 ? [null] : ["api", .. Enumerable.Repeat(Stages, workers)];

    /// <summary>Starts it with a process for each of some sets of roles (null: all of them); the first answers calls.</summary>
    public static async Task<RunningGateway> StartAsync(Prepared prepared, Ground ground, IReadOnlyList<string?> roles, CancellationToken cancellation)
    {
        List<GatewayProcess> started = [];
        try
        {
            foreach (var of in roles)
                started.Add(await GatewayProcess.StartAsync(prepared.Build, ground, of, cancellation));
        }
        catch
        {
            foreach (var process in started)
                await process.DisposeAsync();
            throw;
        }

        var running = new RunningGateway { Traffic = new Traffic(started[0].Address, prepared.Keys, prepared.Cursors), _roles = roles };
        running._processes.AddRange(started);
        return running;
    }

    /// <summary>Sends referrals, waits until all are through, and says how that went.</summary>
    /// <param name="journeys">Referrals.</param>
    /// <param name="plan">Plan.</param>
    /// <param name="perSecond">Pace; null: as fast as the plan allows.</param>
    /// <param name="cancellation">Cancellation.</param>
    public async Task<Loaded> LoadAsync(IReadOnlyList<Journey> journeys, Plan plan, double? perSecond, CancellationToken cancellation)
    {
        var (processor, load, machine) = (Processor, Environment.CpuUsage.TotalTime.TotalMilliseconds, MachineTime.Now());
        var began = Stopwatch.GetTimestamp();
        await Load.RunAsync(Traffic, journeys, plan, perSecond, cancellation);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var (gateway, own) = (Processor - processor, Environment.CpuUsage.TotalTime.TotalMilliseconds - load);
        var beside = new Beside(own / journeys.Count, (MachineTime.Now() - machine - gateway - own) / journeys.Count);
        return new Loaded(journeys.Count / seconds, gateway / journeys.Count, beside, Latencies.Of(journeys));
    }

    /// <summary>Cores that it and everything else but this program use for some time while nothing is sent; null: this system does not tell.</summary>
    public async Task<double?> CoresAsync(TimeSpan time, CancellationToken cancellation)
    {
        var (own, machine, began) = (Environment.CpuUsage.TotalTime.TotalMilliseconds, MachineTime.Now(), Stopwatch.GetTimestamp());
        await Task.Delay(time, TimeProvider.System, cancellation);
        return (MachineTime.Now() - machine - (Environment.CpuUsage.TotalTime.TotalMilliseconds - own)) / Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    /// <summary>Peak memory of its largest process and of all, and where the figures come from.</summary>
    public (double Largest, double All, string Source) PeakMemory()
    {
        var memory = _processes.ConvertAll(p => p.PeakMemory());
        return (memory.Max(m => m.Megabytes), memory.Sum(m => m.Megabytes), memory[0].Source);
    }

    public async ValueTask DisposeAsync()
    {
        Traffic.Dispose();
        foreach (var process in _processes)
            await process.DisposeAsync();
    }
}
