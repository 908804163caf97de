using Gateway.Core.Routing;
using Gateway.Core.Work;

namespace Gateway.Workers.Delivery;

/// <summary>The channels that the gateway writes to, by the agencies that have them.</summary>
internal sealed class Outbounds(IPresent<Agreed> agreed, IEnumerable<IOutbound> channels)
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(5);

    private readonly List<IOutbound> _channels = [.. channels];

    /// <summary>The channel of a recipient; null when it reads what is for it by itself.</summary>
    internal IOutbound? Of(string recipient) =>
        agreed.Now.Directory.Party(recipient) is { } agency ? _channels.Find(c => c.Kind == agency.Channel) : null;

    /// <summary>How long a delivery for a recipient rests when it may not leave yet.</summary>
    internal TimeSpan RestOf(string recipient) => Of(recipient)?.Sleep ?? Usual;
}
