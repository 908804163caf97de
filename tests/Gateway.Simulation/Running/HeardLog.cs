using Microsoft.Extensions.Logging;

namespace Gateway.Simulation.Running;

/// <summary>Log lines of all processes, as they are written.</summary>
internal sealed class HeardLog : ILoggerProvider
{
    /// <summary>Called with each line: event number, and text with the exception.</summary>
    public Action<int, string> Heard { get; set; } = (_, _) => { };

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
        // Nothing is held.
    }

    private sealed class Logger(HeardLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information && category.StartsWith("Gateway", StringComparison.Ordinal);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                log.Heard(eventId.Id, $"{category} {formatter(state, exception)} {exception}");
        }
    }
}
