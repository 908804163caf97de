using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Gateway.Benchmarks.Compared;

/// <summary>
/// The least that a broker and a database can do with the same bytes: a raw client takes what waits at a hop, at most 200
/// messages, inserts them with one statement, hands each on with a confirm, and acknowledges. No format, no rule, no key.
/// Durable as the gateway is: quorum queues, persistent messages, confirmed publishing, synchronous commits.
/// </summary>
internal sealed class BrokerFloor : IAsyncDisposable
{
    private const int Together = 200;

    private readonly IConnection _connection;
    private readonly NpgsqlDataSource _database;
    private readonly Records _records;
    private readonly int _hops;
    private readonly List<IChannel> _channels = [];
    private readonly List<Task> _working = [];
    private readonly CancellationTokenSource _stop = new();
    private Countdown _through = new(0);

    private BrokerFloor(IConnection connection, NpgsqlDataSource database, Records records, int hops) =>
        (_connection, _database, _records, _hops) = (connection, database, records, hops);

    /// <summary>Records per second through so many hops, after a warm-up.</summary>
    public static async Task<double> RunAsync(Uri rabbit, string postgres, Records records, int hops, CancellationToken cancellation)
    {
        var connection = await new ConnectionFactory { Uri = rabbit }.CreateConnectionAsync(cancellation);
        await using var floor = new BrokerFloor(connection, NpgsqlDataSource.Create(postgres), records, hops);
        await using (var table = floor._database.CreateCommand("CREATE TABLE IF NOT EXISTS kept (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, hop int NOT NULL, body bytea NOT NULL)"))
            await table.ExecuteNonQueryAsync(cancellation);
        for (var hop = 0; hop < hops; hop++)
            floor._working.Add(await floor.WorkAsync(hop));
        await floor.PassAsync(0, records.WarmUp, cancellation);
        var began = Stopwatch.GetTimestamp();
        await floor.PassAsync(records.WarmUp, records.Count, cancellation);
        return (records.Count - records.WarmUp) / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_working);
        await using (var channel = await _connection.CreateChannelAsync())
        {
            for (var hop = 0; hop < _hops; hop++)
                await channel.QueueDeleteAsync(Queue(hop));
        }

        foreach (var channel in _channels)
            await channel.DisposeAsync();
        await _connection.DisposeAsync();
        await _database.DisposeAsync();
        _stop.Dispose();
    }

    private async Task PassAsync(int from, int until, CancellationToken cancellation)
    {
        _through = new Countdown(until - from);
        var publishing = await ConfirmingAsync();
        foreach (var numbers in Enumerable.Range(from, until - from).Chunk(Together))
            await PublishAsync(publishing, 0, numbers);
        // A hop ends only by failing.
        await await Task.WhenAny([.. _working, _through.Done.WaitAsync(cancellation)]);
    }

    private async Task<Task> WorkAsync(int hop)
    {
        var taking = await _connection.CreateChannelAsync();
        _channels.Add(taking);
        await taking.QueueDeclareAsync(Queue(hop), durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?>(StringComparer.Ordinal) { ["x-queue-type"] = "quorum" });
        await taking.BasicQosAsync(0, 2 * Together, global: false);
        var waiting = Channel.CreateUnbounded<(ulong Tag, int Number, byte[] Body)>();
        var consumer = new AsyncEventingBasicConsumer(taking);
        consumer.ReceivedAsync += (_, message) =>
        {
            waiting.Writer.TryWrite((message.DeliveryTag, int.Parse(message.BasicProperties.MessageId!, CultureInfo.InvariantCulture), message.Body.ToArray()));
            return Task.CompletedTask;
        };
        await taking.BasicConsumeAsync(Queue(hop), autoAck: false, consumer);
        var publishing = await ConfirmingAsync();
        return Task.Run(() => WorkAsync(hop, waiting.Reader, taking, publishing));
    }

    private async Task WorkAsync(int hop, ChannelReader<(ulong Tag, int Number, byte[] Body)> waiting, IChannel taking, IChannel publishing)
    {
        try
        {
            while (await waiting.WaitToReadAsync(_stop.Token))
            {
                List<(ulong Tag, int Number, byte[] Body)> batch = [];
                while (batch.Count < Together && waiting.TryRead(out var message))
                    batch.Add(message);
                await using (var insert = _database.CreateCommand("INSERT INTO kept (hop, body) SELECT $1, unnest($2)"))
                {
                    insert.Parameters.AddWithValue(hop);
                    insert.Parameters.AddWithValue(batch.Select(m => m.Body).ToArray());
                    await insert.ExecuteNonQueryAsync();
                }

                if (hop + 1 < _hops)
                    await PublishAsync(publishing, hop + 1, batch.Select(m => m.Number));
                await taking.BasicAckAsync(batch[^1].Tag, multiple: true);
                if (hop + 1 == _hops)
                    _through.Add(batch.Count);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The measurement is over.
        }
    }

    private Task PublishAsync(IChannel channel, int hop, IEnumerable<int> numbers) => Task.WhenAll(numbers.Select(n => channel.BasicPublishAsync(
        "", Queue(hop), mandatory: true, new BasicProperties { DeliveryMode = DeliveryModes.Persistent, MessageId = n.ToString(CultureInfo.InvariantCulture) }, _records.Body(n, hop)).AsTask()));

    private async Task<IChannel> ConfirmingAsync()
    {
        var channel = await _connection.CreateChannelAsync(new CreateChannelOptions(
            publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true, outstandingPublisherConfirmationsRateLimiter: null));
        _channels.Add(channel);
        return channel;
    }

    private string Queue(int hop) => string.Create(CultureInfo.InvariantCulture, $"floor.{_hops}.{hop}");
}
