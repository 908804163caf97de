using Gateway.Core.Callers;
using Gateway.Core.Deadlines;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Privacy;
using Gateway.Core.Reading;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Audit;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;
using Gateway.Persistence.Restoring;
using Gateway.Persistence.Stores;
using Gateway.Persistence.Work;
using Gateway.Store.Tests.Operating;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Store.Tests;

/// <summary>
/// A fresh database with its schema, and the stores over it. One subclass a provider; the suites are written against
/// this class, so that every provider has to pass all of them.
/// </summary>
public abstract class DatabaseFixture : IAsyncDisposable
{
    private ServiceProvider? _services;

    internal FakeTimeProvider Domain { get; } = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    internal FakeTimeProvider Machine { get; } = new(new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero));

    internal TemporaryFolder Folder { get; } = new();

    /// <summary>The database under test.</summary>
    public abstract IGatewayDatabase Database { get; }

    /// <summary>Makes the database and its schema.</summary>
    public virtual Task StartAsync() => Database.MigrateAsync(CancellationToken.None);

    /// <summary>Makes the database without a schema.</summary>
    public virtual Task StartEmptyAsync() => Task.CompletedTask;

    /// <summary>Gives the database back.</summary>
    protected virtual ValueTask EndAsync()
    {
        (Database as IDisposable)?.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Removes every row of both contexts.</summary>
    protected Task EmptyAsync() => ForEachTableAsync("DELETE FROM");

    /// <summary>Removes every table of both contexts, and what their migrations left.</summary>
    protected Task DropAsync() => ForEachTableAsync("DROP TABLE IF EXISTS", "__EFMigrationsHistory", "__CompartmentMigrations");

    private async Task ForEachTableAsync(string verb, params string[] further)
    {
        await using var store = Database.Open();
        await using var compartments = Database.OpenCompartments();
        var names = store.GetService<ISqlGenerationHelper>();
        var tables = new DbContext[] { store, compartments }.SelectMany(c => c.Model.GetEntityTypes())
            .Select(t => names.DelimitIdentifier(t.GetTableName()!, t.GetSchema())).Concat(further.Select(names.DelimitIdentifier));
        await store.Database.ExecuteSqlRawAsync(string.Join('\n', tables.Select(t => $"{verb} {t};")));
    }

    internal UnitsOfWork Units => Get<UnitsOfWork>();

    internal WorkItemStore Steps => Get<WorkItemStore>();

    internal IRestores Restores => Get<IRestores>();

    internal ParkedWork Parked => Get<ParkedWork>();

    internal ILeases Leases => Get<ILeases>();

    internal IStageStore Stages => Get<IStageStore>();

    internal IReleaseStore Releases => Get<IReleaseStore>();

    internal IFeedStore FeedStore => Get<IFeedStore>();

    internal IIntakeStore Intake => Get<IIntakeStore>();

    internal ITranslationStore Translations => Get<ITranslationStore>();

    internal IWorkQueue Queue => Get<IWorkQueue>();

    internal IStoreFaults Faults => Get<IStoreFaults>();

    internal IDeadlineScan DeadlineScan => Get<IDeadlineScan>();

    internal Core.Tasks.IOfficeTasks Tasks => Get<Core.Tasks.IOfficeTasks>();

    internal Core.Ladder.ILadderFigures Ladder => Get<Core.Ladder.ILadderFigures>();

    internal Core.Routing.IWaitingReferrals Waiting => Get<Core.Routing.IWaitingReferrals>();

    internal IReplayStore Replays => Get<IReplayStore>();

    internal IHeartbeats Heartbeats => Get<IHeartbeats>();

    internal Core.Retention.IRetention Retention => Get<Core.Retention.IRetention>();

    internal Core.Retention.ILegalHolds LegalHolds => Get<Core.Retention.ILegalHolds>();

    internal AuditChain Audit => Get<AuditChain>();

    internal KeySequence Keys => Get<KeySequence>();

    internal KeyRing Ring => Get<KeyRing>();

    internal SubmissionStore Submissions => Get<SubmissionStore>();

    internal Gateway.Core.Reading.IReferralReading ReferralReading => Get<Gateway.Core.Reading.IReferralReading>();

    internal IApiKeys ApiKeys => Get<IApiKeys>();

    internal IWebhookSecrets WebhookSecrets => Get<IWebhookSecrets>();

    internal MasterKeys Master => Get<MasterKeys>();

    internal Installation Installation => Get<Installation>();

    internal IUsers Users => Get<IUsers>();

    internal Core.Accountability.IDecidedReleases Decided => Get<Core.Accountability.IDecidedReleases>();

    internal Core.Accountability.IOpenings Openings => Get<Core.Accountability.IOpenings>();

    internal Core.Accountability.IUsage Usage => Get<Core.Accountability.IUsage>();

    internal Core.Accountability.IOpeningLog OpeningLog => Get<Core.Accountability.IOpeningLog>();

    internal IClientOverviews Overviews => Get<IClientOverviews>();

    internal Core.Technicians.ITechnicians Technicians => Get<Core.Technicians.ITechnicians>();

    internal Core.Technicians.IOwnTraffic OwnTraffic => Get<Core.Technicians.IOwnTraffic>();

    internal Core.Technicians.ITestEvents TestEvents => Get<Core.Technicians.ITestEvents>();

    internal IRoleGrants RoleGrants => Get<IRoleGrants>();

    internal ISignIns SignIns => Get<ISignIns>();

    internal Core.Traffic.ITraffic Traffic => Get<Core.Traffic.ITraffic>();

    internal Core.Traffic.ITrafficRollUp TrafficRollUp => Get<Core.Traffic.ITrafficRollUp>();

    internal IOperations Operations => Get<IOperations>();

    internal IWorklists Worklists => Get<IWorklists>();

    internal Core.Reports.IReports Reports => Get<Core.Reports.IReports>();

    internal IPilot Pilot => Get<IPilot>();

    internal IInboxReturns InboxReturns => Get<IInboxReturns>();

    internal ISubmissionReading Reading => Get<ISubmissionReading>();

    internal Core.Noes.IClientNoes Noes => Get<Core.Noes.IClientNoes>();

    internal Core.Life.IIdentifierLinks Links => Get<Core.Life.IIdentifierLinks>();

    internal IReferralList ReferralList => Get<IReferralList>();

    internal ICallList Calls => Get<ICallList>();

    internal IInboxStore AddressedHandovers => Get<IInboxStore>();

    internal IOwnReferralStore OwnReferrals => Get<IOwnReferralStore>();

    internal ICircumstances Circumstances => Get<ICircumstances>();

    private ServiceProvider Services => _services ??= AnotherProcess();

    /// <summary>What most of the suites ask depends on no policy; one that does sets it before it asks.</summary>
    internal Agreed Agreed { get; set; } = new(
        new AgencyDirectory("1", [], [], [], new Dictionary<string, IReadOnlyCollection<DateOnly>>()),
        new Policy { Version = "1", Purposes = new Dictionary<string, Purpose>(), Bases = new Dictionary<string, LegalBasis>(), Manifests = [], Feedback = new Dictionary<string, Feedback>() },
        []);

    /// <summary>The stores as another process of the same installation has them.</summary>
    /// <param name="database">Another view of the database under test; null: as it is.</param>
    /// <param name="vault">Where the master keys lie; null: in the fixture's file.</param>
    /// <param name="further">Further services.</param>
    internal ServiceProvider AnotherProcess(IGatewayDatabase? database = null, IKeyVault? vault = null, Action<IServiceCollection>? further = null)
    {
        var services = new ServiceCollection()
            .AddSingleton(database ?? Database)
            .AddSingleton<TimeProvider>(Domain)
            .AddSingleton<IPresent<Agreed>>(new Unchanging<Agreed>(Agreed))
            .AddKeyedSingleton<TimeProvider>(PersistenceRegistration.Machine, Machine)
            .AddSingleton(_ => vault ?? FileKeyVault.Open(Folder.File("master.key"), makesFirst: true))
            .AddSingleton<IPasswords, PlainPasswords>()
            .AddGatewayPersistence()
            // Most suites open no installation; one that does takes its keys.
            .AddSingleton(_ => OpenTrail());
        further?.Invoke(services);
        return services.BuildServiceProvider();
    }

    /// <summary>The keys of the trail, as far as no installation was opened.</summary>
    internal TrailKeys Trail => Get<TrailKeys>();

    private static TrailKeys OpenTrail()
    {
        var keys = new TrailKeys();
        keys.Open(new byte[32]);
        return keys;
    }

    /// <summary>Signals of the store, as the registered units raise them.</summary>
    internal WorkSignals Signals => Get<WorkSignals>();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
            await _services.DisposeAsync();
        await EndAsync();
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Reads with a context of its own.</summary>
    internal async Task<T> ReadAsync<T>(Func<GatewayContext, Task<T>> read)
    {
        await using var store = Database.Open();
        return await read(store);
    }

    /// <summary>Writes one unit of work.</summary>
    internal async Task WriteAsync(Action<UnitOfWork> write)
    {
        await using var unit = Units.Open();
        write(unit);
        await unit.CommitAsync(CancellationToken.None);
    }

    /// <summary>Work items about subjects, made and leased, in the order of the subjects.</summary>
    internal async Task<(Guid Token, IReadOnlyList<WorkItem> Items)> LeasedAsync(string stage, params IReadOnlyList<Guid> subjects)
    {
        await WriteAsync(unit =>
        {
            foreach (var subject in subjects)
                unit.Enqueue(stage, subject);
        });
        var (token, ids) = await Queue.LeaseAsync(stage, subjects.Count, 1000, TimeSpan.FromMinutes(1), CancellationToken.None);
        var items = await ReadAsync(s => s.WorkItems.AsNoTracking().Where(w => ids.Contains(w.Id)).ToListAsync());
        return (token, [.. subjects.Select(subject => items.Single(i => i.SubjectId == subject))]);
    }

    private T Get<T>() where T : notnull => Services.GetRequiredService<T>();
}
