using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Running;

/// <summary>Everything that a gateway lets out sideways: log lines with their exceptions, spans with their tags, messages on the bus.</summary>
internal sealed class Captured : ILoggerProvider, ISendObserver
{
    private readonly ActivityListener _spans;

    public Captured()
    {
        _spans = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => Spans.Enqueue(
                $"{span.Source.Name} {span.DisplayName} {span.OperationName} {span.StatusDescription} {string.Join(' ', span.TagObjects.Concat(span.Events.SelectMany(e => e.Tags)).Select(t => $"{t.Key}={t.Value}"))} {string.Join(' ', span.Baggage)}"),
        };
        ActivitySource.AddActivityListener(_spans);
    }

    public ConcurrentQueue<string> Lines { get; } = [];

    public ConcurrentQueue<string> Spans { get; } = [];

    public ConcurrentQueue<string> Sent { get; } = [];

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose() => _spans.Dispose();

    public Task PreSend<T>(SendContext<T> context) where T : class => Task.CompletedTask;

    public Task PostSend<T>(SendContext<T> context) where T : class
    {
        Sent.Enqueue($"{context.DestinationAddress} {JsonSerializer.Serialize(context.Message)} {string.Join(' ', context.Headers.GetAll().Select(h => $"{h.Key}={h.Value}"))}");
        return Task.CompletedTask;
    }

    public Task SendFault<T>(SendContext<T> context, Exception exception) where T : class => Task.CompletedTask;

    private sealed class Logger(Captured captured, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull
        {
            captured.Lines.Enqueue($"{category} scope {state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            captured.Lines.Enqueue($"{category} {logLevel} {formatter(state, exception)} {exception}");
    }
}
