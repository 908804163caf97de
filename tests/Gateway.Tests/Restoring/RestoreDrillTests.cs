using System.Text.Json.Nodes;
using Gateway.Core.Handovers;
using Gateway.Core.Work;
using Gateway.Persistence.Restoring;
using Gateway.Tests.CommandLine;
using Gateway.Tests.Rights;
using Gateway.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Restoring;

/// <summary>The drill: a backup under load, more happens, somebody is erased, the machine burns, the backup is restored.</summary>
public sealed class RestoreDrillTests
{
    private const string Dendermonde = "42006";

    [Fact]
    public async Task After_a_restore_nothing_is_sent_twice_what_was_erased_stays_erased_and_the_trail_holds()
    {
        using var data = new TempFolder();
        using var apart = new TempFolder();
        await Shipped.FillAsync(data.Path);
        var backup = Path.Combine(apart.Path, "monday");
        var (gone, late) = (People.Insz(), Vdab.Referral());
        List<JsonObject> seen = [];
        Office before;
        await using (var gateway = await RunningGateway.StartAsync(data.Path))
        {
            var vdab = await gateway.OfficeAsync("vdab");
            before = await gateway.OfficeAsync("ocmw-leuven");
            await vdab.SettledAsync(Vdab.Profile, Vdab.Referral(insz: gone));
            seen.AddRange(await before.NewAsync());

            var taking = Task.Run(() => Verb.RunAsync(data.Path, "backup", backup));
            for (var i = 0; !taking.IsCompleted || i < 6; i++)
                await vdab.SubmitAsync(Vdab.Profile, Vdab.Referral(town: i % 2 == 0 ? "24062" : Dendermonde));
            (await taking).ShouldSatisfyAllConditions(t => t.Code.ShouldBe(0, t.Errors), t => t.Output.ShouldContain("The master key is not in it"));
            await gateway.QuietAsync();

            await vdab.SettledAsync(Vdab.Profile, new JsonArray(late.DeepClone(), Vdab.Referral(town: Dendermonde)));
            seen.AddRange(await before.NewAsync());
            (await ErasureTests.EraseAsync(gateway, gone)).Certificate.ShouldNotBeNull();
            seen.AddRange(await before.NewAsync());
        }

        var files = Files(data);
        (await Verb.RunAsync(data.Path, "restore", "from", backup, "--replace")).ShouldSatisfyAllConditions(
            t => t.Code.ShouldBe(0, t.Errors), t => t.Output.ShouldContain("Every delivery is held"));

        await using var restored = await RunningGateway.StartAsync(data.Path);
        var sender = await restored.OfficeAsync("vdab");
        var leuven = await restored.OfficeAsync("ocmw-leuven");
        leuven.GoOnFrom(before);
        (await sender.Http.GetStringAsync("/health/ready")).ShouldContain("restore continue");
        await sender.SubmitAsync(Vdab.Profile, late);
        await restored.UntilAsync(async () => (await restored.Services.GetRequiredService<IRestores>().ReportAsync(CancellationToken.None)).Work == 0);
        (await leuven.NewAsync()).ShouldBeEmpty("everything is held");
        Files(data).ShouldBe(files);
        (await Verb.RunAsync(data.Path, "restore", "show")).Output.ShouldContain("ocmw-leuven");

        (await Verb.RunAsync(data.Path, "restore", "continue")).ShouldSatisfyAllConditions(t => t.Code.ShouldBe(0, t.Errors), t => t.Output.ShouldContain("Deliveries go on"));
        await restored.QuietAsync();
        (await leuven.NewAsync()).ShouldBeEmpty("what may have left waits for a person");
        Files(data).ShouldBe(files);
        (await restored.ReadAsync(s => s.WorkItems.CountAsync(w => w.State == WorkItemState.Parked && w.ParkedCode == RestoreHold.Code))).ShouldBeGreaterThan(0);

        var fresh = People.Insz();
        await sender.SettledAsync(Vdab.Profile, Vdab.Referral(insz: fresh));
        seen.AddRange(await leuven.NewAsync());
        var handovers = Ocmw.Handovers(seen.Where(e => (string?)e["type"] == "referral.handover")).Select(h => h.Insz).ToList();
        handovers.ShouldBeUnique();
        handovers.ShouldContain(fresh);
        seen.Select(e => (string)e["id"]!).ShouldBeUnique();
        (await ErasureTests.ClientAsync(restored, gone)).ShouldBe(Guid.Empty);
        (await Verb.RunAsync(data.Path, "audit", "verify")).ShouldSatisfyAllConditions(v => v.Code.ShouldBe(0, v.Output + v.Errors));
        Directory.GetFiles(data.Path, "audit-heads.log.before-restore-*").ShouldHaveSingleItem();

        // What an office says that it does not have is replayed, under the id that it had.
        await Verb.RunAsync(data.Path, "replay", "--stage", "delivery", "--code", RestoreHold.Code);
        await restored.QuietAsync();
        (await leuven.NewAsync()).ShouldNotBeEmpty();
    }

    /// <summary>A client's no that was said after the backup is not known. Nobody opens anything until the agencies have said it again.</summary>
    [Fact]
    public async Task A_withdrawal_of_after_the_backup_is_said_again_before_anything_is_opened()
    {
        using var data = new TempFolder();
        using var apart = new TempFolder();
        await Shipped.FillAsync(data.Path);
        var backup = Path.Combine(apart.Path, "monday");
        var referral = Vdab.Referral();
        await using (var gateway = await RunningGateway.StartAsync(data.Path))
        {
            var vdab = await gateway.OfficeAsync("vdab");
            await vdab.SettledAsync(Vdab.Profile, referral);
            (await Verb.RunAsync(data.Path, "backup", backup)).Code.ShouldBe(0);
            await vdab.SettledAsync(Vdab.Profile, Vdab.Withdrawal(referral));
        }

        (await Verb.RunAsync(data.Path, "restore", "from", backup, "--replace")).Code.ShouldBe(0);
        await using var restored = await RunningGateway.StartAsync(data.Path);
        var leuven = await restored.OfficeAsync("ocmw-leuven");
        (await leuven.NewAsync()).ShouldBeEmpty();
        await (await restored.OfficeAsync("vdab")).SettledAsync(Vdab.Profile, Vdab.Withdrawal(referral));
        (await Verb.RunAsync(data.Path, "restore", "continue")).Code.ShouldBe(0);
        await Verb.RunAsync(data.Path, "replay", "--stage", "delivery", "--code", RestoreHold.Code);
        await restored.QuietAsync();

        Ocmw.Handovers((await leuven.NewAsync()).Where(e => (string?)e["type"] == "referral.handover")).ShouldBeEmpty();
    }

    private static List<string> Files(TempFolder data)
    {
        var outbox = Path.Combine(data.Path, "outbox");
        return Directory.Exists(outbox) ? [.. Directory.GetFiles(outbox, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)] : [];
    }
}
