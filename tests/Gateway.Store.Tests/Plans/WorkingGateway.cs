using System.Diagnostics;
using Gateway.Core.Intake;
using Gateway.Core.Reading;
using Gateway.Core.Work;
using Gateway.Host.Composition;
using Gateway.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Store.Tests.Plans;

/// <summary>The whole gateway on the shipped contracts, with a domain clock that the test moves.</summary>
internal sealed class WorkingGateway : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly WebApplication _app;

    private WorkingGateway(TemporaryFolder folder, WebApplication app, ContractsFolder contracts)
    {
        _folder = folder;
        _app = app;
        Contracts = contracts;
    }

    internal FakeTimeProvider Domain { get; private init; } = null!;

    internal ContractsFolder Contracts { get; }

    internal static string ContractsPath { get; } = Find("contracts");

    internal T Get<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>Starts it on a database, whose schema is brought up to date.</summary>
    internal static async Task<WorkingGateway> StartAsync(TemporaryFolder folder, IGatewayDatabase database)
    {
        var settings = new GatewaySettings
        {
            Contracts = ContractsPath,
            Data = folder.Path,
            Url = "http://127.0.0.1:0",
            MasterKeyFile = folder.File("master.key"),
            Outbox = folder.File("outbox"),
            FileIntake = folder.File("intake"),
            Erasures = folder.File("erasures.log"),
            AuditHeads = folder.File("audit-heads.log"),
        };
        var contracts = ContractsFolder.LoadOrFail(settings.Contracts);
        var domain = new FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        var app = GatewayApplication.Build(
            new ConfigurationBuilder().AddInMemoryCollection().Build(), settings, contracts,
            services => services.AddSingleton<TimeProvider>(domain).AddSingleton(database));
        await database.MigrateAsync(CancellationToken.None);
        await GatewayApplication.PrepareAsync(app.Services, CancellationToken.None);
        await app.StartAsync();
        return new WorkingGateway(folder, app, contracts) { Domain = domain };
    }

    /// <summary>Hands in a shipped sample, changed as told.</summary>
    internal async Task HandInAsync(string agency, string profile, string sample, Func<string, string>? change = null)
    {
        var bytes = await File.ReadAllBytesAsync(Path.Combine(ContractsPath, "formats", profile, "samples", sample));
        if (change is not null)
            bytes = System.Text.Encoding.UTF8.GetBytes(change(System.Text.Encoding.UTF8.GetString(bytes)));
        var result = await Get<IIntake>().AcceptAsync(
            new IntakeRequest { Agency = agency, Profile = profile, Content = new MemoryStream(bytes) }, CancellationToken.None);
        result.ShouldBeOfType<IntakeResult.Accepted>();
    }

    /// <summary>Waits until no step is due.</summary>
    internal Task SettleAsync() => RecordedStatements.UnrecordedAsync(() => WaitAsync(quiet => quiet.DueWork == 0));

    /// <summary>Waits until no step is due or waits to be tried again.</summary>
    internal Task RestAsync() => RecordedStatements.UnrecordedAsync(() => WaitAsync(quiet => quiet.DueWork + quiet.WaitingWork == 0));

    private async Task<bool> WaitAsync(Predicate<Quiet> rests)
    {
        var begin = Stopwatch.GetTimestamp();
        while (!rests(await Get<IQuiet>().ReadAsync(CancellationToken.None)))
        {
            if (Stopwatch.GetElapsedTime(begin) > TimeSpan.FromMinutes(2))
                throw new TimeoutException("Work does not come to rest: " + await OpenAsync());
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }

        return true;
    }

    private async Task<string> OpenAsync()
    {
        await using var store = Get<IGatewayDatabase>().Open();
        var open = await store.WorkItems.Where(w => w.State == WorkItemState.Open).Take(20).Select(w => $"{w.Stage} {w.SubjectId} {w.Attempts} {w.NotBefore} {w.LeasedUntil}").ToListAsync();
        return $"{await Get<IQuiet>().ReadAsync(CancellationToken.None)}\n{string.Join('\n', open)}";
    }

    /// <summary>Reads every agency's feed to its end and confirms it.</summary>
    internal async Task<IReadOnlyList<(string Agency, string Subject)>> ReadFeedsAsync()
    {
        List<(string, string)> read = [];
        foreach (var agency in Contracts.Agreed.Directory.Agencies.Select(a => a.Id))
        {
            var page = (await Get<IFeed>().ReadAsync(agency, 0, 200, TimeSpan.Zero, CancellationToken.None)).ShouldNotBeNull();
            read.AddRange(page.Items.Select(i => (agency, i.Subject!)));
            if (page.Items.Count > 0)
                await Get<IFeed>().AcknowledgeAsync(agency, page.Next, CancellationToken.None);
        }

        return read;
    }

    /// <summary>Why what was handed in went no further.</summary>
    internal Task<string> WorklistAsync() => RecordedStatements.UnrecordedAsync(async () =>
    {
        await using var store = Get<IGatewayDatabase>().Open();
        return string.Join('\n', await store.Tasks.Select(w => $"{w.Agency} {w.Kind} {w.ReasonCode}: {w.Text}").ToListAsync());
    });

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    private static string Find(string folder)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Gateway.sln")))
                return Path.Combine(at.FullName, folder);
        }

        throw new DirectoryNotFoundException("The tests run outside the source tree.");
    }
}
