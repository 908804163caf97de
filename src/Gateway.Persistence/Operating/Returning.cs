using Gateway.Core.Handovers;
using Gateway.Core.Returns;
using Gateway.Core.Work;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;
using Gateway.Persistence.Stages;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Operating;

/// <summary>Sends records that were set aside back to their sender, as <see cref="ReturnRules"/> decides.</summary>
internal sealed class Returning(UnitsOfWork units, KeyRing rings, ICircumstances circumstances)
{
    /// <returns>How many went back.</returns>
    internal Task<int> ReturnAsync(string user, IReadOnlyCollection<Guid> tasks, CancellationToken cancellation) =>
        units.RunAsync(
            async unit =>
            {
                var open = await unit.Store.Tasks.AsNoTracking()
                    .Where(w => tasks.Contains(w.Id) && w.ClosedAt == null && w.Kind == TaskKinds.SetAside).OrderBy(w => w.Id).ToListAsync(cancellation);
                if (open.Count == 0)
                    return 0;
                var known = await KnownAsync(unit.Store, open.ConvertAll(w => w.SubjectId), cancellation);
                var draft = new Draft(known, circumstances.Now());
                var returned = ReturnRules.Return(draft, user, open);
                await AddKeysAsync(unit, returned, cancellation);
                EffectWriter.Write(unit, known, [draft.Decided()]);
                return returned.Count;
            },
            cancellation);

    private static async Task<Snapshots> KnownAsync(GatewayContext store, List<Guid> subjects, CancellationToken cancellation)
    {
        var earlier = await store.Deliveries.AsNoTracking().Where(d => subjects.Contains(d.ClientId)).ToListAsync(cancellation);
        return new Snapshots
        {
            Deliveries = new SnapshotSet<DeliverySnapshot>(earlier.Where(d => d.State == DeliveryState.Waiting)),
            LastSequences = earlier.GroupBy(d => (d.ClientId, d.Recipient)).ToDictionary(g => g.Key, g => g.Max(d => d.Sequence)),
        };
    }

    /// <summary>What is returned for the first time gets the key under which its event is sealed.</summary>
    private async Task AddKeysAsync(UnitOfWork unit, IReadOnlyList<Guid> returned, CancellationToken cancellation)
    {
        var keyed = await unit.Store.DataKeys.Where(k => returned.Contains(k.Id)).Select(k => k.Id).ToListAsync(cancellation);
        foreach (var subject in returned.Except(keyed))
            unit.Write(rings.Create(ReturnLoads.Purpose, subject).Row);
    }
}
