using System.Text.Json.Nodes;
using Gateway.Core.Rights;
using Gateway.Host.Composition;
using Gateway.Tests.CommandLine;
using Gateway.Tests.Running;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Rights;

/// <summary>A database that is restored from before an erasure is erased again before anything works on it.</summary>
public sealed class RestoreTests
{
    [Fact]
    public async Task A_restored_database_is_erased_again_and_whoever_came_after_the_erasure_is_left_alone()
    {
        using var data = new TempFolder();
        using var backup = new TempFolder();
        await Shipped.FillAsync(data.Path);
        var (gone, stays) = (People.Insz(), People.Insz());
        await using (var gateway = await RunningGateway.StartAsync(data.Path))
        {
            var vdab = await gateway.OfficeAsync("vdab");
            await vdab.SettledAsync(Vdab.Profile, new JsonArray(Vdab.Referral(insz: gone), Vdab.Referral(insz: stays)));
        }

        Copy(data.Path, backup.Path);
        await using (var gateway = await RunningGateway.StartAsync(data.Path))
            (await ErasureTests.EraseAsync(gateway, gone)).Certificate!.Number.ShouldBe(1);

        await PutBackAsync(backup.Path, data.Path);
        await using var restored = await RunningGateway.StartAsync(data.Path);

        (await ErasureTests.ClientAsync(restored, gone)).ShouldBe(Guid.Empty);
        (await ErasureTests.ClientAsync(restored, stays)).ShouldNotBe(Guid.Empty);
        (await restored.ReadAsync(s => s.Clients.CountAsync(c => c.Wrapped == null))).ShouldBe(1);
        (await restored.ReadAsync(s => s.Records.CountAsync(r => r.Sealed != null))).ShouldBe(1);
        var issued = (await restored.Services.GetRequiredService<IErasures>().ListAsync("vdab", 10, CancellationToken.None)).ShouldHaveSingleItem();
        (issued.Certificate.Number, issued.AgainAt is not null).ShouldBe((1, true));
        (await restored.ReadAsync(s => s.Audit.CountAsync(a => a.Kind == "client.erased-again"))).ShouldBe(1);

        // Another erasure gets the next number, and the same person may come again.
        restored.Time.Advance(TimeSpan.FromMinutes(1));
        await (await restored.OfficeAsync("vdab")).SettledAsync(Vdab.Profile, Vdab.Referral(insz: gone));
        (await ErasureTests.ClientAsync(restored, gone)).ShouldNotBe(Guid.Empty);
        (await ErasureTests.EraseAsync(restored, stays)).Certificate!.Number.ShouldBe(2);
    }

    [Fact]
    public async Task A_document_that_was_received_before_the_erasure_and_is_read_after_the_restore_brings_nobody_back()
    {
        using var data = new TempFolder();
        using var backup = new TempFolder();
        await Shipped.FillAsync(data.Path);
        var gone = People.Insz();
        await using (var gateway = await RunningGateway.StartAsync(data.Path))
            await (await gateway.OfficeAsync("vdab")).SettledAsync(Vdab.Profile, Vdab.Referral(insz: gone));
        Copy(data.Path, backup.Path);
        await using (var gateway = await RunningGateway.StartAsync(data.Path))
            await ErasureTests.EraseAsync(gateway, gone);
        await PutBackAsync(backup.Path, data.Path);
        await using var restored = await RunningGateway.StartAsync(data.Path);
        // The clock of the domain still stands before the erasure: what is received now counts as before it.
        await (await restored.OfficeAsync("vdab")).SettledAsync(Vdab.Profile, Vdab.Referral(insz: gone));

        (await ErasureTests.ClientAsync(restored, gone)).ShouldBe(Guid.Empty);
        var passed = await restored.ReadAsync(s => s.Records.SingleAsync(r => r.ReasonCode == "client-gone"));
        (passed.Sealed, passed.Wrapped, passed.ClientId).ShouldBe((null, null, null));
        (await restored.ReadAsync(s => s.Submissions.CountAsync(x => x.Wrapped != null))).ShouldBe(0);
    }

