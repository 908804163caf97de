using System.ComponentModel.DataAnnotations;

namespace Gateway.Workers.Heartbeat;

/// <summary>The gateway's heartbeat (<c>Gateway:Heartbeat</c>).</summary>
public sealed class HeartbeatOptions
{
    /// <summary>How often a test record is sent on its way, in machine time; zero: never. The same in every process.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan Every { get; set; } = TimeSpan.FromMinutes(5);
}
