using System.Globalization;

namespace Gateway.Benchmarks;

/// <summary>One figure of a run, and how it is written.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Format">Format of the number.</param>
/// <param name="Of">The figure; null: not measured.</param>
internal sealed record Metric(string Name, string Format, Func<RunFigures, double?> Of)
{
    /// <summary>All figures, in the order in which they are printed.</summary>
    public static IReadOnlyList<Metric> All { get; } =
    [
        new("referrals per second, half in arrays, whole journey", "0", r => r.Full.PerSecond),
        new("  processor time of the gateway per referral, ms", "0.00", r => r.Full.ProcessorMilliseconds),
        new("  processor time of the load per referral, ms", "0.00", r => r.Full.Beside.LoadMilliseconds),
        new("  processor time of database, broker and others, ms", "0.00", r => r.Full.Beside.ServersMilliseconds),
        new("  most referrals per second if the gateway took none", "0", r => r.Full.MostPerSecond),
        new("  peak memory of the largest process, MB", "0", r => r.PeakMegabytes),
        new("  step one read, ms (p50)", "0", r => r.Full.Latencies.StepOne.P50),
        new("  step one read, ms (p99)", "0", r => r.Full.Latencies.StepOne.P99),
        new("one referral alone: accepted, ms (p50)", "0.0", r => r.Alone?.Accepted.P50),
        new("  step one in the feed, ms (p50)", "0.0", r => r.Alone?.StepOne.P50),
        new("  step one in the feed, ms (p95)", "0.0", r => r.Alone?.StepOne.P95),
        new("half load: referrals per second", "0", r => r.Half?.PerSecond),
        new("  step one read, ms (p50)", "0", r => r.Half?.Latencies.StepOne.P50),
        new("  step one read, ms (p99)", "0", r => r.Half?.Latencies.StepOne.P99),
        .. Counts("to the first delivery, one record a submission", r => r.FirstDelivery),
        .. Counts("whole journey, one record a submission", r => r.WholeJourney),
        new("idle: transactions per second", "0.0", r => r.IdlePerSecond?.Transactions),
        new("  statements per second", "0.0", r => r.IdlePerSecond?.Statements),
    ];

    /// <summary>The figures of some runs; empty when it was not measured.</summary>
    public Runs In(IEnumerable<RunFigures> runs) => new([.. runs.Select(Of).OfType<double>()]);

    /// <summary>A figure as it is printed.</summary>
    public string Text(double value) => value.ToString(Format, CultureInfo.InvariantCulture);

    private static IEnumerable<Metric> Counts(string what, Func<RunFigures, Counted?> counted) =>
    [
        new(what + ": referrals per second", "0", r => counted(r)?.Loaded.PerSecond),
        new("  processor time of the gateway per referral, ms", "0.00", r => counted(r)?.Loaded.ProcessorMilliseconds),
        new("  transactions per referral", "0.00", r => counted(r)?.PerReferral?.Transactions),
        new("  rolled back per referral", "0.000", r => counted(r)?.PerReferral?.RolledBack),
        new("  statements per referral", "0.00", r => counted(r)?.PerReferral?.Statements),
        new("  time in statements per referral, ms", "0.00", r => counted(r)?.PerReferral?.StatementMilliseconds),
        new("  rows inserted per referral", "0.00", r => counted(r)?.PerReferral?.Inserted),
        new("  rows updated per referral", "0.00", r => counted(r)?.PerReferral?.Updated),
        new("  rows deleted per referral", "0.00", r => counted(r)?.PerReferral?.Deleted),
        new("  write-ahead log per referral, kB", "0.0", r => counted(r)?.PerReferral?.LogKilobytes),
    ];
}

/// <summary>The same figure of some runs.</summary>
internal sealed record Runs(IReadOnlyList<double> Values)
{
    /// <summary>The middle one; of an even number the mean of both.</summary>
    public double Median
    {
        get
        {
            var sorted = Values.Order().ToArray();
            return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        }
    }

    /// <summary>From the smallest to the largest, as a share of the median; null: one run has none.</summary>
    public double? Spread => Values.Count < 2 || Median == 0 ? null : (Values.Max() - Values.Min()) / Math.Abs(Median);

    /// <summary>The spread in per cent, as it is printed.</summary>
    public string SpreadText => Spread is { } spread ? (100 * spread).ToString("0", CultureInfo.InvariantCulture) + "%" : "";
}
