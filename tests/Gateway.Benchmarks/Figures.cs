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

/// <summary>Latencies of one run: until the answer 202, until step one was read, until step two was read.</summary>
internal sealed record Latencies(Latency Accepted, Latency StepOne, Latency StepTwo)
{
    public static Latencies Of(IReadOnlyList<Journey> journeys) => new(
        Latency.Of(journeys.Select(j => j.ToAccepted)), Latency.Of(journeys.Select(j => j.ToStepOne)), Latency.Of(journeys.Select(j => j.ToStepTwo)));
}

/// <summary>What one run measured.</summary>
/// <param name="PerSecond">Referrals through per second, from the first posting to the last reading.</param>
/// <param name="ProcessorMilliseconds">Processor time of the gateway's process per referral: steadier than the rate on a machine that others use.</param>
internal sealed record Loaded(double PerSecond, double ProcessorMilliseconds, Latencies Latencies);

/// <summary>All figures of a measurement.</summary>
internal sealed record Figures
{
    public required string Machine { get; init; }

    public required int Cores { get; init; }

    public required Plan Plan { get; init; }

    /// <summary>As fast as it goes, with at most so many referrals on the way.</summary>
    public required Loaded Full { get; init; }

    /// <summary>At half that rate.</summary>
    public required Loaded Half { get; init; }

    /// <summary>One referral after the other, nothing else.</summary>
    public required Latencies Alone { get; init; }

    public required double PeakMegabytes { get; init; }

    public required string PeakSource { get; init; }

    /// <summary>The same bytes: read by a bare endpoint, inserted in batches with synchronous=FULL, read back.</summary>
    public required double FloorPerSecond { get; init; }

    public required double FloorAloneP50 { get; init; }
}
