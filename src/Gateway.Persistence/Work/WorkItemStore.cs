using Gateway.Core.Work;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Work;

/// <summary>Leases, completes, postpones and parks steps.</summary>
/// <param name="database">Database.</param>
/// <param name="keys">Row keys.</param>
/// <param name="machine">Machine time: leases and retries run on it.</param>
public sealed class WorkItemStore(IGatewayDatabase database, KeySequence keys, TimeProvider machine)
{
    /// <summary>Leases due steps of a stage.</summary>
    /// <param name="stage">Stage.</param>
    /// <param name="most">At most this many.</param>
    /// <param name="cap">No lease is given while this many of the stage are leased already.</param>
    /// <param name="duration">How long the lease holds.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <param name="linger">
    /// While others of the stage are being worked on, fewer than <paramref name="most"/> wait this long for company: what
    /// a batch costs hardly depends on its size. An idle stage waits for nobody.
    /// </param>
    public async Task<WorkLease> LeaseAsync(
        string stage, int most, int cap, TimeSpan duration, CancellationToken cancellation, TimeSpan linger = default)
    {
        var now = machine.GetUtcNow();
        await using var store = database.Open();
        var due = await Due(store, stage, now).OrderBy(s => s.NotBefore).Take(most).Select(s => s.NotBefore).ToListAsync(cancellation);
        if (due.Count == 0)
            return WorkLease.None;
        var leased = await store.WorkItems.CountAsync(s => s.State == WorkItemState.Open && s.Stage == stage && s.LeasedUntil > now, cancellation);
        if (leased >= cap)
            return WorkLease.None;
        if (leased > 0 && due.Count < most && due[0] + linger - now is { Ticks: > 0 } early)
            return new WorkLease(Guid.Empty, [], early);

        var claim = new WorkClaim(stage, most, keys.Next(), now, now + duration);
        using (await database.EnterWriteAsync(cancellation))
            return new WorkLease(claim.Token, await database.ClaimAsync(store, claim, cancellation), null);
    }

    /// <summary>
    /// Gives up every lease. Only for the in-memory transport of a database that belongs to this process: its messages
    /// are gone when the process starts. With a broker the messages are still there, and leases of other processes are none of ours.
    /// </summary>
    public async Task ClearLeasesAsync(CancellationToken cancellation)
    {
        await using var store = database.Open();
        using (await database.EnterWriteAsync(cancellation))
        {
            await store.WorkItems.Where(s => s.State == WorkItemState.Open && s.LeasedUntil != null)
                .ExecuteUpdateAsync(step => step.SetProperty(s => s.LeasedUntil, (DateTimeOffset?)null).SetProperty(s => s.LeaseToken, (Guid?)null), cancellation);
        }
    }

    /// <summary>Gives back leases whose message was not sent: due at once, and no attempt.</summary>
    public async Task GiveBackAsync(Guid token, IReadOnlyCollection<Guid> ids, CancellationToken cancellation)
    {
        await using var store = database.Open();
        using (await database.EnterWriteAsync(cancellation))
        {
            await Leased(store, token, ids).ExecuteUpdateAsync(
                step => step.SetProperty(s => s.Attempts, s => s.Attempts - 1).SetProperty(s => s.LeasedUntil, (DateTimeOffset?)null).SetProperty(s => s.LeaseToken, (Guid?)null),
                cancellation);
        }
    }

    /// <summary>Machine time since when the oldest open step of a stage is due, leased or not; null: nothing is due.</summary>
    public async Task<DateTimeOffset?> OldestDueAsync(string stage, CancellationToken cancellation)
    {
        var now = machine.GetUtcNow();
        await using var store = database.Open();
        return await store.WorkItems.Where(s => s.State == WorkItemState.Open && s.Stage == stage && s.NotBefore <= now)
            .OrderBy(s => s.NotBefore).Select(s => (DateTimeOffset?)s.NotBefore).FirstOrDefaultAsync(cancellation);
    }

    /// <summary>Steps of a message that are still leased under its token and open, in order of key.</summary>
    public static Task<List<WorkItem>> HeldAsync(GatewayContext store, Guid token, IReadOnlyList<Guid> ids, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(store);
        return Leased(store, token, ids).AsNoTracking()
            .OrderBy(s => s.Id).ToListAsync(cancellation);
    }

    /// <summary>Completes steps inside a unit's transaction.</summary>
    /// <exception cref="LeaseLostException">One of them is no longer held: another process took over.</exception>
    public static async Task CompleteAsync(GatewayContext store, Guid token, IReadOnlyCollection<Guid> ids, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (ids.Count == 0)
            return;
        var done = await Leased(store, token, ids)
            .ExecuteUpdateAsync(
                step => step.SetProperty(s => s.State, WorkItemState.Done).SetProperty(s => s.LeasedUntil, (DateTimeOffset?)null).SetProperty(s => s.LeaseToken, (Guid?)null),
                cancellation);
        if (done != ids.Count)
            throw new LeaseLostException();
    }

