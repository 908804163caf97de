using System.Collections.Concurrent;
using System.Diagnostics;
using Gateway.Core.Directory;
using Gateway.Core.Intake;
using Gateway.Core.Work;
using Gateway.Workers.Stages;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Gateway.Workers.Edge;

/// <summary>
/// Takes one agency's messages in. Several are in hand at once, so that they share commits; each is acknowledged when it is
/// committed, whatever became of it. They are accepted in the order in which they came: once one could not be committed nothing
/// more is taken, and it goes back with everything behind it when the channel closes.
/// </summary>
internal sealed partial class AgencyInbox : AsyncDefaultBasicConsumer
{
    /// <summary>A message that failed alone this often is set aside when it fails again, so that it does not come back for ever. A database that is away is no failure of the message.</summary>
    private const int MostFailures = 3;

    private readonly Agency _agency;
    private readonly IPresent<KnownProfiles> _profiles;
    private readonly IIntake _intake;
    private readonly IStoreFaults _faults;
    private readonly InboxFailures _failures;
    private readonly ILogger _logger;
    private readonly CancellationToken _stopping;
    private readonly IntakeLine _line = new();
    private readonly ConcurrentDictionary<ulong, Task> _inHand = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _closed;

    internal AgencyInbox(
        IChannel channel, Agency agency, IPresent<KnownProfiles> profiles, IIntake intake, IStoreFaults faults, InboxFailures failures, ILogger logger, CancellationToken stopping)
        : base(channel)
    {
        _agency = agency;
        _profiles = profiles;
        _intake = intake;
        _faults = faults;
        _failures = failures;
        _logger = logger;
        _stopping = stopping;
        channel.ChannelShutdownAsync += (_, _) => EndAsync();
    }

    /// <summary>Completes when nothing more comes: channel or connection closed, the queue deleted, or a message that could not be committed.</summary>
    internal Task Ended => _ended.Task;

    /// <summary>A message could not be committed: everything that was not comes again.</summary>
    internal bool Failed { get; private set; }

    /// <summary>
    /// Takes nothing more, and completes when nothing is in hand any more. What comes meanwhile stays with the channel until that
    /// closes. The consumer is not cancelled before: the broker would give what follows to the next one while this one still has
    /// what came earlier.
    /// </summary>
    internal Task DrainedAsync()
    {
        _closed = true;
        return Task.WhenAll(_inHand.Values);
    }

    public override Task HandleBasicDeliverAsync(
        string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IReadOnlyBasicProperties properties,
        ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
    {
        if (_closed || _line.Ended)
            return Task.CompletedTask;
        // The client takes its buffer back when this returns. The call is not awaited: the next message begins at once.
        var taken = TakeAsync(_line.Next(), deliveryTag, properties, body.ToArray());
        if (_inHand.TryAdd(deliveryTag, taken))
            _ = taken.ContinueWith(_ => _inHand.TryRemove(deliveryTag, out Task? _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return Task.CompletedTask;
    }

    protected override Task OnCancelAsync(string[] consumerTags, CancellationToken cancellationToken = default)
    {
        _ended.TrySetResult();
        return base.OnCancelAsync(consumerTags, cancellationToken);
    }

    /// <summary>The channel is gone: what was not committed is given to somebody else, and must not be committed here any more.</summary>
    private Task EndAsync()
    {
        _line.End();
        _ended.TrySetResult();
        return Task.CompletedTask;
    }

    private async Task TakeAsync(IntakeTurn turn, ulong tag, IReadOnlyBasicProperties properties, byte[] body)
    {
        try
        {
            await AcceptAsync(turn, properties, body);
            await Channel.BasicAckAsync(tag, multiple: false, CancellationToken.None);
        }
        catch (Exception e)
        {
            // Whatever the reason, it comes again: nothing behind it may be accepted before.
            _line.End();
            Failed = true;
            _ended.TrySetResult();
            if (!_stopping.IsCancellationRequested && e is not (IntakeLineEndedException or AlreadyClosedException or OperationInterruptedException or ObjectDisposedException))
                Log.Failed(_logger, _agency.Id, e.GetType().Name);
        }
        finally
        {
            turn.Pass();
        }
    }

    private async Task AcceptAsync(IntakeTurn turn, IReadOnlyBasicProperties properties, byte[] body)
    {
        try
        {
            var message = ArrivedMessage.Read(_agency, _profiles.Now, properties, body);
            if (ArrivalReasons.Of(await OfferAsync(message, turn)) is { } reason)
                await OfferAsync(message with { SetAside = reason }, turn: null);
            _failures.Forget(body);
        }
        catch (Exception e) when (e is not (OperationCanceledException or IntakeLineEndedException) && !_faults.IsUnavailable(e))
        {
            if (_failures.Note(body) <= MostFailures)
                throw;
            Log.SetAside(_logger, _agency.Id, Fault.Of("intake-failed", e).Reason.ToString());
            await OfferAsync(new ArrivedMessage { Profile = KnownProfiles.CloudEvents, Body = body, SetAside = ArrivalReasons.IntakeFailed }, turn: null);
            _failures.Forget(body);
        }
    }

    private async Task<IntakeResult> OfferAsync(ArrivedMessage message, IntakeTurn? turn)
    {
        using var activity = ActivityContext.TryParse(message.TraceParent, null, isRemote: true, out var parent)
            ? GatewayActivity.Source.StartActivity("gateway.edge", ActivityKind.Consumer, parent)
            : GatewayActivity.Source.StartActivity("gateway.edge", ActivityKind.Consumer);
        return await _intake.AcceptAsync(
            new IntakeRequest
            {
                Agency = _agency.Id,
                Profile = message.Profile,
                NamedProfile = message.NamedProfile,
                IdempotencyKey = message.Key,
                ContentType = message.ContentType,
                Content = new MemoryStream(message.Body, writable: false),
                TraceParent = activity?.Id ?? message.TraceParent,
                SetAside = message.SetAside,
                Corrects = message.Corrects,
                Turn = turn,
            },
            CancellationToken.None);
    }

    private static partial class Log
    {
        [LoggerMessage(1711, LogLevel.Warning, "A message of {Agency} could not be committed ({Exception}); it goes back to its queue with what came behind it.")]
        public static partial void Failed(ILogger logger, string agency, string exception);

        [LoggerMessage(1712, LogLevel.Error, "A message of {Agency} failed again and again and is set aside: {Reason}")]
        public static partial void SetAside(ILogger logger, string agency, string reason);
    }
}
