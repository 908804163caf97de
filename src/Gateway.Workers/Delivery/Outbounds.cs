using Gateway.Core.Directory;
using Gateway.Core.Routing;

namespace Gateway.Workers.Delivery;

/// <summary>The channels that the gateway writes to, by the agencies that have them.</summary>
internal sealed class Outbounds(Agreed agreed, IEnumerable<IOutbound> channels, LoopBack loopBack)
{
    private readonly List<IOutbound> _channels = [.. channels];

    /// <summary>The channel of a recipient; null when it reads what is for it by itself.</summary>
    internal IOutbound? Of(string recipient) => recipient == TestAgency.Id
        ? loopBack
        : agreed.Directory.Find(recipient) is { } agency ? _channels.Find(c => c.Kind == agency.Channel) : null;
}
