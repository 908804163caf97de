using System.ComponentModel.DataAnnotations;

namespace Gateway.Workers.Relay;

/// <summary>How work items are handed to the bus (<c>Gateway:Relay</c>).</summary>
public sealed class RelayOptions
{
    /// <summary>Ids in one message, 1–200.</summary>
    [Range(1, 200)]
    public int BatchSize { get; set; } = 200;

    /// <summary>Work items of a stage that may be leased at once, over all processes.</summary>
    [Range(1, 100_000)]
    public int LeasedPerStage { get; set; } = 1_600;

    /// <summary>How long a lease holds.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long the broker may take to confirm a message before its work items are given back.</summary>
    public TimeSpan ConfirmWithin { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long work items of a busy stage wait for company in their message. Work for an idle stage is handed over at once.</summary>
    public TimeSpan Linger { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Whether a commit hands the work it makes to the stages of its own process at once. Without it every work item goes over
    /// the bus.
    /// </summary>
    public bool Direct { get; set; } = true;

    /// <summary>How long to wait for a commit's signal before looking anyway.</summary>
    public TimeSpan Poll { get; set; } = TimeSpan.FromMilliseconds(500);
}
