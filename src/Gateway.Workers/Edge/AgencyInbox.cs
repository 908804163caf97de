using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Gateway.Core.Directory;
using Gateway.Core.Intake;
using Gateway.Core.Work;
using Gateway.Workers.Stages;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Gateway.Workers.Edge;

/// <summary>
/// Takes one agency's messages in. Several are in hand at once, begun in the order in which they came, so that they share
/// commits; each is acknowledged when it is committed, whatever became of it. Only what could not be committed goes
/// back, after a pause.
/// </summary>
internal sealed partial class AgencyInbox : AsyncDefaultBasicConsumer
{
    /// <summary>A message that came back this often and fails alone is set aside, so that it does not come back for ever. A database that is away is no failure of the message.</summary>
    private const long MostReturns = 3;

    private readonly Agency _agency;
    private readonly IPresent<KnownProfiles> _profiles;
    private readonly IIntake _intake;
    private readonly IStoreFaults _faults;
    private readonly TimeSpan _retryAfter;
    private readonly TimeProvider _machine;
    private readonly ILogger _logger;
    private readonly CancellationToken _stopping;
    private readonly ConcurrentDictionary<ulong, Task> _inHand = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal AgencyInbox(
        IChannel channel, Agency agency, IPresent<KnownProfiles> profiles, IIntake intake, IStoreFaults faults, TimeSpan retryAfter, TimeProvider machine, ILogger logger, CancellationToken stopping)
        : base(channel)
    {
        _agency = agency;
        _profiles = profiles;
        _intake = intake;
        _faults = faults;
        _retryAfter = retryAfter;
        _machine = machine;
        _logger = logger;
        _stopping = stopping;
        channel.ChannelShutdownAsync += (_, _) => EndAsync();
    }

    /// <summary>Completes when the broker sends nothing more: channel or connection closed, or the queue deleted.</summary>
    internal Task Ended => _ended.Task;

    /// <summary>Completes when nothing is in hand any more.</summary>
    internal Task DrainedAsync() => Task.WhenAll(_inHand.Values);

    public override Task HandleBasicDeliverAsync(
        string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IReadOnlyBasicProperties properties,
        ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
    {
        // The client takes its buffer back when this returns. The call is not awaited: the next message begins at once.
        var taken = TakeAsync(deliveryTag, properties, body.ToArray());
        if (_inHand.TryAdd(deliveryTag, taken))
            _ = taken.ContinueWith(_ => _inHand.TryRemove(deliveryTag, out Task? _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return Task.CompletedTask;
    }

    protected override Task OnCancelAsync(string[] consumerTags, CancellationToken cancellationToken = default)
    {
        _ended.TrySetResult();
        return base.OnCancelAsync(consumerTags, cancellationToken);
    }

    private Task EndAsync()
    {
        _ended.TrySetResult();
        return Task.CompletedTask;
    }

    private async Task TakeAsync(ulong tag, IReadOnlyBasicProperties properties, byte[] body)
    {
        try
        {
            await AcceptAsync(properties, body);
            await Channel.BasicAckAsync(tag, multiple: false, CancellationToken.None);
        }
        catch (Exception e) when (e is AlreadyClosedException or OperationInterruptedException or ObjectDisposedException || _stopping.IsCancellationRequested)
        {
            // The broker gives it to somebody again, and intake knows it then.
        }
        catch (Exception e)
        {
            Log.Failed(_logger, _agency.Id, e.GetType().Name);
            await ReturnAsync(tag);
        }
    }

    private async Task AcceptAsync(IReadOnlyBasicProperties properties, byte[] body)
    {
        try
        {
            var message = ArrivedMessage.Read(_agency, _profiles.Now, properties, body);
            if (ArrivalReasons.Of(await OfferAsync(message)) is { } reason)
                await OfferAsync(message with { SetAside = reason });
        }
        catch (Exception e) when (e is not OperationCanceledException && !_faults.IsUnavailable(e) && Returns(properties) >= MostReturns)
        {
            Log.SetAside(_logger, _agency.Id, Fault.Of("intake-failed", e).Reason.ToString());
            await OfferAsync(new ArrivedMessage { Profile = KnownProfiles.CloudEvents, Body = body, SetAside = ArrivalReasons.IntakeFailed });
        }
    }

    private async Task<IntakeResult> OfferAsync(ArrivedMessage message)
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
            },
            CancellationToken.None);
    }

    private async Task ReturnAsync(ulong tag)
    {
        try
        {
            await Task.Delay(_retryAfter, _machine, _stopping);
            await Channel.BasicNackAsync(tag, multiple: false, requeue: true, CancellationToken.None);
        }
        catch (Exception e) when (e is OperationCanceledException or AlreadyClosedException or OperationInterruptedException or ObjectDisposedException)
        {
            // It goes back by itself.
        }
    }

    private static long Returns(IReadOnlyBasicProperties properties) =>
        properties.Headers is { } headers && headers.TryGetValue("x-delivery-count", out var count) && count is IConvertible number and not string
            ? number.ToInt64(CultureInfo.InvariantCulture)
            : 0;

    private static partial class Log
    {
        [LoggerMessage(1711, LogLevel.Warning, "A message of {Agency} could not be committed ({Exception}); it goes back to its queue.")]
        public static partial void Failed(ILogger logger, string agency, string exception);

        [LoggerMessage(1712, LogLevel.Error, "A message of {Agency} failed again and again and is set aside: {Reason}")]
        public static partial void SetAside(ILogger logger, string agency, string reason);
    }
}
