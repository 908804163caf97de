using System.ComponentModel.DataAnnotations;

namespace Gateway.Workers.Traffic;

/// <summary>Counting of traffic by hour and day (<c>Gateway:Traffic</c>).</summary>
public sealed class TrafficOptions
{
    /// <summary>Time from one look for hours and days that are over to the next, in machine time; zero: nothing is counted, and pages show what they can count at once.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan Every { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Share of one processor's time that counting takes at most, while it catches up.</summary>
    [Range(0.001, 0.5)]
    public double Share { get; set; } = 0.02;
}
