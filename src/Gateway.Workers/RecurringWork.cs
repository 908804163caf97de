using Gateway.Core.Work;

namespace Gateway.Workers;

/// <summary>Makes recurring work of every process the work of one at a time.</summary>
/// <param name="leases">Leases.</param>
/// <param name="name">What it is about.</param>
/// <param name="machine">Machine time.</param>
internal sealed class RecurringWork(ILeases leases, string name, TimeProvider machine)
{
    /// <summary>After a process died this long passes until another goes on.</summary>
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private Lease? _held;

    /// <summary>This process's lease; null while another process has it.</summary>
    internal async Task<Lease?> LeaseAsync(CancellationToken cancellation) =>
        _held = await leases.TakeAsync(name, Duration, _held, cancellation);

    /// <summary>It was lost to another process.</summary>
    internal void Lost() => _held = null;

    /// <summary>Lets another process go on at once.</summary>
    internal async Task GiveUpAsync()
    {
        if (_held is not { } held)
            return;
        _held = null;
        using var patience = new CancellationTokenSource(Patience, machine);
        try
        {
            await leases.GiveUpAsync(held, patience.Token);
        }
        catch (Exception)
        {
            // The database does not answer, and this process ends: the lease runs out by itself.
        }
    }
}
