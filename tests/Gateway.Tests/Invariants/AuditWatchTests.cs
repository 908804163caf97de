using Gateway.Persistence;
using Gateway.Persistence.Audit;
using Gateway.Persistence.Leases;
using Gateway.Persistence.Metering;
using Gateway.Persistence.Model;
using Gateway.Persistence.Operating;
using Gateway.Persistence.Work;
using Gateway.Tests.Running;
using Gateway.Workers.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Invariants;

/// <summary>The recurring verification is one process's work, reads what is new, and remembers through where.</summary>
public sealed class AuditWatchTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task Of_two_processes_one_verifies_and_the_other_sees_that_it_is_not_due()
    {
        var machine = new FakeTimeProvider();
        await using var gateway = await RunningGateway.StartAsync();
        await ReferAsync(gateway);
        using var one = Watch(gateway, machine);
        using var other = Watch(gateway, machine);

        (await one.VerifyWhenDueAsync(CancellationToken.None)).ShouldBe(Hour);
        var first = (await NoteAsync(gateway))!;
        first.Broken.ShouldBeNull();
        first.Through!.Number.ShouldBe(first.SealedThrough);
        await one.StopAsync(CancellationToken.None);
        machine.Advance(TimeSpan.FromMinutes(20));

        (await other.VerifyWhenDueAsync(CancellationToken.None)).ShouldBe(TimeSpan.FromMinutes(40));
        (await NoteAsync(gateway)).ShouldBe(first);
    }

    [Fact]
    public async Task What_was_verified_is_not_read_again_and_what_came_since_is()
    {
        var machine = new FakeTimeProvider();
        await using var gateway = await RunningGateway.StartAsync();
        await ReferAsync(gateway);
        using var watch = Watch(gateway, machine);
        await watch.VerifyWhenDueAsync(CancellationToken.None);
        var first = (await NoteAsync(gateway))!;
        await using (var store = gateway.Database.Open())
            await store.Audit.Where(a => a.Period == 1).ExecuteUpdateAsync(a => a.SetProperty(x => x.Kind, "changed"));
        await ReferAsync(gateway);
        machine.Advance(Hour);

        await watch.VerifyWhenDueAsync(CancellationToken.None);
        var second = (await NoteAsync(gateway))!;

        second.Broken.ShouldBeNull();
        second.SealedThrough.ShouldBeGreaterThan(first.SealedThrough);
        await using (var store = gateway.Database.Open())
            await store.AuditSeals.Where(s => s.Number == second.SealedThrough).ExecuteUpdateAsync(s => s.SetProperty(x => x.Hash, new byte[32]));
        machine.Advance(Hour);
        await watch.VerifyWhenDueAsync(CancellationToken.None);
        (await NoteAsync(gateway))!.Broken.ShouldBe($"Seal {second.SealedThrough} is not the one that was verified before.");
    }

    [Fact]
    public async Task A_file_of_heads_that_becomes_shorter_is_told()
    {
        var machine = new FakeTimeProvider();
        await using var gateway = await RunningGateway.StartAsync();
        await ReferAsync(gateway);
        using var folder = new TempFolder();
        var heads = folder.Named("heads.log");
        await gateway.UntilAsync(() => Task.FromResult(File.Exists(Path.Combine(gateway.Data, "audit-heads.log"))));
        File.Copy(Path.Combine(gateway.Data, "audit-heads.log"), heads);
        using var watch = Watch(gateway, machine, heads);
        await watch.VerifyWhenDueAsync(CancellationToken.None);
        (await NoteAsync(gateway))!.Broken.ShouldBeNull();
        await File.WriteAllTextAsync(heads, "");
        machine.Advance(Hour);

        await watch.VerifyWhenDueAsync(CancellationToken.None);

        (await NoteAsync(gateway))!.Broken.ShouldBe("The file of heads became shorter: heads that were noted outside the database were removed.");
    }

    private static async Task ReferAsync(RunningGateway gateway)
    {
        await (await gateway.OfficeAsync("vdab")).SettledAsync(Vdab.Profile, Vdab.Referral());
        await gateway.QuietAsync();
        await gateway.UntilAsync(() => gateway.ReadAsync(async s => await AuditChain.UnsealedAsync(s, CancellationToken.None) == 0));
    }

    private static Task<AuditNote?> NoteAsync(RunningGateway gateway) => gateway.ReadAsync(s => AuditNote.ReadAsync(s, CancellationToken.None));

    private static AuditWatch Watch(RunningGateway gateway, FakeTimeProvider machine, string heads = "") => new(
        gateway.Services.GetRequiredService<AuditChain>(), new LeaseStore(gateway.Database, machine),
        new UnitsOfWork(
            gateway.Database, gateway.Services.GetRequiredService<KeySequence>(), gateway.Time, machine,
            gateway.Services.GetRequiredService<WorkSignals>(), gateway.Services.GetRequiredService<GatewayMeter>(), gateway.Services.GetRequiredService<TrailKeys>()), gateway.Services.GetRequiredService<Installation>(),
        Options.Create(new AuditOptions { VerifyEvery = Hour, HeadsFile = heads }), machine, NullLogger<AuditWatch>.Instance);
}
