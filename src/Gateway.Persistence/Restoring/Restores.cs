using Gateway.Core.Handovers;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Persistence.Model;
using Gateway.Persistence.Operating;
using Gateway.Persistence.Stages;
using Gateway.Persistence.Writing;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Restoring;

/// <summary>Takes a restored database into use: holds every delivery, and ends the hold when an operator says so.</summary>
internal sealed class Restores(IGatewayDatabase database, UnitsOfWork units, ICircumstances circumstances, IPresent<Agreed> agreed, TimeProvider machine) : IRestores
{
    private const int Together = 200;
    private const int Rounds = 10;
    private static readonly TimeSpan Soon = TimeSpan.FromHours(1);

    private static readonly int Waiting = (int)DeliveryState.Waiting;
    private static readonly int Released = (int)DeliveryState.Released;

    public async Task<RestoredState?> StateAsync(CancellationToken cancellation)
    {
        await using var store = database.Open();
        return await StateAsync(store, cancellation);
    }

    public Task AcceptAsync(RestoredState state, string actor, CancellationToken cancellation) => units.RunAsync(
        async unit =>
        {
            var agencies = agreed.Now.Directory.Agencies.Select(a => a.Id).ToList();
            var feeds = await unit.Store.Set<FeedSnapshot>().AsNoTracking().ToDictionaryAsync(f => f.Agency, StringComparer.Ordinal, cancellation);
            FeedStore.Write(unit, [.. feeds.Values.Select(f => new FeedChange(f, f with { Last = f.Last + RestoreHold.PositionsLeftOut }))]);
            FeedStore.Write(unit, [.. agencies.Where(a => !feeds.ContainsKey(a)).Select(a => new FeedChange(null, new FeedSnapshot { Agency = a, Last = RestoreHold.PositionsLeftOut }))]);
            // A hold that a person put must not be lifted by itself before this one; it stands again afterwards.
            var before = await StateAsync(unit.Store, cancellation);
            var holds = await unit.Store.Holds.AsNoTracking().Where(h => h.User != RestoreHold.User && agencies.Contains(h.Agency)).Select(h => new KeptHold(h.Agency, h.Since, h.User, h.Reason)).ToListAsync(cancellation);
            state = state with { Holds = [.. holds, .. before?.Holds.Where(h => !holds.Exists(o => o.Agency == h.Agency)) ?? []] };
            unit.First(new RowStatement($"""DELETE FROM "Hold" WHERE "Agency" {agencies}"""));
            foreach (var agency in agencies)
                unit.Write(new HoldRow { Agency = agency, Since = unit.Now, User = RestoreHold.User, Reason = "The database was restored from a backup. The hold ends with 'restore continue' on the command line (docs/backup.md)." });
            unit.First(new RowStatement($"""DELETE FROM "Setting" WHERE "Name" = {RestoredState.Setting}"""));
            unit.Write(new SettingRow { Name = RestoredState.Setting, Value = state.Write() });
            unit.Operated(actor, "restore.accepted", "database", Guid.Empty, $"seal {state.Seal} of {state.NotedSeal}");
            return true;
        },
        cancellation);

