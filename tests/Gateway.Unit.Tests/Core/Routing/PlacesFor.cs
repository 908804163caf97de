using Gateway.Core.Routing;

namespace Gateway.Unit.Tests.Core.Routing;

/// <summary>Who holds places, as a test says.</summary>
internal sealed class PlacesFor : IOccupancy
{
    private readonly Dictionary<(string, string), StatedCapacity> _stated = [];

    internal Dictionary<(string, string), int> Held { get; } = [];

    internal Dictionary<(string, string), int> Handed { get; } = [];

    internal Dictionary<(string, string), int> Wait { get; } = [];

    internal Dictionary<string, int> Guided { get; } = [];

    public int Taken(string agency, string service) => Held.GetValueOrDefault((agency, service));

    public int Promised(string agency, string service) => Handed.GetValueOrDefault((agency, service));

    public int Waiting(string agency, string service) => Wait.GetValueOrDefault((agency, service));

    public int Clients(string agency) => Guided.GetValueOrDefault(agency);

    public StatedCapacity? Stated(string agency, string service) => _stated.GetValueOrDefault((agency, service));

    internal PlacesFor Add(StatedCapacity stated)
    {
        _stated[(stated.Agency, stated.Service)] = stated;
        return this;
    }
}
