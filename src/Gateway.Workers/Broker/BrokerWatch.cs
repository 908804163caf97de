using Gateway.Core.Work;
using Gateway.Workers.Stages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;
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
    BrokerAddress address, IHostApplicationLifetime lifetime, [FromKeyedServices(MachineTime.Key)] TimeProvider machine,
    ILogger<BrokerWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    /// <summary>Pause after the first call in vain; it doubles up to <see cref="LongestPause"/>, so that many processes do not call a broker together that has just come up.</summary>
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);
    private static readonly Dictionary<string, QueueState> NoQueues = [];

    private volatile TaskCompletionSource _looked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile CancellationTokenSource _reached = new();
    private long _begun;
    private long _succeeded;
    private volatile BrokerView _view = new("The broker was not reached yet.", NoQueues);

    /// <summary>The latest look.</summary>
    public BrokerView View => _view;

    /// <summary>
    /// Completes when the broker has let this process in and answered a look that began after this call. The bus waits for
    /// it before it calls: a broker that refuses its account once it would never call again, and after each call that fails
    /// it waits longer, up to half a minute, whatever went well in between.
    /// </summary>
    public async Task ReachedAsync()
    {
        var before = Interlocked.Read(ref _begun);
        while (true)
        {
            var looked = _looked.Task;
            if (Interlocked.Read(ref _succeeded) > before)
                return;
            await looked.WaitAsync(lifetime.ApplicationStopping);
        }
    }

    /// <summary>Ends when the connection breaks: what is being sent meanwhile is given back instead of being waited for.</summary>
    public CancellationToken WhileReached => _reached.Token;

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var untilReached = UntilReached();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var connection = await untilReached.ExecuteAsync(async cancellation => await ReachAsync(cancellation), stoppingToken);
                await WatchAsync(connection, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Note(BrokerFault.Sentence(address, e));
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private ResiliencePipeline UntilReached() => new ResiliencePipelineBuilder { TimeProvider = machine }.AddRetry(new RetryStrategyOptions
    {
        ShouldHandle = static attempt => ValueTask.FromResult(attempt.Outcome.Exception is not null && !attempt.Context.CancellationToken.IsCancellationRequested),
        MaxRetryAttempts = int.MaxValue,
        Delay = FirstPause,
        MaxDelay = LongestPause,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        OnRetry = attempt =>
        {
            Note(BrokerFault.Sentence(address, attempt.Outcome.Exception!));
            return ValueTask.CompletedTask;
        },
    }).Build();

    /// <summary>Connects, declares everything and looks for the first time: a broker that lets in and then refuses was not reached.</summary>
    private async Task<IConnection> ReachAsync(CancellationToken cancellation)
    {
        var connection = await address.Factory("gateway watch").CreateConnectionAsync(cancellation);
        try
        {
            await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellation);
            await channel.DeclareAsync(BrokerTopology.DeadLetter, cancellation);
            foreach (var stage in BrokerTopology.Stages)
                await channel.DeclareAsync(stage, cancellation);
            await LookAsync(channel, cancellation);
            Log.Connected(logger, address.ToString());
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private async Task WatchAsync(IConnection connection, CancellationToken cancellation)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellation);
        while (true)
        {
            await Task.Delay(Look, machine, cancellation);
            await LookAsync(channel, cancellation);
        }
    }

    private async Task LookAsync(IChannel channel, CancellationToken cancellation)
    {
        var look = Interlocked.Increment(ref _begun);
        var queues = await QueuesAsync(channel, cancellation);
        if (_reached.IsCancellationRequested)
            _reached = new CancellationTokenSource();
        _view = new BrokerView(null, queues);
        Interlocked.Exchange(ref _succeeded, look);
        var looked = _looked;
        _looked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        looked.TrySetResult();
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
        _reached.Cancel();
    }

    private static partial class Log
    {
        [LoggerMessage(1651, LogLevel.Information, "Connected to the broker at {Address}.")]
        public static partial void Connected(ILogger logger, string address);

        [LoggerMessage(1652, LogLevel.Error, "{Problem} What was accepted waits in the store; nothing is lost.")]
        public static partial void Problem(ILogger logger, string problem);
    }
}
