using RabbitMQ.Client;

namespace Gateway.Workers.Broker;

/// <summary>Declares on a channel what <see cref="BrokerTopology"/> says. Declaring what is there already changes nothing.</summary>
public static class BrokerDeclarations
{
    /// <summary>Declares a queue.</summary>
    public static Task<QueueDeclareOk> DeclareAsync(this IChannel channel, QueueDeclaration queue, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(channel);
        ArgumentNullException.ThrowIfNull(queue);
        return channel.QueueDeclareAsync(
            queue.Name, durable: true, exclusive: false, autoDelete: false, queue.Arguments.ToDictionary(a => a.Key, object? (a) => a.Value), cancellationToken: cancellation);
    }

    /// <summary>Declares an exchange, its queue, and binds them.</summary>
    public static async Task DeclareAsync(this IChannel channel, FanOut fanOut, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(channel);
        ArgumentNullException.ThrowIfNull(fanOut);
        var name = fanOut.Queue.Name;
        await channel.ExchangeDeclareAsync(name, ExchangeType.Fanout, durable: true, autoDelete: false, cancellationToken: cancellation);
        await channel.DeclareAsync(fanOut.Queue, cancellation);
        await channel.QueueBindAsync(name, name, routingKey: "", cancellationToken: cancellation);
    }
}
