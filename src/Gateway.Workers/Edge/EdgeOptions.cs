using System.ComponentModel.DataAnnotations;

namespace Gateway.Workers.Edge;

/// <summary>How agencies are served over AMQP (<c>Gateway:Edge</c>).</summary>
public sealed class EdgeOptions
{
    /// <summary>Messages of one agency taken in at the same time: they share commits. Each is held in memory whole.</summary>
    [Range(1, 1000)]
    public ushort InFlight { get; set; } = 100;

    /// <summary>Messages that may lie unconsumed in an agency's out-queue; what is more stays in the store.</summary>
    [Range(1, 100_000)]
    public int MostUnconsumed { get; set; } = 1_000;

    /// <summary>Machine time between two attempts to reach the broker, and before the next attempt after a message could not be committed.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Machine time between two looks whether an out-queue has drained.</summary>
    public TimeSpan TopUpEvery { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Machine time after which the broker counts as away when it does not confirm.</summary>
    public TimeSpan ConfirmWithin { get; set; } = TimeSpan.FromSeconds(30);
}
