using Gateway.Core.Work;
using Gateway.Persistence.Model;
using Gateway.Persistence.Work;
using Gateway.Persistence.Writing;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Leases;

/// <summary>
/// Leases for what one process at a time does (sealing, scanning). Taking one is a single conditional write; the work's
/// own transaction checks the fencing number with <see cref="HoldAsync"/>, so that a holder that slept over its time
/// undoes nothing that its successor did.
/// </summary>
/// <param name="database">Database.</param>
/// <param name="machine">Machine time.</param>
public sealed class LeaseStore(IGatewayDatabase database, TimeProvider machine) : ILeases
{
    /// <inheritdoc />
    public async Task<Lease?> TakeAsync(string name, TimeSpan duration, Lease? held, CancellationToken cancellation)
    {
        var now = machine.GetUtcNow();
        if (held is not null && held.Until - now > duration / 2)
            return held;
        await using var store = database.Open();
        var free = new Lease(name, 0, DateTimeOffset.MinValue);
        var setting = LeaseSetting.NameOf(free);
        var found = await store.Settings.AsNoTracking().Where(s => s.Name == setting).Select(s => s.Value).SingleOrDefaultAsync(cancellation);
        var current = found is null ? free : LeaseSetting.Read(name, found);
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
        var (name, value) = (LeaseSetting.NameOf(lease), LeaseSetting.ValueOf(lease));
        // It writes what is there: the row stays locked until the transaction ends.
        if (await store.Settings.Where(s => s.Name == name && s.Value == value)
                .ExecuteUpdateAsync(setting => setting.SetProperty(s => s.Value, value), cancellation) != 1)
            throw new LeaseLostException();
    }

    /// <summary>The same as <see cref="HoldAsync"/>, as a statement of a unit.</summary>
    internal static RowStatement Hold(Lease lease)
    {
        var value = LeaseSetting.ValueOf(lease);
        return new RowStatement(
            $"""UPDATE "Setting" SET "Value" = {value} WHERE "Name" = {LeaseSetting.NameOf(lease)} AND "Value" = {value}""", 1, () => new LeaseLostException());
    }

    /// <inheritdoc />
    public async Task GiveUpAsync(Lease lease, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(lease);
        await using var store = database.Open();
        using (await database.EnterWriteAsync(cancellation))
            await WriteAsync(store, LeaseSetting.ValueOf(lease), lease with { Until = DateTimeOffset.MinValue }, cancellation);
    }

    /// <summary>Gives every lease up. Only where this process is the only one: whoever held them is gone.</summary>
    public async Task ClearAsync(CancellationToken cancellation)
    {
        await using var store = database.Open();
        var found = await store.Settings.AsNoTracking().Where(s => s.Name.StartsWith(LeaseSetting.Prefix)).ToListAsync(cancellation);
        foreach (var setting in found)
            await GiveUpAsync(LeaseSetting.Read(setting.Name[LeaseSetting.Prefix.Length..], setting.Value), cancellation);
    }

    private async Task<bool> WriteAsync(GatewayContext store, string? found, Lease lease, CancellationToken cancellation)
    {
        var (name, value) = (LeaseSetting.NameOf(lease), LeaseSetting.ValueOf(lease));
        if (found is not null)
        {
            return await store.Settings.Where(s => s.Name == name && s.Value == found)
                .ExecuteUpdateAsync(setting => setting.SetProperty(s => s.Value, value), cancellation) == 1;
        }

        store.Settings.Add(new SettingRow { Name = name, Value = value });
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
