using Gateway.Core.Routing;
using Gateway.Simulation.Running;

namespace Gateway.Simulation.Planted;

/// <summary>A fault in a gateway, planted around its ports: the product itself has no switch for it. This one plants none.</summary>
internal class PlantedFault : PortWatch
{
    /// <summary>No fault.</summary>
    public static PlantedFault None { get; } = new();

    /// <summary>What was agreed, as the processes see it.</summary>
    public virtual Agreed Agreed(Agreed agreed) => agreed;
}
