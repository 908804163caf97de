using Gateway.Core.Work;
using Gateway.Workers.Broker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;

namespace Gateway.Workers.Edge;

/// <summary>
/// One connection to the broker, made when it is needed and made again when it broke. The client's own recovery is off:
/// it does not cover the first connection nor a channel that the broker closed, and whoever uses a channel has to begin
/// anew after both in any case.
/// </summary>
/// <param name="edge">How often it is tried.</param>
/// <param name="machine">Machine time.</param>
/// <param name="address">Where the broker is; null: there is none.</param>
internal sealed class BrokerConnection(
    IOptions<EdgeOptions> edge, [FromKeyedServices(MachineTime.Key)] TimeProvider machine, BrokerAddress? address = null) : IAsyncDisposable
{
    /// <summary>The most that a broker lets through. A longer message than the client allows would break the connection for ever.</summary>
    private const uint LongestMessage = 512 * 1024 * 1024;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private IConnection? _connection;
    private BrokerAwayException? _failed;
    private long _failedAt;

    /// <summary>A channel of its own for the caller.</summary>
    /// <exception cref="BrokerAwayException">The broker cannot be reached; the message says what to do.</exception>
    internal async Task<IChannel> OpenChannelAsync(CreateChannelOptions? channel, CancellationToken cancellation)
    {
        var connection = await OpenAsync(cancellation);
        return await connection.CreateChannelAsync(channel, cancellation);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
            await _connection.DisposeAsync();
        _turn.Dispose();
    }

    private async Task<IConnection> OpenAsync(CancellationToken cancellation)
    {
        if (_connection is { IsOpen: true } open)
            return open;
        await _turn.WaitAsync(cancellation);
        try
        {
            if (_connection is { IsOpen: true } opened)
                return opened;
            // Many agencies ask at once: one attempt answers for all of them.
            if (_failed is not null && machine.GetElapsedTime(_failedAt) < edge.Value.RetryAfter / 2)
                throw _failed;
            if (_connection is not null)
                await _connection.DisposeAsync();
            _connection = null;
            return _connection = await ConnectAsync(cancellation);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<IConnection> ConnectAsync(CancellationToken cancellation)
    {
        var factory = (address ?? throw new BrokerAwayException(BrokerAwayException.NotConfigured)).Factory("gateway agency edge");
        factory.MaxInboundMessageBodySize = LongestMessage;
        try
        {
            var connection = await factory.CreateConnectionAsync(cancellation);
            _failed = null;
            return connection;
        }
        catch (Exception e) when (BrokerAwayException.Is(e))
        {
            (_failed, _failedAt) = (new BrokerAwayException(BrokerAwayException.SentenceOf(e), e), machine.GetTimestamp());
            throw _failed;
        }
    }
}
