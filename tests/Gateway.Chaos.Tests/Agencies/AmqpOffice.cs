using System.Text.Json.Nodes;
using System.Threading.Channels;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Gateway.Chaos.Tests.Agencies;

/// <summary>An office that consumes its queue. Now and then it falls over before it confirmed, and gets the same again.</summary>
internal sealed class AmqpOffice(Uri broker, string agency, Sightings sightings, CaseWorkers people) : IReceiver
{
    private const ushort AtOnce = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public async Task ReceiveAsync(Random chance, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await ConsumeAsync(chance, stop);
            }
            catch (Exception e) when (AmqpLine.IsGone(e) && !stop.IsCancellationRequested)
            {
                // The broker was killed, or the queue is not declared yet.
                await Task.Delay(Pause, TimeProvider.System, CancellationToken.None);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task ConsumeAsync(Random chance, CancellationToken stop)
    {
        await using var connection = await AmqpLine.ConnectAsync(broker);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: stop);
        var came = System.Threading.Channels.Channel.CreateUnbounded<(ulong Tag, Sighting Sighting)>();
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, e) =>
        {
            var sent = JsonNode.Parse(e.Body.Span)!;
            return came.Writer.WriteAsync((e.DeliveryTag, Sighting.Of(agency, sent)), CancellationToken.None).AsTask();
        };
        channel.ChannelShutdownAsync += (_, _) =>
        {
            came.Writer.TryComplete();
            return Task.CompletedTask;
        };
        await channel.BasicQosAsync(0, AtOnce, global: false, stop);
        await channel.BasicConsumeAsync($"agency.{agency}.out", autoAck: false, consumer, stop);
        await foreach (var (tag, sighting) in came.Reader.ReadAllAsync(stop))
        {
            sightings.Add(sighting);
            await people.AnswerAsync(sighting.Document);
            if (chance.Next(40) == 0)
                return;
            await channel.BasicAckAsync(tag, multiple: false, stop);
        }
    }
}
