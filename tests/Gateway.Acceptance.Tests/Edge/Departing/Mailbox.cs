using System.Text;
using System.Text.Json.Nodes;
using Gateway.Acceptance.Tests.Edge.Broker;
using Gateway.Tests.Running;
using Gateway.Workers.Edge;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Gateway.Acceptance.Tests.Edge.Departing;

/// <summary>A message as an office finds it in its out-queue.</summary>
internal sealed record Letter(string Id, string? ContentType, string? Type, bool Persistent, bool Redelivered, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public JsonObject Event { get; } = JsonNode.Parse(Body)!.AsObject();

    /// <summary>The handover in it, as a welfare office reads it.</summary>
    public Handover Handover => Gateway.Tests.Running.Handover.Of(Event["data"]!.GetValue<string>());
}

/// <summary>An office that consumes its out-queue and acknowledges what it has read.</summary>
internal sealed class Mailbox(IChannel line)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly System.Threading.Channels.Channel<(Letter Letter, ulong Tag)> _letters = System.Threading.Channels.Channel.CreateUnbounded<(Letter, ulong)>();

    public static async Task<Mailbox> OpenAsync(BrokerLine line, string agency)
    {
        var mailbox = new Mailbox(line.Channel);
        var consumer = new AsyncEventingBasicConsumer(line.Channel);
        consumer.ReceivedAsync += (_, arrived) =>
        {
            mailbox._letters.Writer.TryWrite((Of(arrived), arrived.DeliveryTag));
            return Task.CompletedTask;
        };
        await line.Channel.BasicConsumeAsync(AgencyQueues.OutQueue(agency), autoAck: false, consumer);
        return mailbox;
    }

    /// <summary>The next letter; fails when none comes.</summary>
    public async Task<Letter> NextAsync()
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        var (letter, tag) = await _letters.Reader.ReadAsync(patience.Token);
        await line.BasicAckAsync(tag, multiple: false);
        return letter;
    }

    public async Task<IReadOnlyList<Letter>> NextAsync(int count)
    {
        List<Letter> letters = [];
        while (letters.Count < count)
            letters.Add(await NextAsync());
        return letters;
    }

    private static Letter Of(BasicDeliverEventArgs arrived) => new(
        arrived.BasicProperties.MessageId!, arrived.BasicProperties.ContentType, arrived.BasicProperties.Type, arrived.BasicProperties.Persistent, arrived.Redelivered,
        (arrived.BasicProperties.Headers ?? new Dictionary<string, object?>(StringComparer.Ordinal)).ToDictionary(h => h.Key, h => h.Value is byte[] text ? Encoding.UTF8.GetString(text) : $"{h.Value}", StringComparer.Ordinal),
        arrived.Body.ToArray());
}