    [Fact]
    public async Task Files_in_the_outbox_that_came_back_with_the_restore_are_removed_again()
    {
        using var data = new TempFolder();
        using var backup = new TempFolder();
        await Shipped.FillAsync(data.Path);
        var gone = People.Insz();
        var outbox = Path.Combine(data.Path, "outbox", "ocmw-dendermonde");
        await using (var gateway = await RunningGateway.StartAsync(data.Path))
            await (await gateway.OfficeAsync("vdab")).SettledAsync(Vdab.Profile, Vdab.Referral(insz: gone, town: "42006"));
        Copy(data.Path, backup.Path);
        var handover = Directory.GetFiles(outbox).ShouldHaveSingleItem();
        var kept = Path.Combine(backup.Path, Path.GetFileName(handover));
        File.Copy(handover, kept);
        await using (var gateway = await RunningGateway.StartAsync(data.Path))
            await ErasureTests.EraseAsync(gateway, gone);
        File.Copy(kept, handover);
        await PutBackAsync(backup.Path, data.Path);

        await using var restored = await RunningGateway.StartAsync(data.Path);

        File.Exists(handover).ShouldBeFalse();
        (await restored.ReadAsync(s => s.Clients.CountAsync(c => c.Wrapped != null))).ShouldBe(0);
    }

    public static TheoryData<string, string> Damages() => new()
    {
        { "missing", "is missing" }, { "empty", "is damaged" }, { "changed", "is damaged" }, { "line-removed", "is damaged" }, { "cut-off", "older than the database" }, { "other-installation", "is damaged" },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task Without_a_whole_file_of_erasures_nothing_is_started(string damage, string sentence)
    {
        using var data = new TempFolder();
        await Shipped.FillAsync(data.Path);
        var file = Path.Combine(data.Path, "erasures.log");
        await using (var gateway = await RunningGateway.StartAsync(data.Path))
        {
            var vdab = await gateway.OfficeAsync("vdab");
            List<string> people = [People.Insz(), People.Insz()];
            await vdab.SettledAsync(Vdab.Profile, new JsonArray([.. people.Select(p => (JsonNode)Vdab.Referral(insz: p))]));
            foreach (var person in people)
                await ErasureTests.EraseAsync(gateway, person);
            var text = await File.ReadAllTextAsync(file);
            people.ShouldAllBe(p => !text.Contains(p, StringComparison.Ordinal));
        }

        var lines = await File.ReadAllLinesAsync(file);
        lines.Length.ShouldBe(3);
        switch (damage)
        {
            case "missing":
                File.Delete(file);
                break;
            case "empty":
                await File.WriteAllTextAsync(file, "");
                break;
            case "changed":
                await File.WriteAllLinesAsync(file, [lines[0], lines[1].Replace("\"stopped\":1", "\"stopped\":0", StringComparison.Ordinal), lines[2]]);
                break;
            case "line-removed":
                await File.WriteAllLinesAsync(file, [lines[0], lines[2]]);
                break;
            case "cut-off":
                await File.WriteAllLinesAsync(file, lines[..2]);
                break;
            default:
                using (var other = new TempFolder())
                {
                    await (await RunningGateway.StartAsync(other.Path)).DisposeAsync();
                    File.Copy(Path.Combine(other.Path, "erasures.log"), file, overwrite: true);
                }

                break;
        }

        var fault = await Should.ThrowAsync<HostFault>(() => RunningGateway.StartAsync(data.Path));

        fault.Message.ShouldContain(sentence);
    }

    [Fact]
    public async Task Half_a_line_that_a_crash_left_stops_nothing()
    {
        using var data = new TempFolder();
        await Shipped.FillAsync(data.Path);
        var file = Path.Combine(data.Path, "erasures.log");
        await File.AppendAllTextAsync(file, "0123456789abcdef");

        await using var gateway = await RunningGateway.StartAsync(data.Path);
        var insz = People.Insz();
        await (await gateway.OfficeAsync("vdab")).SettledAsync(Vdab.Profile, Vdab.Referral(insz: insz));

        (await ErasureTests.EraseAsync(gateway, insz)).Certificate!.Number.ShouldBe(1);
        (await File.ReadAllLinesAsync(file)).Length.ShouldBe(3);
    }

    /// <summary>As an operator does it: the database is put back, and taken into use.</summary>
    private static async Task PutBackAsync(string from, string to)
    {
        Copy(from, to);
        (await Verb.RunAsync(to, "restore", "accept")).ShouldSatisfyAllConditions(t => t.Code.ShouldBe(0, t.Errors));
    }

    /// <summary>The database alone: the file of erasures is no part of a backup.</summary>
    private static void Copy(string from, string to)
    {
        SqliteConnection.ClearAllPools();
        foreach (var old in Directory.EnumerateFiles(to, "gateway.db*"))
            File.Delete(old);
        foreach (var file in Directory.EnumerateFiles(from, "gateway.db*"))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }
}
