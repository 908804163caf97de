using System.Data.Common;
using Gateway.Persistence.Model;
using Gateway.Persistence;
using Gateway.Persistence.PostgreSql;
using Gateway.Servers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Gateway.Store.Tests.Races;

/// <summary>A connection that breaks while the commit is under way, so that nobody knows whether it happened.</summary>
public sealed class LostConnectionTests : IAsyncLifetime
{
    private readonly SettingRow _row = new() { Name = "planted", Value = "1" };
    private string _address = "";
    private PostgreSqlDatabase _database = null!;
    private int _runs;

    public async Task InitializeAsync()
    {
        _address = await TestServers.PostgresDatabaseAsync("lost");
        _database = new PostgreSqlDatabase(_address);
        await _database.MigrateAsync(CancellationToken.None);
    }

    public Task DisposeAsync()
    {
        _database.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_commit_that_happened_is_found_and_not_done_again()
    {
        await using var store = Breaking(new BreaksAfterCommit());
        await _database.InTransactionAsync(store, _ => WriteAsync(store), StandsAsync, CancellationToken.None);
        (_runs, await StandsAsync()).ShouldBe((1, true));
    }

    [Fact]
    public async Task A_commit_that_did_not_happen_is_done_again()
    {
        await using var store = Breaking(new BreaksBeforeCommit());
        await _database.InTransactionAsync(store, _ => WriteAsync(store), StandsAsync, CancellationToken.None);
        (_runs, await StandsAsync()).ShouldBe((2, true));
    }

    [Fact]
    public async Task A_commit_that_nothing_tells_of_conflicts_with_itself_instead_of_happening_twice()
    {
        await using var store = Breaking(new BreaksAfterCommit());
        var told = await Should.ThrowAsync<Exception>(() => _database.InTransactionAsync(store, _ => WriteAsync(store), happened: null, CancellationToken.None));
        _database.IsConflict(told).ShouldBeTrue();
        (_runs, await StandsAsync()).ShouldBe((2, true));
    }

    private async Task<int> WriteAsync(GatewayContext store)
    {
        _runs++;
        store.ChangeTracker.Clear();
        store.Settings.Add(_row);
        return await store.SaveChangesAsync();
    }

    private async Task<bool> StandsAsync()
    {
        await using var store = _database.Open();
        return await store.Settings.AnyAsync(s => s.Name == _row.Name);
    }

    private PostgreSqlGatewayContext Breaking(IInterceptor broken) => new(
        new DbContextOptionsBuilder<PostgreSqlGatewayContext>().UseNpgsql(_address, postgres => postgres.EnableRetryOnFailure()).AddInterceptors(broken).Options);

    private static NpgsqlException Broken() => new("The connection broke.", new IOException());

    private sealed class BreaksAfterCommit : DbTransactionInterceptor
    {
        private bool _broken;

        public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            if (_broken)
                return Task.CompletedTask;
            _broken = true;
            throw Broken();
        }
    }

    private sealed class BreaksBeforeCommit : DbTransactionInterceptor
    {
        private bool _broken;

        public override ValueTask<InterceptionResult> TransactionCommittingAsync(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
        {
            if (_broken)
                return ValueTask.FromResult(result);
            _broken = true;
            throw Broken();
        }
    }
}