    /// <summary>Makes steps wait inside a unit's transaction.</summary>
    /// <param name="store">The unit's store.</param>
    /// <param name="token">Lease.</param>
    /// <param name="ids">Steps.</param>
    /// <param name="notBefore">Machine time until which they wait.</param>
    /// <param name="attempted">False when it only was not their turn: that counts as no attempt.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <exception cref="LeaseLostException">One of them is no longer held.</exception>
    public static async Task PostponeAsync(
        GatewayContext store, Guid token, IReadOnlyCollection<Guid> ids, DateTimeOffset notBefore, bool attempted, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (ids.Count == 0)
            return;
        var done = await Leased(store, token, ids)
            .ExecuteUpdateAsync(
                step => step.SetProperty(s => s.NotBefore, notBefore).SetProperty(s => s.Attempts, s => attempted ? s.Attempts : s.Attempts - 1).SetProperty(s => s.LeasedUntil, (DateTimeOffset?)null).SetProperty(s => s.LeaseToken, (Guid?)null),
                cancellation);
        if (done != ids.Count)
            throw new LeaseLostException();
    }

    /// <summary>
    /// Makes open steps due at once, inside a unit's transaction, because what they waited for has come. A lease on them
    /// ends: whoever holds it decided before, and its decision must not put them to sleep again.
    /// </summary>
    /// <returns>How many.</returns>
    public static Task<int> WakeAsync(GatewayContext store, string stage, IReadOnlyCollection<Guid> subjects, DateTimeOffset now, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(store);
        return subjects.Count == 0
            ? Task.FromResult(0)
            : store.WorkItems.Where(s => s.Stage == stage && subjects.Contains(s.SubjectId) && s.State < WorkItemState.Done)
                .ExecuteUpdateAsync(
                    step => step.SetProperty(s => s.NotBefore, now).SetProperty(s => s.LeasedUntil, (DateTimeOffset?)null).SetProperty(s => s.LeaseToken, (Guid?)null),
                    cancellation);
    }

    /// <summary>Makes steps due at once that sleep; those that are leased or due are left alone.</summary>
    /// <returns>How many.</returns>
    public async Task<int> WakeSleepingAsync(string stage, IReadOnlyCollection<Guid> subjects, CancellationToken cancellation)
    {
        var now = machine.GetUtcNow();
        await using var store = database.Open();
        using (await database.EnterWriteAsync(cancellation))
        {
            return await store.WorkItems.Where(s => s.Stage == stage && subjects.Contains(s.SubjectId) && s.State < WorkItemState.Done && s.LeasedUntil == null && s.NotBefore > now)
                .ExecuteUpdateAsync(step => step.SetProperty(s => s.NotBefore, now), cancellation);
        }
    }

    /// <summary>Holds a lease longer, inside a unit's transaction.</summary>
    /// <exception cref="LeaseLostException">It was lost.</exception>
    public static async Task ProlongAsync(GatewayContext store, Guid token, Guid id, DateTimeOffset until, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(store);
        var held = await store.WorkItems.Where(s => s.Id == id && s.LeaseToken == token && s.State == WorkItemState.Open)
            .ExecuteUpdateAsync(step => step.SetProperty(s => s.LeasedUntil, until), cancellation);
        if (held != 1)
            throw new LeaseLostException();
    }

    /// <summary>Parks a step inside a unit's transaction.</summary>
    public static async Task ParkAsync(GatewayContext store, Guid token, Guid id, string code, string reason, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(store);
        var done = await store.WorkItems.Where(s => s.Id == id && s.LeaseToken == token && s.State == WorkItemState.Open)
            .ExecuteUpdateAsync(
                step => step.SetProperty(s => s.State, WorkItemState.Parked).SetProperty(s => s.ParkedCode, code).SetProperty(s => s.ParkedReason, reason)
                    .SetProperty(s => s.LeasedUntil, (DateTimeOffset?)null).SetProperty(s => s.LeaseToken, (Guid?)null),
                cancellation);
        if (done != 1)
            throw new LeaseLostException();
    }

    /// <summary>Open, said as a range: an equality makes SQLite look through every open step instead of for these keys.</summary>
    private static IQueryable<WorkItem> OpenOf(GatewayContext store, IReadOnlyCollection<Guid> ids) =>
        store.WorkItems.Where(s => ids.Contains(s.Id) && s.State < WorkItemState.Done);

    private static IQueryable<WorkItem> Leased(GatewayContext store, Guid token, IReadOnlyCollection<Guid> ids) =>
        OpenOf(store, ids).Where(s => s.LeaseToken == token);

    /// <summary>Steps of a stage that may be leased.</summary>
    public static IQueryable<WorkItem> Due(GatewayContext store, string stage, DateTimeOffset now) =>
        (store ?? throw new ArgumentNullException(nameof(store))).WorkItems.Where(s => s.State == WorkItemState.Open && s.Stage == stage && s.NotBefore <= now && (s.LeasedUntil == null || s.LeasedUntil <= now));
}

/// <summary>A step is no longer held under the token it was leased with.</summary>
public sealed class LeaseLostException() : Exception("A step is no longer held under this lease.");
