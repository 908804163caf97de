using System.Collections.Concurrent;
using System.Diagnostics;
using Gateway.Core.Reading;
using Gateway.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Reading;

/// <summary>Figures that belong together are of one moment.</summary>
public sealed class FiguresTests
{
    /// <summary>Of two counts in two statements, what changes from one to the other in between is in neither.</summary>
    [Fact]
    public async Task What_is_sealed_or_done_while_figures_are_read_is_counted_once()
    {
        using var statements = new Statements();
        await using var gateway = await RunningGateway.StartAsync();

        await statements.HearAsync(() => gateway.Services.GetRequiredService<IFigures>().ReadAsync(null, CancellationToken.None));

        statements.From("Audit").ShouldBe(1);
        statements.From("WorkItem").ShouldBe(1);
    }

    /// <summary>Listens to what Entity Framework sends while one call runs. It begins before the first statement: Entity Framework notes for a while that nobody listens.</summary>
    private sealed class Statements : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
    {
        private readonly AsyncLocal<bool> _hears = new();
        private readonly ConcurrentBag<string> _heard = [];
        private readonly ConcurrentBag<IDisposable> _subscriptions = [];

        internal Statements() => _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));

        internal async Task HearAsync(Func<Task> call)
        {
            _hears.Value = true;
            await call();
            _hears.Value = false;
        }

        internal int From(string table) => _heard.Count(s => s.Contains($"FROM \"{table}\"", StringComparison.Ordinal));

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == DbLoggerCategory.Name)
                _subscriptions.Add(value.Subscribe(this, name => name == RelationalEventId.CommandExecuting.Name));
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (_hears.Value && value.Value is CommandEventData data)
                _heard.Add(data.Command.CommandText);
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void Dispose()
        {
            foreach (var subscription in _subscriptions)
                subscription.Dispose();
        }
    }
}
