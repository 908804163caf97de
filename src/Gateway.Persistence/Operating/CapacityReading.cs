using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Persistence.Stages;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Operating;

/// <summary>Counts who holds places.</summary>
internal sealed class CapacityReading(IGatewayDatabase database, IPresent<Agreed> agreed) : ICapacityReading
{
    public async Task<IOccupancy> ReadAsync(CancellationToken cancellation)
    {
        var batch = new LoadBatch(database);
        var places = PlacesTaken.Add(batch, agreed.Now);
        await batch.RunAsync(cancellation);
        return places.Read();
    }
}
