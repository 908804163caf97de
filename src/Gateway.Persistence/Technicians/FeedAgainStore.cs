using Gateway.Core.Accountability;
using Gateway.Core.Handovers;
using Gateway.Core.Technicians;
using Gateway.Core.Work;
using Gateway.Persistence.Operating;
using Gateway.Persistence.Stages;

namespace Gateway.Persistence.Technicians;

/// <summary>The load and apply side of reading a feed again.</summary>
internal sealed class FeedAgainStore(UnitsOfWork units, ReleaseLoads loads) : IFeedAgainStore
{
    public Task<ReleaseSnapshots> LoadAsync(IReadOnlyList<DeliverySnapshot> deliveries, CancellationToken cancellation) =>
        loads.ReadAsync(deliveries, new HashSet<string>(), cancellation);

    public async Task NoteAsync(ReleaseSnapshots known, IReadOnlyList<Decision> decisions, Reader reader, IReadOnlyList<OpenedThing> shown, CancellationToken cancellation)
    {
        await using var unit = units.Open();
        EffectWriter.Write(unit, known, decisions);
        foreach (var thing in shown.Distinct())
            await unit.OpenedAsync(reader, thing, purpose: null, key: null, cancellation);
        await unit.CommitAsync(cancellation);
    }
}
