using Gateway.Persistence.Audit;
using Gateway.Tests.Running;
using Gateway.Workers.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Gateway.Tests.Invariants;

/// <summary>Invariant 13: the trail is tamper-evident.</summary>
public sealed class AuditTests
{
    [Fact]
    public async Task The_chain_holds_and_every_way_of_changing_it_shows()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        for (var i = 0; i < 3; i++)
        {
            await vdab.SettledAsync(Vdab.Profile, Vdab.Referral());
            await gateway.UntilAsync(() => gateway.ReadAsync(async s => await AuditChain.UnsealedAsync(s, CancellationToken.None) == 0));
        }

        var whole = await VerifyAsync(gateway);
        whole.Broken.ShouldBeNull();
        whole.Unsealed.ShouldBe(0);
        whole.SealedThrough.ShouldBeGreaterThanOrEqualTo(3);

        var victim = await gateway.ReadAsync(s => s.Audit.FirstAsync(a => a.Kind == "referral.submitted"));
        (await TamperedAsync(gateway, $"UPDATE Audit SET Kind = 'referral.amended' WHERE Id = X'{Convert.ToHexString(victim.Id.ToByteArray(true))}'")).BrokenEntry.ShouldBe(victim.Id);
        (await TamperedAsync(gateway, $"DELETE FROM Audit WHERE Id = X'{Convert.ToHexString(victim.Id.ToByteArray(true))}'")).BrokenEntry.ShouldBe(victim.Id);
        (await TamperedAsync(gateway, "UPDATE AuditSeal SET SealedAt = '2020-01-01 00:00:00' WHERE Number = 1")).Broken!.ShouldContain("Seal 1");
        (await TamperedAsync(gateway, "DELETE FROM AuditSeal WHERE Number = 1")).Broken!.ShouldContain("Seal 1 is missing");
        // Cutting off the end leaves a chain that is valid in itself: the head kept outside the database tells.
        var last = whole.SealedThrough;
        (await TamperedAsync(gateway, $"DELETE FROM Audit WHERE Period = (SELECT Period FROM AuditSeal WHERE Number = {last}); DELETE FROM AuditSeal WHERE Number = {last}")).Broken!.ShouldContain("noted outside the database");
        (await VerifyAsync(gateway)).Broken.ShouldBeNull("each try was undone");
    }

    [Fact]
    public async Task A_seal_that_stands_is_noted_though_the_gateway_stops_meanwhile()
    {
        using var folder = new TempFolder();
        await Shipped.FillAsync(folder.Path);
        var heads = Path.Combine(folder.Path, "audit-heads.log");
        await using var gateway = await RunningGateway.StartAsync(folder.Path);
        int last;
        Task stopped;
        await using (new FileStream(heads, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            var before = await gateway.ReadAsync(s => s.AuditSeals.MaxAsync(a => (int?)a.Number)) ?? 0;
            await (await gateway.OfficeAsync("vdab")).SubmitAsync(Vdab.Profile, Vdab.Referral());
            await gateway.UntilAsync(async () => await gateway.ReadAsync(s => s.AuditSeals.AnyAsync(a => a.Number > before)));
            last = await gateway.ReadAsync(s => s.AuditSeals.MaxAsync(a => a.Number));
            // It is told at once, and ends when its work is done.
            stopped = gateway.Services.GetServices<IHostedService>().Single(s => s.GetType().Name == "AuditSealer").StopAsync(CancellationToken.None);
        }

        await stopped;
        AuditOptions.ReadHeads(heads).Keys.ShouldContain(last);
    }

    private static Task<AuditVerification> VerifyAsync(RunningGateway gateway) =>
        new AuditChain(gateway.Database, TimeProvider.System, gateway.Services.GetRequiredService<TrailKeys>()).VerifyAsync(AuditOptions.ReadHeads(Path.Combine(gateway.Data, "audit-heads.log")), CancellationToken.None);

    /// <summary>Verifies a copy of the store that somebody tampered with.</summary>
    private static async Task<AuditVerification> TamperedAsync(RunningGateway gateway, string sql)
    {
        using var copy = new TempFolder();
        await gateway.ReadAsync(async s => await s.Database.ExecuteSqlAsync($"VACUUM INTO {Path.Combine(copy.Path, "gateway.db")}"));
        using var database = new Gateway.Persistence.Sqlite.SqliteDatabase(Path.Combine(copy.Path, "gateway.db"));
        await using (var store = database.Open())
            (await store.Database.ExecuteSqlRawAsync(sql)).ShouldBeGreaterThan(0);
        return await new AuditChain(database, TimeProvider.System, gateway.Services.GetRequiredService<TrailKeys>()).VerifyAsync(AuditOptions.ReadHeads(Path.Combine(gateway.Data, "audit-heads.log")), CancellationToken.None);
    }
}
