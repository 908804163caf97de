using Gateway.Core.Operating;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Api.Telemetry;

/// <summary>
/// Writes down of a logged exception its type and our own place, whoever logs it and whatever listens: texts of exceptions
/// may quote what was worked on. Of what a library logs with one, only the fixed words are left, because some write the
/// exception's text into the values as well.
/// </summary>
public static class QuietExceptions
{
    private const string HostCategory = "Microsoft.Extensions.Hosting.Internal.Host";

    /// <summary>The host's event for a service that could not be started.</summary>
    private const int StartFailed = 11;

    /// <summary>Puts it between everybody who logs and every log.</summary>
    public static IServiceCollection AddQuietExceptions(this IServiceCollection services)
    {
        services.AddLogging();
        services.Replace(ServiceDescriptor.Singleton<ILoggerFactory>(provider => new Factory(new LoggerFactory(
            provider.GetServices<ILoggerProvider>(), provider.GetRequiredService<IOptionsMonitor<LoggerFilterOptions>>(),
            provider.GetRequiredService<IOptions<LoggerFactoryOptions>>(), provider.GetService<IExternalScopeProvider>()))));
        return services;
    }

    private sealed class Factory(LoggerFactory inner) : ILoggerFactory
    {
        public ILogger CreateLogger(string categoryName) =>
            new Logger(inner.CreateLogger(categoryName), categoryName.StartsWith("Gateway.", StringComparison.Ordinal), categoryName == HostCategory);

        public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

        public void Dispose() => inner.Dispose();
    }

    private sealed class Logger(ILogger inner, bool isOurs, bool isHost) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            // Whoever starts the host is given the exception and says what to do; a service that was told to end is no failure.
            if (isHost && (eventId.Id == StartFailed || exception is OperationCanceledException))
                return;
            if (exception is null)
                inner.Log(logLevel, eventId, state, exception, formatter);
            else if (inner.IsEnabled(logLevel))
                inner.Log(logLevel, eventId, Line.Of(state, isOurs ? formatter(state, null) : null, exception), null, static (line, _) => line.Text);
        }
    }

    /// <summary>What is left of a line with an exception.</summary>
    private sealed class Line(string text, List<KeyValuePair<string, object?>> values) : List<KeyValuePair<string, object?>>(values)
    {
        private const string Format = "{OriginalFormat}";

        internal string Text { get; } = text;

        public override string ToString() => Text;

        /// <param name="state">What was logged.</param>
        /// <param name="said">Its sentence; null: it is a library's.</param>
        /// <param name="exception">The exception.</param>
        internal static Line Of<TState>(TState state, string? said, Exception exception)
        {
            var given = state as IEnumerable<KeyValuePair<string, object?>> ?? [];
            var format = given.FirstOrDefault(v => v.Key == Format).Value as string;
            List<KeyValuePair<string, object?>> values = [.. said is null ? given.Where(v => v.Key == Format) : given.Where(v => v.Value is not Exception)];
            values.Add(new("exception.type", exception.GetType().FullName));
            return new Line($"{said ?? format ?? "A library reported a failure."} {ExceptionSummary.Of(exception)}", values);
        }
    }
}
