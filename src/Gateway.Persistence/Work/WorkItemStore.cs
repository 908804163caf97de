using Gateway.Core.Work;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Work;

/// <summary>Leases due work items, gives leases back and makes waiting ones due. What becomes of leased ones is written with the effects of their decisions.</summary>
/// <param name="database">Database.</param>
/// <param name="keys">Row keys.</param>
/// <param name="machine">Machine time: leases and retries run on it.</param>
/// <param name="starts">Where to begin looking.</param>
public sealed class WorkItemStore(IGatewayDatabase database, KeySequence keys, TimeProvider machine, QueueStarts starts)
{
    /// <summary>Leases due work items of a stage.</summary>
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
        var look = starts.Begin("work:" + stage);
        // Also leased ones: none of them may be lost from the count below.
        var first = look.IsWhole
            ? await store.WorkItems.Where(s => s.State == WorkItemState.Open && s.Stage == stage).OrderBy(s => s.NotBefore).Select(s => (DateTimeOffset?)s.NotBefore).FirstOrDefaultAsync(cancellation)
            : null;
        if (look.IsWhole)
            look.Ended(first);
        if (look.IsWhole && first is null)
            return WorkLease.None;
        var from = first ?? look.From;
        var due = await Due(store, stage, now).Where(s => s.NotBefore >= from).OrderBy(s => s.NotBefore).Take(most).Select(s => s.NotBefore).ToListAsync(cancellation);
        if (due.Count == 0)
            return WorkLease.None;
        var leased = await store.WorkItems.CountAsync(s => s.State == WorkItemState.Open && s.Stage == stage && s.NotBefore >= from && s.LeasedUntil > now, cancellation);
        if (leased >= cap)
            return WorkLease.None;
        if (leased > 0 && due.Count < most && due[0] + linger - now is { Ticks: > 0 } early)
            return new WorkLease(Guid.Empty, [], early);

        var claim = new WorkClaim(stage, most, keys.Next(), now, now + duration, from);
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
                .ExecuteUpdateAsync(item => item.SetProperty(s => s.LeasedUntil, (DateTimeOffset?)null).SetProperty(s => s.LeaseToken, (Guid?)null), cancellation);
        }
    }

    /// <summary>The machine's clock was set back: what was due before is due, and no lease holds longer than it was given for.</summary>
    public async Task<int> WentBackAsync(DateTimeOffset before, TimeSpan lease, CancellationToken cancellation)
    {
        var now = machine.GetUtcNow();
        var longest = now + lease;
        starts.Reset();
        await using var store = database.Open();
        using (await database.EnterWriteAsync(cancellation))
        {
            await store.WorkItems.Where(s => s.State == WorkItemState.Open && s.LeasedUntil > longest).ExecuteUpdateAsync(item => item.SetProperty(s => s.LeasedUntil, longest), cancellation);
            return await store.WorkItems.Where(s => s.State == WorkItemState.Open && s.NotBefore > now && s.NotBefore <= before).ExecuteUpdateAsync(item => item.SetProperty(s => s.NotBefore, now), cancellation);
        }
    }

    /// <summary>Gives back leases whose message was not sent: due at once, and no attempt.</summary>
    public async Task GiveBackAsync(Guid token, IReadOnlyCollection<Guid> ids, CancellationToken cancellation)
    {
        await using var store = database.Open();
        using (await database.EnterWriteAsync(cancellation))
        {
            // Open, said as a range: an equality makes SQLite look through every open item instead of for these keys.
            await store.WorkItems.Where(s => ids.Contains(s.Id) && s.State < WorkItemState.Parked && s.LeaseToken == token).ExecuteUpdateAsync(
                item => item.SetProperty(s => s.Attempts, s => s.Attempts - 1).SetProperty(s => s.LeasedUntil, (DateTimeOffset?)null).SetProperty(s => s.LeaseToken, (Guid?)null),
                cancellation);
        }
    }

    /// <summary>Machine time since when the oldest open work item of a stage is due, leased or not; null: nothing is due.</summary>
    public async Task<DateTimeOffset?> OldestDueAsync(string stage, CancellationToken cancellation)
    {
        var now = machine.GetUtcNow();
        await using var store = database.Open();
        return await store.WorkItems.Where(s => s.State == WorkItemState.Open && s.Stage == stage && s.NotBefore <= now)
            .OrderBy(s => s.NotBefore).Select(s => (DateTimeOffset?)s.NotBefore).FirstOrDefaultAsync(cancellation);
    }

    /// <summary>Makes work items due at once that wait for a later time; those that are leased or due are left alone.</summary>
    /// <returns>How many.</returns>
    public async Task<int> WakeSleepingAsync(string stage, IReadOnlyCollection<Guid> subjects, CancellationToken cancellation)
    {
        var now = machine.GetUtcNow();
        await using var store = database.Open();
        using (await database.EnterWriteAsync(cancellation))
        {
            return await store.WorkItems.Where(s => s.Stage == stage && subjects.Contains(s.SubjectId) && s.State < WorkItemState.Parked && s.LeasedUntil == null && s.NotBefore > now)
                .ExecuteUpdateAsync(item => item.SetProperty(s => s.NotBefore, now), cancellation);
        }
    }

    /// <summary>Work items of a stage that may be leased.</summary>
    public static IQueryable<WorkItem> Due(GatewayContext store, string stage, DateTimeOffset now) =>
        (store ?? throw new ArgumentNullException(nameof(store))).WorkItems.Where(s => s.State == WorkItemState.Open && s.Stage == stage && s.NotBefore <= now && (s.LeasedUntil == null || s.LeasedUntil <= now));
}

/// <summary>A work item is no longer held under the token it was leased with.</summary>
public sealed class LeaseLostException() : Exception("A work item is no longer held under this lease.");
