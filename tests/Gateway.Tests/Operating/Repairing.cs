using System.Text.Json.Nodes;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Host.Composition;
using Gateway.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Operating;

/// <summary>Gateways with a contracts folder of their own, which a test repairs while they run.</summary>
public abstract class Repairing : IDisposable
{
    private protected const string Unknown = "DEBT_COUNSEL";
    private readonly TempFolder _contracts = new();

    protected Repairing() => TempFolder.Copy(Shipped.Folder, _contracts.Path);

    /// <summary>The contracts folder.</summary>
    private protected string Contracts => _contracts.Path;

    /// <summary>The replay of a test.</summary>
    private protected Guid Id { get; } = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

    private protected string Services => Path.Combine(Contracts, "formats", "codes", "services.yaml");

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            _contracts.Dispose();
    }

    /// <summary>A referral that asks for a service which no code list knows.</summary>
    private protected static JsonObject Wrong(string? insz = null)
    {
        var referral = Vdab.Referral(insz: insz);
        referral["requestedService"] = new JsonArray(Unknown);
        return referral;
    }

    private protected static JsonArray Many(int wrong, int right = 0) => new([.. Enumerable.Range(0, wrong).Select(_ => Wrong()), .. Enumerable.Range(0, right).Select(_ => Vdab.Referral())]);

    private protected static async Task<ReplayCause> CauseAsync(RunningGateway gateway)
    {
        var record = await gateway.ReadAsync(s => s.Records.FirstAsync(r => r.State == RecordState.SetAside));
        return ReplayCause.SetAside(record.ReasonCode!, record.Agency, Vdab.Profile, record.ReasonPath);
    }

    /// <summary>The code list as it is once it knows the service.</summary>
    private protected string Repaired => File.ReadAllText(Services) + $"\nentries:\n  - {{ code: {Unknown}, means: DEBT_ADVICE }}\n";

    private protected async Task RepairAsync(RunningGateway gateway)
    {
        await File.WriteAllTextAsync(Services, Repaired);
        await LoadedAsync(gateway);
    }

    /// <summary>Waits until the gateway has found the change by itself.</summary>
    private protected static async Task LoadedAsync(RunningGateway gateway)
    {
        var present = gateway.Services.GetRequiredService<PresentContracts>();
        var before = present.LoadedAt;
        await gateway.UntilAsync(() => Task.FromResult(present.LoadedAt > before || present.Refused.Count > 0));
        present.Refused.ShouldBeEmpty();
    }

    private protected async Task<ReplayLine> ReadAsync(IReplays replays) => (await replays.ReadAsync(Id, tell: false, 0, CancellationToken.None))!.Value.Replay;

    private protected async Task<ReplayLine> ReplayedAsync(RunningGateway gateway, ReplayState state = ReplayState.Finished)
    {
        var replays = gateway.Services.GetRequiredService<IReplays>();
        (await replays.StartAsync(Id, "rita", CancellationToken.None)).ShouldBeTrue();
        await gateway.UntilAsync(async () => (await ReadAsync(replays)).State == state);
        await gateway.QuietAsync();
        return await ReadAsync(replays);
    }

    private protected Task<RunningGateway> StartAsync(Action<IServiceCollection>? further = null) => RunningGateway.StartAsync(
        contracts: ContractsFolder.LoadOrFail(Contracts),
        settings: new Dictionary<string, string?> { ["Gateway:Contracts"] = Contracts },
        further: services =>
        {
            services.Configure<ContractsOptions>(o => (o.Every, o.NoteEvery) = (TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(20)));
            further?.Invoke(services);
        });
}
