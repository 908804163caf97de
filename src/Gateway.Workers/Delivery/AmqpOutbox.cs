using System.Collections.Concurrent;
using System.Text.Json;
using Gateway.Contracts;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Operating;
using Gateway.Core.Work;
using Gateway.Workers.Edge;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Gateway.Workers.Delivery;

/// <summary>
/// Publishes deliveries to agencies' out-queues, each agency on a channel of its own, and believes the broker's
/// confirmation only. A broker that is away is no fault of a delivery: it rests until <see cref="TopUp"/> finds the way
/// open again.
/// </summary>
internal sealed class AmqpOutbox(
    [FromKeyedServices(AmqpOutbox.Connection)] BrokerConnection broker, EdgeHealth health, IOptions<EdgeOptions> options,
    [FromKeyedServices(MachineTime.Key)] TimeProvider machine) : IOutbound
{
    /// <summary>Key of the connection that publishes.</summary>
    internal const string Connection = "edge-out";

    private readonly ConcurrentDictionary<string, Line> _lines = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _awaited = new(StringComparer.Ordinal);

    public ChannelKind Kind => ChannelKind.Amqp;

    public TimeSpan Sleep => TimeSpan.FromMinutes(5);

    /// <summary>Recipients for whom deliveries rest, as far as this process knows.</summary>
    internal ICollection<string> Awaited => _awaited.Keys;

    public void Await(string recipient) => _awaited[recipient] = true;

    internal void Forget(string recipient) => _awaited.TryRemove(recipient, out _);

    /// <summary>A line that broke is not asked here, so that one agency's queue never holds up the others' deliveries.</summary>
    public async Task<Room?> RoomAsync(string recipient, long onTheWay, CancellationToken cancellation)
    {
        var line = LineOf(recipient);
        var room = line.Broken ? 0 : await ProbeAsync(recipient, cancellation) - onTheWay;
        return new Room(room, IsShared: true) { Why = line.Broken ? WorkProblems.QueueNotReached : WorkProblems.QueueFull };
    }

    /// <summary>Asks the broker, and says whether the line works.</summary>
    internal async Task<long> ProbeAsync(string recipient, CancellationToken cancellation)
    {
        var line = LineOf(recipient);
        try
        {
            var unconsumed = await AgencyQueues.DeclareOutAsync(await ChannelAsync(line, cancellation), recipient, cancellation);
            line.Broken = false;
            health.Works(EdgeHealth.Out, recipient);
            return Math.Max(0, options.Value.MostUnconsumed - unconsumed);
        }
        catch (Exception e) when (BrokerAwayException.Is(e))
        {
            Break(line, recipient, e);
            return 0;
        }
    }

    /// <summary>
    /// Before it is published nothing has left. Afterwards only the broker's answer tells: it confirms, it returns what it has
    /// no queue for, or its answer stays out. That it refuses to confirm proves nothing.
    /// </summary>
    public async Task<AttemptResult> SendAsync(Attempt attempt, CancellationToken cancellation)
    {
        var recipient = attempt.Delivery.Recipient;
        var line = LineOf(recipient);
        if (line.Broken)
            return AttemptResult.ChannelAway;
        var body = JsonSerializer.SerializeToUtf8Bytes(Envelope.Of(attempt.Delivery, attempt.Bytes.Span), ContractJson.Options);
        var published = false;
        try
        {
            var channel = await ChannelAsync(line, cancellation);
            published = true;
            await channel.BasicPublishAsync(exchange: "", AgencyQueues.OutQueue(recipient), mandatory: true, PropertiesOf(attempt), body, cancellation).AsTask()
                .WaitAsync(options.Value.ConfirmWithin, machine, cancellation);
            return AttemptResult.Left;
        }
        catch (Exception e) when (BrokerAwayException.Is(e))
        {
            Break(line, recipient, e);
            return (published && e is not PublishException { IsReturn: true } ? AttemptResult.BrokeOff : AttemptResult.ChannelAway) with { Away = WorkProblems.QueueNotReached };
        }
    }

    private static BasicProperties PropertiesOf(Attempt attempt) => new()
    {
        Persistent = true,
        MessageId = attempt.Delivery.Id.ToString("D"),
        ContentType = CloudEvent.MediaType,
        Type = attempt.Delivery.Event,
        Headers = attempt.TraceParent is null ? null : new Dictionary<string, object?>(StringComparer.Ordinal) { ["traceparent"] = attempt.TraceParent },
    };

    private Line LineOf(string recipient) => _lines.GetOrAdd(recipient, _ => new Line());

    private async Task<IChannel> ChannelAsync(Line line, CancellationToken cancellation)
    {
        await line.Turn.WaitAsync(cancellation);
        try
        {
            if (line.Channel is { IsOpen: true } open)
                return open;
            if (line.Channel is not null)
                await line.Channel.DisposeAsync();
            line.Channel = null;
            // At most one message of the stage is out on it: nothing more has to hold it back.
            return line.Channel = await broker.OpenChannelAsync(
                new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true, outstandingPublisherConfirmationsRateLimiter: null), cancellation);
        }
        finally
        {
            line.Turn.Release();
        }
    }

    private void Break(Line line, string recipient, Exception cause)
    {
        line.Broken = true;
        // The broker may close the channel because of one call and fail another on it: its own reason is the better one.
        var reason = line.Channel?.CloseReason is { } closed ? new OperationInterruptedException(closed) : cause;
        health.Fails(EdgeHealth.Out, recipient, BrokerAwayException.SentenceOf(reason, reason is BrokerAwayException ? null : AgencyQueues.OutQueue(recipient)));
    }

    private sealed class Line
    {
        internal SemaphoreSlim Turn { get; } = new(1, 1);
        internal IChannel? Channel { get; set; }
        internal volatile bool Broken;
    }
}
