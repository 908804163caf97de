namespace Gateway.Core.Work;

/// <summary>Leases for what one process at a time does (sealing, scanning).</summary>
public interface ILeases
{
    /// <summary>Takes a lease that is free or over, or prolongs the one held when less than half of it is left.</summary>
    /// <param name="name">What it is about.</param>
    /// <param name="duration">How long it holds, in machine time.</param>
    /// <param name="held">The lease this process had last.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <returns>Null while another process has it.</returns>
    Task<Lease?> TakeAsync(string name, TimeSpan duration, Lease? held, CancellationToken cancellation);

    /// <summary>Gives a lease up, so that another process need not wait for its end.</summary>
    Task GiveUpAsync(Lease lease, CancellationToken cancellation);
}

/// <summary>A process's right to be the one that does something, for a time.</summary>
/// <param name="Name">What it is about.</param>
/// <param name="Number">Fencing number: raised whenever another process takes over, so that a late holder is recognised.</param>
/// <param name="Until">Machine time until which nobody else takes it.</param>
public sealed record Lease(string Name, long Number, DateTimeOffset Until);
