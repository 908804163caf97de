using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Gateway.Chaos.Tests.Agencies;

/// <summary>
/// An agency's way in over AMQP: a message counts as accepted when the broker has confirmed it. Whatever is not
/// confirmed is published again under the same message id.
/// </summary>
internal sealed class AmqpLine(Uri broker, string agency) : IIntakeLine, IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);
    private static readonly TimeSpan ConfirmWithin = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private IConnection? _connection;
    private IChannel? _channel;
    private int _repeats;

    /// <summary>Messages that had to be published again.</summary>
    public int Repeats => _repeats;

    /// <summary>Faults of a broker that is being killed.</summary>
    public static bool IsGone(Exception fault) =>
        fault is RabbitMQClientException or IOException or TimeoutException or OperationCanceledException or ObjectDisposedException or System.Net.Sockets.SocketException;

    /// <summary>A connection that is not mended by itself.</summary>
    public static Task<IConnection> ConnectAsync(Uri broker) => new ConnectionFactory
    {
        Uri = broker,
        AutomaticRecoveryEnabled = false,
        RequestedConnectionTimeout = TimeSpan.FromSeconds(2),
        RequestedHeartbeat = TimeSpan.FromSeconds(5),
    }.CreateConnectionAsync();

    public async Task<string?> SubmitAsync(Submission submission)
    {
        await _turn.WaitAsync();
        try
        {
            using var limit = new CancellationTokenSource(Patience, TimeProvider.System);
            while (!await IsConfirmedAsync(submission))
            {
                Interlocked.Increment(ref _repeats);
                await Task.Delay(Pause, TimeProvider.System, limit.Token);
            }

            return null;
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _turn.Dispose();
    }

    private async Task<bool> IsConfirmedAsync(Submission submission)
    {
        try
        {
            if (_channel is not { IsOpen: true })
            {
                await CloseAsync();
                _connection = await ConnectAsync(broker);
                _channel = await _connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
            }

            using var limit = new CancellationTokenSource(ConfirmWithin, TimeProvider.System);
            var properties = new BasicProperties
            {
                Persistent = true,
                MessageId = submission.Key,
                ContentType = submission.MediaType,
                Headers = new Dictionary<string, object?>(StringComparer.Ordinal) { ["x-gateway-profile"] = submission.Profile },
            };
            await _channel.BasicPublishAsync($"agency.{agency}.in", "", mandatory: true, properties, submission.Body, limit.Token);
            return true;
        }
        catch (Exception e) when (IsGone(e))
        {
            await CloseAsync();
            return false;
        }
    }

    private async Task CloseAsync()
    {
        var connection = Interlocked.Exchange(ref _connection, null);
        _channel = null;
        if (connection is null)
            return;
        try
        {
            await connection.DisposeAsync();
        }
        catch (Exception e) when (IsGone(e))
        {
            // It was gone already.
        }
    }
}
