using System.Globalization;

namespace Gateway.Benchmarks;

/// <summary>How busy the machine was beside the measurement: load averages of 1, 5 and 15 minutes. It is said, and nothing is refused.</summary>
/// <param name="Before">Before anything was started; null: this system does not tell.</param>
/// <param name="After">When everything was measured; what was measured is part of it.</param>
internal sealed record Noise(string? Before, string? After)
{
    private const string Source = "/proc/loadavg";

    /// <summary>Load averages now; null: this system does not tell.</summary>
    public static string? Now() => File.Exists(Source) ? string.Join(' ', File.ReadAllText(Source).Split(' ').Take(3)) : null;

    /// <summary>One line, with the spread of repeated runs.</summary>
    /// <param name="rates">Rates of the repeated runs.</param>
    public string Line(Runs rates)
    {
        var spread = rates.Spread is { } share
            ? string.Create(CultureInfo.InvariantCulture, $"{rates.Values.Count} runs from {rates.Values.Min():0} to {rates.Values.Max():0} referrals/s ({100 * share:0}% of the median)")
            : "one run, spread unknown";
        var busy = Before is { } load && double.Parse(load.Split(' ')[0], CultureInfo.InvariantCulture) > 0.5 ? "; others were using the machine" : "";
        return $"load average before {Before ?? "unknown"}, after {After ?? "unknown"}; {spread}{busy}";
    }
}
