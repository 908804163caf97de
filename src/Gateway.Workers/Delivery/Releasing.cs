using Gateway.Core.Handovers;
using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Model;
using Gateway.Workers.Stages;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Workers.Delivery;

/// <summary>Decides which of a message's deliveries leave now, and releases those together in one transaction.</summary>
internal sealed class Releasing(UnitsOfWork units, IGatewayDatabase database, ReleaseDesk desk, Outbounds outbounds)
{
    // Two messages of this process at once would only make each other's change of a recipient's counter conflict.
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <returns>A dispatch for each step; none throws for what another process changed meanwhile.</returns>
    internal async Task<IReadOnlyList<Dispatch>> ReleaseAsync(IReadOnlyList<WorkItem> steps, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            // When the agreement, the handover or the recipient's counter changed meanwhile: look and ask the gate again.
            return await database.DespiteConflictsAsync(() => TryAsync(steps, cancellation));
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<IReadOnlyList<Dispatch>> TryAsync(IReadOnlyList<WorkItem> steps, CancellationToken cancellation)
    {
        await using var unit = units.Open();
        var ids = steps.Select(s => s.SubjectId).ToList();
        var rows = await unit.Store.Deliveries.Where(d => ids.Contains(d.Id)).ToDictionaryAsync(d => d.Id, cancellation);
        var heads = (await PairOrder.Heads(unit.Store).Where(d => ids.Contains(d.Id)).Select(d => d.Id).ToListAsync(cancellation)).ToHashSet();
        var dispatches = steps.Select(s => new Dispatch(s, rows[s.SubjectId])).ToList();
        foreach (var dispatch in dispatches)
            Begin(dispatch, heads);
        // What is for an agency on hold sleeps; released before or not, it is brought when the hold is lifted.
        var held = await unit.Store.Holds.Select(h => h.Agency).ToListAsync(cancellation);
        foreach (var dispatch in dispatches.Where(d => d.Turn == Turn.Leaving && held.Contains(d.Delivery.Recipient, StringComparer.Ordinal)))
            dispatch.Turn = Turn.Asleep;
        List<Dispatch> released = [];
        foreach (var recipient in dispatches.Where(d => d is { Turn: Turn.Leaving, Delivery.State: DeliveryState.Waiting }).GroupBy(d => d.Delivery.Recipient, StringComparer.Ordinal))
            released.AddRange(await WithinRoomAsync(unit, recipient.Key, [.. recipient.OrderBy(d => d.Delivery.Id)], cancellation));
        if (released.Count == 0)
            return dispatches;
        await desk.ReleaseAsync(unit, released.ConvertAll(d => d.Delivery), cancellation);
        await unit.CommitAsync(cancellation);
        foreach (var dispatch in released.Where(d => d.Delivery.State != DeliveryState.Released))
            dispatch.Turn = Turn.Over;
        return dispatches;
    }

    private void Begin(Dispatch dispatch, HashSet<Guid> heads)
    {
        var delivery = dispatch.Delivery;
        var written = outbounds.Of(delivery.Recipient) is not null;
        dispatch.Turn = delivery switch
        {
            { State: DeliveryState.Waiting } when written => heads.Contains(delivery.Id) ? Turn.Leaving : Turn.Asleep,
            { State: DeliveryState.Released, Position: null } => Turn.Leaving,
            _ => Turn.Over,
        };
        if (dispatch.Turn == Turn.Leaving && !written)
            dispatch.Fail(new Fault("no-channel", "It was released for a channel that its recipient no longer has."));
    }

    /// <summary>
    /// Those that a recipient has room for. Its counter row is raised with each release, so that two processes never fill
    /// the same room: whoever commits second looks again. What is on its way is read before the channel is asked.
    /// </summary>
    private async Task<IReadOnlyList<Dispatch>> WithinRoomAsync(UnitOfWork unit, string recipient, IReadOnlyList<Dispatch> waiting, CancellationToken cancellation)
    {
        var feed = await unit.Store.Feeds.SingleOrDefaultAsync(f => f.Agency == recipient, cancellation);
        var inTransit = await PairOrder.InTransit(unit.Store, recipient).LongCountAsync(cancellation);
        if (await outbounds.Of(recipient)!.RoomAsync(recipient, cancellation) is not { } room)
            return waiting;
        var fit = (int)Math.Clamp(room - inTransit, 0, waiting.Count);
        foreach (var dispatch in waiting.Skip(fit))
            dispatch.Turn = Turn.Asleep;
        if (fit == 0)
            return [];
        if (feed is null)
            unit.Store.Feeds.Add(feed = new FeedSnapshot { Agency = recipient });
        feed.Last += fit;
        return [.. waiting.Take(fit)];
    }
}
