using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Operating;
using Polly;
using Polly.CircuitBreaker;
using Polly.RateLimiting;

namespace Gateway.Workers.Delivery.Webhooks;

/// <summary>
/// One agency's endpoint: connections of its own, so many calls at once and no more, a time-out, and a circuit breaker. After two
/// failures in a row it rests; then one delivery tries whether it works again. Nothing here tries a call twice: each attempt is a release of
/// its own.
/// </summary>
internal sealed class WebhookEndpoint
{
    private const int FailuresInARow = 2;

    private readonly HttpClient _http;
    private readonly ResiliencePipeline<WebhookCall> _pipeline;
    private readonly CircuitBreakerStateProvider _circuit = new();
    private readonly WebhookOptions _options;
    private readonly TimeProvider _machine;
    private long _restsUntil;
    private int _atWork;
    private volatile Sentence? _said;

    internal WebhookEndpoint(WebhookTarget target, WebhookOptions options, ITargetNetwork network, Func<double> chance, TimeProvider machine)
    {
        Target = target;
        _options = options;
        _machine = machine;
        _http = new HttpClient(new TargetConnections(target, network).Handler(options.MostAtOnce), disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
        _pipeline = new ResiliencePipelineBuilder<WebhookCall> { TimeProvider = machine }
            .AddConcurrencyLimiter(options.MostAtOnce, queueLimit: options.MostAtOnce)
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<WebhookCall>
            {
                StateProvider = _circuit,
                MinimumThroughput = FailuresInARow,
                FailureRatio = 0.9,
                SamplingDuration = TimeSpan.FromMinutes(5),
                ShouldHandle = args => ValueTask.FromResult(args.Outcome.Result is { } call && WebhookAnswers.After(call) is AfterCall.EndpointRests or AfterCall.TryAgain),
                BreakDurationGenerator = args => ValueTask.FromResult(WebhookAnswers.Pause(args.HalfOpenAttempts + 1, options.FirstPause, options.LongestPause, chance())),
                OnOpened = args =>
                {
                    RestUntil(machine.GetUtcNow() + args.BreakDuration);
                    return ValueTask.CompletedTask;
                },
            })
            .AddTimeout(options.AnswerWithin)
            .Build();
    }

    /// <summary>What it was made for.</summary>
    internal WebhookTarget Target { get; }

    /// <summary>How many more calls may be begun now.</summary>
    internal int Room => IsResting ? 0 : _circuit.CircuitState == CircuitState.Closed ? Math.Max(0, _options.MostAtOnce - Volatile.Read(ref _atWork)) : 1;

    /// <summary>Why it rests; null: it does not.</summary>
    internal Sentence? Why => IsResting ? _said : null;

    /// <summary>It failed too often, or asked to be left alone: nothing is tried for now.</summary>
    internal bool IsResting => Interlocked.Read(ref _restsUntil) > _machine.GetUtcNow().UtcTicks;

    /// <summary>Calls it once.</summary>
    /// <param name="request">What is sent; null: there is no secret to sign it with.</param>
    /// <param name="cancellation">Cancellation.</param>
    internal async Task<WebhookCall> CallAsync(WebhookRequest? request, CancellationToken cancellation)
    {
        if (IsResting)
            return NotTried();
        Interlocked.Increment(ref _atWork);
        try
        {
            var call = await _pipeline.ExecuteAsync(
                async stop => request is null ? new WebhookCall(CallEnd.NoSecret) : await SendAsync(request, stop, cancellation), cancellation);
            _said = WebhookAnswers.Says(call);
            if (WebhookAnswers.After(call) != AfterCall.Taken && WebhookAnswers.Asked(call) is { } asked)
                RestUntil(_machine.GetUtcNow() + asked);
            return call;
        }
        catch (Exception e) when (e is BrokenCircuitException or RateLimiterRejectedException)
        {
            return NotTried();
        }
        finally
        {
            Interlocked.Decrement(ref _atWork);
        }
    }

    private WebhookCall NotTried()
    {
        var left = TimeSpan.FromTicks(Interlocked.Read(ref _restsUntil) - _machine.GetUtcNow().UtcTicks);
        return new WebhookCall(CallEnd.NotTried, RetryAfter: left > _options.FirstPause ? left : _options.FirstPause);
    }

    private async Task<WebhookCall> SendAsync(WebhookRequest request, CancellationToken inTime, CancellationToken cancellation)
    {
        using var message = request.Message(Target.Url, out var bodyLeft);
        try
        {
            // The body of the answer says nothing: what has come of it is discarded, up to a bound.
            using var response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, inTime);
            return new WebhookCall(CallEnd.Answered, BodyLeft: true, (int)response.StatusCode, RetryAfter(response));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new WebhookCall(bodyLeft() ? CallEnd.NoAnswer : CallEnd.NotReached, bodyLeft());
        }
        catch (HttpRequestException e)
        {
            return new WebhookCall(bodyLeft() ? CallEnd.NoAnswer : EndOf(e), bodyLeft());
        }
        catch (IOException)
        {
            return new WebhookCall(bodyLeft() ? CallEnd.NoAnswer : CallEnd.NotReached, bodyLeft());
        }
    }

    private static CallEnd EndOf(HttpRequestException e) =>
        e.InnerException is TargetNotAllowedException ? CallEnd.NotAllowed
        : e.HttpRequestError == HttpRequestError.SecureConnectionError ? CallEnd.NotTrusted
        : CallEnd.NotReached;

    private TimeSpan? RetryAfter(HttpResponseMessage response) =>
        response.Headers.RetryAfter is { } asked ? asked.Delta ?? asked.Date - _machine.GetUtcNow() : null;

    private void RestUntil(DateTimeOffset until)
    {
        var ticks = until.UtcTicks;
        var before = Interlocked.Read(ref _restsUntil);
        while (before < ticks && Interlocked.CompareExchange(ref _restsUntil, ticks, before) is var seen && seen != before)
            before = seen;
    }
}
