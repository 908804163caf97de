using Gateway.Persistence.Model;
using Gateway.Persistence.Work;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Leases;

/// <summary>
/// Leases for what one process at a time does (sealing, scanning). Taking one is a single conditional write; the work's
/// own transaction checks the fencing number with <see cref="HoldAsync"/>, so that a holder that slept over its time
/// undoes nothing that its successor did.
/// </summary>
/// <param name="database">Database.</param>
/// <param name="machine">Machine time.</param>
public sealed class LeaseStore(IGatewayDatabase database, TimeProvider machine)
{
    /// <summary>Takes a lease that is free or over, or prolongs the one held when less than half of it is left.</summary>
    /// <param name="name">What it is about.</param>
    /// <param name="duration">How long it holds.</param>
    /// <param name="held">The lease this process had last.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <returns>Null while another process has it.</returns>
    public async Task<Lease?> TakeAsync(string name, TimeSpan duration, Lease? held, CancellationToken cancellation)
    {
        var now = machine.GetUtcNow();
        if (held is not null && held.Until - now > duration / 2)
            return held;
        await using var store = database.Open();
        var free = new Lease(name, 0, DateTimeOffset.MinValue);
        var found = await store.Settings.AsNoTracking().Where(s => s.Name == free.Setting).Select(s => s.Value).SingleOrDefaultAsync(cancellation);
        var current = found is null ? free : Lease.Read(name, found);
        if (current.Until > now && current.Number != held?.Number)
            return null;
        var taken = current with { Number = current.Number == held?.Number ? current.Number : current.Number + 1, Until = now + duration };
        using (await database.EnterWriteAsync(cancellation))
            return await WriteAsync(store, found, taken, cancellation) ? taken : null;
    }

    /// <summary>Checks inside a transaction that nobody took over, and keeps others from doing so until it ends.</summary>
    /// <exception cref="LeaseLostException">Somebody did.</exception>
    public static async Task HoldAsync(GatewayContext store, Lease lease, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(lease);
        // It writes what is there: the row stays locked until the transaction ends.
        if (await store.Settings.Where(s => s.Name == lease.Setting && s.Value == lease.Value)
                .ExecuteUpdateAsync(setting => setting.SetProperty(s => s.Value, lease.Value), cancellation) != 1)
            throw new LeaseLostException();
    }

    /// <summary>Gives a lease up, so that another process need not wait for its end.</summary>
    public async Task GiveUpAsync(Lease lease, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(lease);
        await using var store = database.Open();
        using (await database.EnterWriteAsync(cancellation))
            await WriteAsync(store, lease.Value, lease with { Until = DateTimeOffset.MinValue }, cancellation);
    }

    /// <summary>Gives every lease up. Only where this process is the only one: whoever held them is gone.</summary>
    public async Task ClearAsync(CancellationToken cancellation)
    {
        await using var store = database.Open();
        var found = await store.Settings.AsNoTracking().Where(s => s.Name.StartsWith(Lease.Prefix)).ToListAsync(cancellation);
        foreach (var setting in found)
            await GiveUpAsync(Lease.Read(setting.Name[Lease.Prefix.Length..], setting.Value), cancellation);
    }

    private async Task<bool> WriteAsync(GatewayContext store, string? found, Lease lease, CancellationToken cancellation)
    {
        if (found is not null)
        {
            return await store.Settings.Where(s => s.Name == lease.Setting && s.Value == found)
                .ExecuteUpdateAsync(setting => setting.SetProperty(s => s.Value, lease.Value), cancellation) == 1;
        }

        store.Settings.Add(new SettingRow { Name = lease.Setting, Value = lease.Value });
        try
        {
            return await store.SaveChangesAsync(cancellation) == 1;
        }
        catch (Exception e) when (database.IsConflict(e))
        {
            // Another process made it first.
            return false;
        }
    }
}
