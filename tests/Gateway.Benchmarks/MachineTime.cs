using System.Globalization;

namespace Gateway.Benchmarks;

/// <summary>Processor time that a machine has spent since it started, of all processes and all cores.</summary>
internal static class MachineTime
{
    private const string Source = "/proc/stat";

    /// <summary>A tick of the counters, as Linux has it on every architecture that .NET runs on.</summary>
    private const double TickMilliseconds = 10;

    /// <summary>Milliseconds; null: this system does not tell.</summary>
    public static double? Now()
    {
        if (!File.Exists(Source))
            return null;
        // cpu user nice system idle iowait irq softirq …
        var ticks = File.ReadLines(Source).First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(7).Select(t => long.Parse(t, CultureInfo.InvariantCulture)).ToArray();
        return (ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6]) * TickMilliseconds;
    }
}
