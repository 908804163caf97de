using Gateway.Core.Handovers;
using Gateway.Core.Reading;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Host.Composition;
using Gateway.Persistence;
using Gateway.Persistence.Audit;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;
using Gateway.Persistence.PostgreSql;
using Gateway.Persistence.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Benchmarks.Finding;

/// <summary>The store of a gateway, without its stages and doors, and a year of referrals in it.</summary>
internal sealed class FilledStore : IAsyncDisposable
{
    private const int Together = 2_000;

    private readonly ServiceProvider _services;
    private readonly IGatewayDatabase _database;

    private FilledStore(ServiceProvider services, IGatewayDatabase database, Year year, double seconds) =>
        (_services, _database, Year, Seconds) = (services, database, year, seconds);

    /// <summary>What is in it.</summary>
    public Year Year { get; }

    /// <summary>How long filling took.</summary>
    public double Seconds { get; }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Makes the schema and writes the rows that a year of referrals leaves behind.</summary>
    /// <param name="ground">What it stands on.</param>
    /// <param name="referrals">Referrals; 0: the schema alone.</param>
    /// <param name="progress">Told now and then how far it is.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <param name="contracts">Folder of what the agencies agreed; null: that of this build.</param>
    public static Task<FilledStore> FillAsync(Ground ground, int referrals, Action<int> progress, CancellationToken cancellation, string? contracts = null) =>
        FillAsync(ground, referrals, TimeSpan.FromDays(365), progress, cancellation, contracts);

    /// <summary>The store as it is, at another time.</summary>
    /// <param name="ground">What it stands on.</param>
    /// <param name="domain">Domain time.</param>
    /// <param name="cancellation">Cancellation.</param>
    public static Task<FilledStore> OpenAsync(Ground ground, TimeProvider domain, CancellationToken cancellation) =>
        FillAsync(ground, 0, TimeSpan.FromDays(365), _ => { }, cancellation, domain: domain);

    /// <summary>The same of a longer or shorter time.</summary>
    public static async Task<FilledStore> FillAsync(
        Ground ground, int referrals, TimeSpan length, Action<int> progress, CancellationToken cancellation, string? contracts = null, TimeProvider? domain = null)
    {
        IGatewayDatabase database = ground.Postgres is null ? new SqliteDatabase(Path.Combine(ground.Folder, "gateway.db")) : new PostgreSqlDatabase(ground.Postgres);
        var agreed = ContractsFolder.LoadOrFail(contracts ?? GatewayBuild.This.Contracts).Agreed;
        var services = new ServiceCollection()
            .AddSingleton(domain ?? TimeProvider.System)
            .AddKeyedSingleton(PersistenceRegistration.Machine, TimeProvider.System)
            .AddSingleton(database).AddSingleton<IPresent<Agreed>>(new Unchanging<Agreed>(agreed))
            .AddSingleton<IReadiness>(new AllReady())
            .AddSingleton<IKeyVault>(FileKeyVault.Open(Path.Combine(ground.Folder, "master.key"), makesFirst: true))
            .AddGatewayPersistence().BuildServiceProvider();
        await database.MigrateAsync(cancellation);
        var installation = services.GetRequiredService<Installation>();
        await installation.OpenAsync(cancellation);
        installation.Release();
        var began = TimeProvider.System.GetTimestamp();
        var year = new Year(installation.Index, services.GetRequiredService<KeySequence>(), services.GetRequiredService<KeyRing>(), services.GetRequiredService<TrailKeys>(), agreed, referrals, TimeProvider.System.GetUtcNow(), length);
        var units = services.GetRequiredService<UnitsOfWork>();
        for (var from = 0; from < referrals; from += Together)
        {
            await using var unit = units.Open();
            foreach (var row in Enumerable.Range(from, Math.Min(Together, referrals - from)).SelectMany(year.RowsOf))
                unit.Write(row);
            await unit.CommitAsync(cancellation);
            progress(from);
        }

        // What comes next gets the next position.
        await using (var unit = units.Open())
        {
            foreach (var (agency, last) in year.Positions)
                unit.Write(new FeedSnapshot { Agency = agency, Last = last, Acknowledged = last });
            await unit.CommitAsync(cancellation);
        }

        var filled = new FilledStore(services, database, year, TimeProvider.System.GetElapsedTime(began).TotalSeconds);
        await filled.AnalyzeAsync(cancellation);
        return filled;
    }

    /// <summary>A server knows its tables' sizes by itself after a while.</summary>
    public async Task AnalyzeAsync(CancellationToken cancellation)
    {
        await using var store = _database.Open();
        if (_database.IsShared)
            await store.Database.ExecuteSqlRawAsync("ANALYZE", cancellation);
    }

    /// <summary>One client more, of whom so much was disclosed.</summary>
    public async Task<Guid> DisclosedAsync(int disclosures, CancellationToken cancellation)
    {
        await using var unit = Get<UnitsOfWork>().Open();
        var client = unit.Keys.Next();
        foreach (var row in Year.DisclosedOf(client, disclosures))
            unit.Write(row);
        await unit.CommitAsync(cancellation);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        (_database as IDisposable)?.Dispose();
    }

    private sealed class AllReady : IReadiness
    {
        public Task<IReadOnlyList<ReadinessPart>> ReadAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<ReadinessPart>>([]);
    }
}
