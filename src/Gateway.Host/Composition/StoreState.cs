using Gateway.Core.Reading;
using Gateway.Persistence;

namespace Gateway.Host.Composition;

/// <summary>Tells the API whether the store can be asked.</summary>
internal sealed class StoreState(IGatewayDatabase database, Installation installation) : IStoreState
{
    public bool IsOpen => installation.IsOpen;

    public bool IsAway(Exception exception) => database.IsUnavailable(exception);
}
