using RabbitMQ.Client;

namespace Gateway.Workers.Edge;

/// <summary>
/// Names and arguments of an agency's own part of the broker, in one place: what the gateway declares when it starts and
/// what exported definitions hold must be the same to the last argument, or the broker refuses the second.
/// </summary>
public static class AgencyQueues
{
    /// <summary>Header of a message to the gateway that names its format profile.</summary>
    public const string ProfileHeader = "x-gateway-profile";

    /// <summary>Kind of <see cref="InExchange"/>.</summary>
    public const string InExchangeType = ExchangeType.Fanout;

    /// <summary>
    /// Arguments of both queues. Newer brokers drop a message of a quorum queue that came back 20 times; nothing may be
    /// dropped, so the limit is set out of reach.
    /// </summary>
    public static IReadOnlyDictionary<string, object> Arguments { get; } = new Dictionary<string, object>(StringComparer.Ordinal)
    {
        ["x-queue-type"] = "quorum",
        ["x-delivery-limit"] = 1_000_000_000,
    };

    /// <summary>Durable exchange that the agency publishes to.</summary>
    public static string InExchange(string agency) => $"agency.{agency}.in";

    /// <summary>Durable queue bound to <see cref="InExchange"/> with an empty key, which the gateway consumes.</summary>
    public static string InQueue(string agency) => $"agency.{agency}.in";

    /// <summary>Durable queue that the agency consumes; the gateway publishes to it through the default exchange.</summary>
    public static string OutQueue(string agency) => $"agency.{agency}.out";

    /// <summary>Declares what an agency sends through. Repeating it changes nothing.</summary>
    internal static async Task DeclareInAsync(IChannel channel, string agency, CancellationToken cancellation)
    {
        await channel.ExchangeDeclareAsync(InExchange(agency), InExchangeType, durable: true, autoDelete: false, cancellationToken: cancellation);
        await DeclareAsync(channel, InQueue(agency), cancellation);
        await channel.QueueBindAsync(InQueue(agency), InExchange(agency), routingKey: "", cancellationToken: cancellation);
    }

    /// <summary>Declares what an agency receives from.</summary>
    /// <returns>Messages that nobody has consumed.</returns>
    internal static async Task<long> DeclareOutAsync(IChannel channel, string agency, CancellationToken cancellation) =>
        (await DeclareAsync(channel, OutQueue(agency), cancellation)).MessageCount;

    private static Task<QueueDeclareOk> DeclareAsync(IChannel channel, string queue, CancellationToken cancellation) =>
        channel.QueueDeclareAsync(
            queue, durable: true, exclusive: false, autoDelete: false, Arguments.ToDictionary(a => a.Key, object? (a) => a.Value, StringComparer.Ordinal), cancellationToken: cancellation);
}