    public async Task<RestoreReport> ReportAsync(CancellationToken cancellation)
    {
        await using var store = database.Open();
        var held = await Held(store)
            .GroupBy(d => d.Recipient).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, StringComparer.Ordinal, cancellation);
        return new RestoreReport(
            await StateAsync(store, cancellation), await DueAsync(store, cancellation), held,
            await store.WorkItems.CountAsync(w => w.State == WorkItemState.Parked && w.ParkedCode == RestoreHold.Code, cancellation));
    }

    public async Task<int?> ContinueAsync(string actor, CancellationToken cancellation)
    {
        var parked = 0;
        // Work that goes on meanwhile may cause further deliveries: it is looked again in the transaction that ends the hold.
        for (var round = 0; round < Rounds; round++)
        {
            await using (var store = database.Open())
            {
                if (await DueAsync(store, cancellation) > 0)
                    return null;
            }

            foreach (var recipient in await RecipientsAsync(cancellation))
            {
                while (await database.DespiteConflictsAsync(() => ParkAsync(recipient, cancellation)) is > 0 and var some)
                    parked += some;
            }

            if (await EndAsync(actor, parked, cancellation))
                return parked;
        }

        return null;
    }

    /// <summary>Ends the hold, unless work is due or a delivery waits that has to be parked.</summary>
    private Task<bool> EndAsync(string actor, int parked, CancellationToken cancellation) => units.RunAsync(
        async unit =>
        {
            var opened = agreed.Now.Directory.Agencies.Where(a => RestoreHold.IsOpenedThere(a.Channel)).Select(a => a.Id).ToList();
            if (await DueAsync(unit.Store, cancellation) > 0 || await Held(unit.Store).AnyAsync(d => !opened.Contains(d.Recipient), cancellation))
                return false;
            var state = await StateAsync(unit.Store, cancellation);
            unit.First(new RowStatement($"""DELETE FROM "Hold" WHERE "User" = {RestoreHold.User}"""));
            unit.First(new RowStatement($"""DELETE FROM "Setting" WHERE "Name" = {RestoredState.Setting}"""));
            foreach (var hold in state?.Holds ?? [])
                unit.Write(new HoldRow { Agency = hold.Agency, Since = hold.Since, User = hold.User, Reason = hold.Reason });
            unit.Operated(actor, "restore.ended", "database", Guid.Empty, $"{parked} parked");
            return true;
        },
        cancellation);

    private static IQueryable<DeliverySnapshot> Held(GatewayContext store) =>
        store.Deliveries.Where(d => d.State == DeliveryState.Waiting || (d.State == DeliveryState.Released && d.Position == null));

    private async Task<List<string>> RecipientsAsync(CancellationToken cancellation)
    {
        await using var store = database.Open();
        return await Held(store).Select(d => d.Recipient).Distinct().ToListAsync(cancellation);
    }

    /// <summary>Parks some of what waits for a recipient. Work items that would bring it go: a replay issues a new one.</summary>
    private async Task<int> ParkAsync(string recipient, CancellationToken cancellation)
    {
        var batch = new LoadBatch(database);
        var waiting = batch.Rows<DeliverySnapshot>(
            ((SqlText)$"""WHERE t."Recipient" = {recipient} AND (t."State" = {Waiting} OR (t."State" = {Released} AND t."Position" IS NULL)) ORDER BY t."Id" """).Then(batch.Limit(Together)),
            abridged: nameof(DeliverySnapshot.Payload));
        await batch.RunAsync(cancellation);
        var deliveries = waiting.FindAll(d => RestoreHold.IsParked(d, agreed.Now.Directory.Party(d.Recipient)));
        if (deliveries.Count == 0)
            return 0;
        var ids = deliveries.ConvertAll(d => d.Id);
        batch = new LoadBatch(database);
        var generations = ReleaseLoads.Generations(batch, ids);
        await batch.RunAsync(cancellation);
        var known = new ReleaseSnapshots { Deliveries = new SnapshotSet<DeliverySnapshot>(deliveries), Generations = generations.ToDictionary(g => g.Delivery, g => g.Last) };
        var now = circumstances.Now();
        await using var unit = units.Open();
        unit.First(new RowStatement($"""DELETE FROM "WorkItem" WHERE "Stage" = {StageNames.Delivery} AND "State" = {WorkItemState.Open} AND "SubjectId" {ids}"""));
        EffectWriter.Write(unit, known, [.. deliveries.Select(d => ReleaseGuard.Park(known, now, d, item: null, RestoreHold.Fault).Release.Decision)]);
        await unit.CommitAsync(cancellation);
        return deliveries.Count;
    }

    /// <summary>Work before the delivery stage that is due, or is tried again soon.</summary>
    private async Task<int> DueAsync(GatewayContext store, CancellationToken cancellation)
    {
        var soon = machine.GetUtcNow() + Soon;
        return await store.WorkItems.CountAsync(w => w.State == WorkItemState.Open && w.Stage != StageNames.Delivery && w.NotBefore <= soon, cancellation);
    }

    private static async Task<RestoredState?> StateAsync(GatewayContext store, CancellationToken cancellation) =>
        await store.Settings.AsNoTracking().Where(s => s.Name == RestoredState.Setting).Select(s => s.Value).SingleOrDefaultAsync(cancellation) is { } value ? RestoredState.Read(value) : null;
}
