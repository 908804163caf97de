using Gateway.Persistence;
using Gateway.Persistence.Model;
using Gateway.Workers.Stages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace Gateway.Workers.Broker;

/// <summary>A queue as the broker shows it.</summary>
/// <param name="Messages">Messages that no consumer has yet.</param>
/// <param name="Consumers">Consumers, of all processes.</param>
public sealed record QueueState(uint Messages, uint Consumers);

/// <summary>What this process sees of the broker.</summary>
/// <param name="Problem">Why it cannot be used, as a sentence; null: it can.</param>
/// <param name="Queues">The gateway's internal queues by name; empty while it cannot be used.</param>
public sealed record BrokerView(string? Problem, IReadOnlyDictionary<string, QueueState> Queues)
{
    /// <summary>Consumers of a stage's queue.</summary>
    public uint ConsumersOf(string stage) => Queues.GetValueOrDefault(StageQueues.Name(stage))?.Consumers ?? 0;
}

/// <summary>
/// Keeps one connection to the broker beside the bus's own: declares every internal queue at each connection, also
/// those whose role this process does not run, so that nothing sent is lost before that role's first start; looks at
/// the queues; and finds the reason when the broker refuses, which the bus keeps to itself.
/// </summary>
/// <param name="address">The broker.</param>
/// <param name="lifetime">The process's.</param>
/// <param name="machine">Machine time.</param>
/// <param name="logger">Log.</param>
public sealed partial class BrokerWatch(
    BrokerAddress address, IHostApplicationLifetime lifetime, [FromKeyedServices(PersistenceRegistration.Machine)] TimeProvider machine,
    ILogger<BrokerWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);
    private static readonly Dictionary<string, QueueState> NoQueues = [];

    private volatile TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile BrokerView _view = new("The broker was not reached yet.", NoQueues);

    /// <summary>The latest look.</summary>
    public BrokerView View => _view;

    /// <summary>
    /// Completes while the broker lets this process in and everything is declared. The bus waits for it before it calls:
    /// a broker that refuses its account once it would never call again.
    /// </summary>
    public Task ReachedAsync() => _reached.Task.WaitAsync(lifetime.ApplicationStopping);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await WatchAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Note(BrokerFault.Sentence(address, e));
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            await Task.Delay(Again, machine, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WatchAsync(CancellationToken cancellation)
    {
        await using var connection = await address.Factory("gateway watch").CreateConnectionAsync(cancellation);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellation);
        await channel.DeclareAsync(BrokerTopology.DeadLetter, cancellation);
        foreach (var stage in BrokerTopology.Stages)
            await channel.DeclareAsync(stage, cancellation);
        Log.Connected(logger, address.ToString());
        while (true)
        {
            _view = new BrokerView(null, await QueuesAsync(channel, cancellation));
            _reached.TrySetResult();
            await Task.Delay(Look, machine, cancellation);
        }
    }

    private static async Task<IReadOnlyDictionary<string, QueueState>> QueuesAsync(IChannel channel, CancellationToken cancellation)
    {
        var queues = new Dictionary<string, QueueState>(StringComparer.Ordinal);
        foreach (var name in StageNames.All.Select(StageQueues.Name).Append(BrokerTopology.DeadLetters))
        {
            var queue = await channel.QueueDeclarePassiveAsync(name, cancellation);
            queues[name] = new QueueState(queue.MessageCount, queue.ConsumerCount);
        }

        return queues;
    }

    private void Note(string problem)
    {
        // Once, not at every attempt.
        if (_view.Problem != problem)
            Log.Problem(logger, problem);
        _view = new BrokerView(problem, NoQueues);
        if (_reached.Task.IsCompleted)
            _reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private static partial class Log
    {
        [LoggerMessage(1651, LogLevel.Information, "Connected to the broker at {Address}.")]
        public static partial void Connected(ILogger logger, string address);

        [LoggerMessage(1652, LogLevel.Error, "{Problem} What was accepted waits in the store; nothing is lost.")]
        public static partial void Problem(ILogger logger, string problem);
    }
}
