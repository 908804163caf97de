using Gateway.Workers.Broker;
using RabbitMQ.Client;

namespace Gateway.Workers.Edge;

/// <summary>An agency's own part of the broker, as <see cref="BrokerTopology"/> lays it out.</summary>
public static class AgencyQueues
{
    /// <summary>Header of a message to the gateway that names its format profile.</summary>
    public const string ProfileHeader = "x-gateway-profile";

    /// <summary>Header of a message to the gateway that names the set-aside record it replaces.</summary>
    public const string CorrectsHeader = "x-gateway-corrects";

    /// <summary>Kind of <see cref="InExchange"/>.</summary>
    public const string InExchangeType = ExchangeType.Fanout;

    /// <summary>Arguments of <see cref="InQueue"/>.</summary>
    public static IReadOnlyDictionary<string, object> InArguments(string agency) => BrokerTopology.InOf(agency).Queue.Arguments;

    /// <summary>Arguments of <see cref="OutQueue"/>.</summary>
    public static IReadOnlyDictionary<string, object> OutArguments(string agency) => BrokerTopology.OutOf(agency).Arguments;

    /// <summary>Durable exchange that the agency publishes to.</summary>
    public static string InExchange(string agency) => InQueue(agency);

    /// <summary>Durable queue bound to <see cref="InExchange"/> with an empty key, which the gateway consumes.</summary>
    public static string InQueue(string agency) => BrokerTopology.InOf(agency).Queue.Name;

    /// <summary>Durable queue that the agency consumes; the gateway publishes to it through the default exchange.</summary>
    public static string OutQueue(string agency) => BrokerTopology.OutOf(agency).Name;

    /// <summary>Declares what an agency sends through. Repeating it changes nothing.</summary>
    internal static Task DeclareInAsync(IChannel channel, string agency, CancellationToken cancellation) =>
        channel.DeclareAsync(BrokerTopology.InOf(agency), cancellation);

    /// <summary>Declares what an agency receives from.</summary>
    /// <returns>Messages that nobody has consumed.</returns>
    internal static async Task<long> DeclareOutAsync(IChannel channel, string agency, CancellationToken cancellation) =>
        (await channel.DeclareAsync(BrokerTopology.OutOf(agency), cancellation)).MessageCount;
}
