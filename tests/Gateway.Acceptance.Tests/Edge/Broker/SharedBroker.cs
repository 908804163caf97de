using Gateway.Servers;
using Gateway.Tests.Running;
using Gateway.Workers.Broker;
using Gateway.Workers.Edge;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Gateway.Acceptance.Tests.Edge.Broker;

/// <summary>One broker for the suite. It may be killed: each test begins with it running and with the queues it names empty.</summary>
public sealed class SharedBroker : IAsyncLifetime
{
    private PrivateRabbit? _rabbit;

    public PrivateRabbit Rabbit => _rabbit!;

    public async Task InitializeAsync()
    {
        _rabbit = await PrivateRabbit.StartAsync(Directory.CreateTempSubdirectory("gateway-edge-").FullName, CancellationToken.None);
        // A broker that is killed while it makes a quorum queue never gets it going again: they are there beforehand.
        await using (await LineAsync([.. Shipped.Contracts.Agreed.Directory.Agencies.Where(a => a.Live).Select(a => a.Id)]))
        {
        }
    }

    public Task DisposeAsync() => Rabbit.DisposeAsync().AsTask();

    /// <summary>A line to the broker, with empty queues of the agencies named.</summary>
    internal async Task<BrokerLine> LineAsync(params string[] agencies)
    {
        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        while (true)
        {
            var line = await BrokerLine.OpenAsync(Rabbit.Uri);
            try
            {
                foreach (var agency in agencies)
                    await line.EmptyAsync(agency);
                return line;
            }
            catch (OperationInterruptedException e) when (BrokerLine.IsElecting(e) && System.Diagnostics.Stopwatch.GetElapsedTime(began) < BrokerLine.Patience)
            {
                await line.DisposeAsync();
                // A queue that an earlier test's crash left without a leader is made anew: it is to be empty anyway.
                await DeleteAsync(agencies);
            }
        }
    }

    private async Task DeleteAsync(string[] agencies)
    {
        foreach (var queue in agencies.SelectMany(a => new[] { AgencyQueues.InQueue(a), AgencyQueues.OutQueue(a) }))
        {
            await using var line = await BrokerLine.OpenAsync(Rabbit.Uri);
            try
            {
                await line.Channel.QueueDeleteAsync(queue, ifUnused: false, ifEmpty: false);
            }
            catch (OperationInterruptedException)
            {
                // It will be tried again.
            }
        }
    }

    /// <summary>A line to a broker that was just started again, once the queues named serve; nothing is taken from them.</summary>
    internal async Task<BrokerLine> LineAfterRestartAsync(params string[] queues)
    {
        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        while (true)
        {
            var line = await BrokerLine.OpenAsync(Rabbit.Uri);
            try
            {
                foreach (var queue in queues)
                    await line.Channel.BasicCancelAsync(await line.Channel.BasicConsumeAsync(queue, autoAck: false, new AsyncEventingBasicConsumer(line.Channel)));
                await line.DisposeAsync();
                return await BrokerLine.OpenAsync(Rabbit.Uri);
            }
            catch (OperationInterruptedException e) when (BrokerLine.IsElecting(e) && System.Diagnostics.Stopwatch.GetElapsedTime(began) < BrokerLine.Patience)
            {
                await line.DisposeAsync();
            }
        }
    }
}

/// <summary>The edge's tests take turns, and with those of the other broker too: both kill brokers and count what comes.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class EdgeCollection : ICollectionFixture<SharedBroker>
{
    public const string Name = "agency edge";
}

/// <summary>An office's own connection to the broker, with the client library alone.</summary>
internal sealed class BrokerLine : IAsyncDisposable
{
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly IConnection _connection;

    private BrokerLine(IConnection connection, IChannel channel)
    {
        _connection = connection;
        Channel = channel;
    }

    public IChannel Channel { get; }

    /// <summary>A broker that has just started listens before its quorum queues have found their leaders, and answers with 541 until then.</summary>
    internal static bool IsElecting(OperationInterruptedException e) => e.ShutdownReason?.ReplyCode == 541;

    public static async Task<BrokerLine> OpenAsync(Uri uri)
    {
        var connection = await new ConnectionFactory { Uri = uri, AutomaticRecoveryEnabled = false, MaxInboundMessageBodySize = 512 * 1024 * 1024 }.CreateConnectionAsync();
        return new BrokerLine(connection, await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true)));
    }

    public async Task EmptyAsync(string agency)
    {
        await AgencyQueues.DeclareInAsync(Channel, agency, CancellationToken.None);
        await AgencyQueues.DeclareOutAsync(Channel, agency, CancellationToken.None);
        await Channel.QueuePurgeAsync(AgencyQueues.InQueue(agency));
        await Channel.QueuePurgeAsync(AgencyQueues.OutQueue(agency));
    }

    /// <summary>Publishes as an agency does, and waits for the broker's confirmation.</summary>
    public async Task PublishAsync(string agency, byte[] body, string? profile = null, string? messageId = null, string? contentType = null, Action<BasicProperties>? further = null)
    {
        var properties = new BasicProperties { Persistent = true, MessageId = messageId, ContentType = contentType, Headers = new Dictionary<string, object?>(StringComparer.Ordinal) };
        if (profile is not null)
            properties.Headers["x-gateway-profile"] = profile;
        further?.Invoke(properties);
        await Channel.BasicPublishAsync(AgencyQueues.InExchange(agency), routingKey: "", mandatory: true, properties, body);
    }

    /// <summary>Messages that lie ready in a queue.</summary>
    public async Task<uint> ReadyAsync(string queue) => await Channel.MessageCountAsync(queue);

    /// <summary>Consumes a queue without confirming anything.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="atOnce">How many may lie unconfirmed here.</param>
    public async IAsyncEnumerable<BasicDeliverEventArgs> LettersAsync(string queue, ushort atOnce)
    {
        await Channel.BasicQosAsync(0, atOnce, global: false);
        var letters = System.Threading.Channels.Channel.CreateUnbounded<BasicDeliverEventArgs>();
        var consumer = new AsyncEventingBasicConsumer(Channel);
        consumer.ReceivedAsync += (_, letter) => letters.Writer.WriteAsync(letter).AsTask();
        await Channel.BasicConsumeAsync(queue, autoAck: false, consumer);
        await foreach (var letter in letters.Reader.ReadAllAsync(new CancellationTokenSource(Patience).Token))
            yield return letter;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _connection.DisposeAsync();
        }
        catch (Exception e) when (e is RabbitMQClientException or IOException)
        {
            // The broker was killed under it.
        }
    }
}

/// <summary>A gateway in this process that serves the broker.</summary>
internal static class EdgeGateway
{
    public static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(50);

    public static Task<RunningGateway> StartAsync(
        Uri broker, Action<IServiceCollection>? further = null, Gateway.Host.Composition.ContractsFolder? contracts = null, string? data = null, Action<EdgeOptions>? edge = null) =>
        RunningGateway.StartAsync(data, contracts, further: services =>
        {
            services.AddSingleton(BrokerAddress.Parse(broker.ToString())!);
            services.Configure<EdgeOptions>(o =>
            {
                o.RetryAfter = Soon;
                o.TopUpEvery = Soon;
                edge?.Invoke(o);
            });
            services.AddAgencyEdge();
            further?.Invoke(services);
        });
}
