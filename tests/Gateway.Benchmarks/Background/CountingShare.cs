using Gateway.Benchmarks.Finding;
using Gateway.Benchmarks.Pages;
using Gateway.Core.Traffic;
using Gateway.Core.Work;

namespace Gateway.Benchmarks.Background;

/// <summary>
/// What counting traffic takes of what a gateway can do: the hours and days of a full load are counted when they are over, and the processor
/// time of that is set beside the load's own. At full load counting takes that share of the machine, a little later.
/// </summary>
/// <param name="Referrals">Referrals of the load.</param>
/// <param name="Milliseconds">Processor time of everything on the machine while they were counted; null: this system does not tell.</param>
/// <param name="LoadMilliseconds">Processor time of gateway and servers for the load.</param>
internal sealed record CountingShare(int Referrals, double? Milliseconds, double? LoadMilliseconds)
{
    /// <summary>Of throughput, at most.</summary>
    public const double Goal = 0.02;

    /// <summary>So long after a load its day is over everywhere, and counted.</summary>
    private static readonly TimeSpan Over = TimeSpan.FromDays(3);

    /// <summary>The share.</summary>
    public double? Share => Milliseconds / LoadMilliseconds;

    /// <summary>Counts what a load left.</summary>
    /// <param name="ground">The gateway's, which has stopped.</param>
    /// <param name="referrals">Referrals that were sent.</param>
    /// <param name="began">When the first was.</param>
    /// <param name="loadMilliseconds">What they took.</param>
    /// <param name="cancellation">Cancellation.</param>
    public static async Task<CountingShare> MeasureAsync(Ground ground, int referrals, DateTimeOffset began, double? loadMilliseconds, CancellationToken cancellation)
    {
        var domain = new Later(Over);
        await using var store = await FilledStore.OpenAsync(ground, domain, cancellation);
        var rollUp = store.Get<ITrafficRollUp>();
        var lease = await store.Get<ILeases>().TakeAsync("traffic", TimeSpan.FromHours(1), held: null, cancellation) ?? throw new InvalidOperationException("Somebody else counts traffic.");
        // The first time compiles the program.
        await CountAsync();
        return new CountingShare(referrals, await CountAsync(), loadMilliseconds);

        async Task<double?> CountAsync()
        {
            await RollUpCost.SetAsync(ground.Postgres!, TrafficClock.Begin(began, domain.GetUtcNow()), cancellation);
            var before = MachineTime.Now();
            while (await rollUp.MoveAsync(lease, cancellation))
            {
            }

            return MachineTime.Now() - before;
        }
    }

    private sealed class Later(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }
}
