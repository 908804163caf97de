namespace Gateway.Benchmarks;

/// <summary>Latency in milliseconds at three percentiles.</summary>
internal sealed record Latency(double P50, double P95, double P99)
{
    public static Latency Of(IEnumerable<double> milliseconds)
    {
        var sorted = milliseconds.Order().ToArray();
        double At(double share) => Math.Round(sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))], 1);
        return new Latency(At(0.50), At(0.95), At(0.99));
    }
}

/// <summary>Latencies of one run: until the answer 202, until step one was read, until step two was read (null: no office answered).</summary>
internal sealed record Latencies(Latency Accepted, Latency StepOne, Latency? StepTwo)
{
    public static Latencies Of(IReadOnlyList<Journey> journeys) => new(
        Latency.Of(journeys.Select(j => j.ToAccepted)), Latency.Of(journeys.Select(j => j.ToStepOne)),
        journeys.All(j => j.Answered) ? Latency.Of(journeys.Select(j => j.ToStepTwo)) : null);
}

/// <summary>What one load measured.</summary>
/// <param name="PerSecond">Referrals through per second, from the first posting to the last reading.</param>
/// <param name="ProcessorMilliseconds">Processor time of the gateway's processes per referral: steadier than the rate on a machine that others use.</param>
/// <param name="Beside">Processor time of what the gateway works with.</param>
internal sealed record Loaded(double PerSecond, double ProcessorMilliseconds, Beside Beside, Latencies Latencies)
{
    /// <summary>
    /// Referrals per second at which everything but the gateway would use all cores: no gateway is faster on this machine with
    /// these servers and this load, not even one that takes no time. Null: this system does not tell.
    /// </summary>
    public double? MostPerSecond => Beside.ServersMilliseconds is { } servers and > 0 ? Environment.ProcessorCount * 1000 / (servers + Beside.LoadMilliseconds) : null;
}

/// <summary>Processor time per referral of what is not the gateway, ms.</summary>
/// <param name="LoadMilliseconds">This program, which is all the agencies.</param>
/// <param name="ServersMilliseconds">Everything else on the machine: database and broker, and whoever else uses it. Null: this system does not tell.</param>
internal sealed record Beside(double LoadMilliseconds, double? ServersMilliseconds);

/// <summary>A load, and what the database did per referral (null: an embedded file counts nothing), statement by statement.</summary>
internal sealed record Counted(Loaded Loaded, DatabaseUse? PerReferral, IReadOnlyList<StatementUse> Statements);

/// <summary>All that one run measured of one gateway.</summary>
internal sealed record RunFigures
{
    /// <summary>Processes for the stages behind one for HTTP; 0: everything in one process.</summary>
    public required int Workers { get; init; }

    /// <summary>Which processes it was made of.</summary>
    public string Processes => Workers == 0 ? "all roles in one process" : FormattableString.Invariant($"api and {Workers} worker{(Workers == 1 ? "" : "s")}");

    /// <summary>As fast as it goes, with at most so many referrals on the way.</summary>
    public required Loaded Full { get; init; }

    /// <summary>At half that rate. Null, like those that follow: not measured.</summary>
    public required Loaded? Half { get; init; }

    /// <summary>One referral after the other, nothing else.</summary>
    public required Latencies? Alone { get; init; }

    /// <summary>Peak memory of the largest process.</summary>
    public required double PeakMegabytes { get; init; }

    /// <summary>Peak memory of all processes.</summary>
    public required double AllMegabytes { get; init; }

    public required string PeakSource { get; init; }

    /// <summary>One record a submission, many on the way, until step one was read; no office answers.</summary>
    public Counted? FirstDelivery { get; init; }

    /// <summary>The same until step two and the sender's status were read.</summary>
    public Counted? WholeJourney { get; init; }

    /// <summary>What the database does while nothing is sent and the agencies wait at their feeds.</summary>
    public DatabaseUse? IdlePerSecond { get; init; }
}

/// <summary>All figures of a measurement.</summary>
internal sealed record Figures
{
    public required string Machine { get; init; }

    public required int Cores { get; init; }

    public required Noise Noise { get; init; }

    public required Plan Plan { get; init; }

    /// <summary>The gateway, as often as it was run.</summary>
    public required IReadOnlyList<RunFigures> Gateway { get; init; }

    /// <summary>The same bytes: read by a bare endpoint, inserted in batches with synchronous=FULL, read back.</summary>
    public required double FloorPerSecond { get; init; }

    public required double FloorAloneP50 { get; init; }
}
