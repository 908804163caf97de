using Gateway.Host.Composition;
using Gateway.Tests.CommandLine;
using Gateway.Tests.Running;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Tests.Restoring;

/// <summary>What a backup and a restore refuse, and that then nothing was changed.</summary>
public sealed class RestoreVerbTests
{
    [Fact]
    public async Task A_backup_goes_into_a_new_folder_and_leaves_nothing_behind_when_it_cannot_be_written()
    {
        using var data = new TempFolder();
        using var apart = new TempFolder();
        await Shipped.FillAsync(data.Path);
        var file = Path.Combine(apart.Path, "file");
        await File.WriteAllTextAsync(file, "not mine");

        (await Verb.RunAsync(data.Path, "backup", apart.Path)).ShouldSatisfyAllConditions(t => t.Code.ShouldBe(1), t => t.Errors.ShouldContain("not empty"));
        (await Verb.RunAsync(data.Path, "backup", Path.Combine(file, "inside"))).ShouldSatisfyAllConditions(t => t.Code.ShouldBe(1), t => t.Errors.ShouldContain("What was begun was removed"));
        (await File.ReadAllTextAsync(file)).ShouldBe("not mine");
        Directory.GetFileSystemEntries(apart.Path).ShouldBe([file]);
    }

    [Fact]
    public async Task Key_files_are_in_a_backup_when_they_are_asked_for_and_everything_in_it_is_its_owners_alone()
    {
        using var data = new TempFolder();
        using var apart = new TempFolder();
        await Shipped.FillAsync(data.Path);
        var (without, with) = (Path.Combine(apart.Path, "without"), Path.Combine(apart.Path, "with"));
        (await Verb.RunAsync(data.Path, "backup", without)).Code.ShouldBe(0);
        (await Verb.RunAsync(data.Path, "backup", with, "--with-keys", "--json")).ShouldSatisfyAllConditions(t => t.Code.ShouldBe(0), t => t.Output.ShouldContain("master.key"));

        Names(without).ShouldBe(["backup.json", "gateway.db"]);
        Names(with).ShouldBe(["backup.json", "compartment.key", "gateway.db", "master.key"]);
        if (!OperatingSystem.IsWindows())
            foreach (var file in Directory.GetFiles(with))
                File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);

        // Everything else is lost: with the keys in the backup and the file of erasures that was kept apart it goes on.
        using var other = new TempFolder();
        (await Verb.RunAsync(other.Path, "restore", "from", with, "--with-keys", "--erasures", Path.Combine(data.Path, "erasures.log"))).ShouldSatisfyAllConditions(t => t.Code.ShouldBe(0, t.Errors));
        await using var gateway = await RunningGateway.StartAsync(other.Path);
        (await gateway.ReadAsync(s => s.Holds.CountAsync())).ShouldBeGreaterThan(10);
    }

    public static TheoryData<string, string> Refusals() => new()
    {
        { "in-use", "is in use by another gateway process" },
        { "there", "say --replace" },
        { "no-backup", "There is no backup in" },
        { "broken-off", "is missing" },
        { "changed", "is not as it was backed up" },
        { "no-erasures", "There is no file of erasures" },
        { "no-key", "There is no master key" },
        { "forged-heads", "does not hold" },
    };

    [Theory, MemberData(nameof(Refusals))]
    public async Task A_restore_that_is_refused_changes_nothing(string what, string sentence)
    {
        using var data = new TempFolder();
        using var apart = new TempFolder();
        await Shipped.FillAsync(data.Path);
        await using (var gateway = await RunningGateway.StartAsync(data.Path))
        {
            await (await gateway.OfficeAsync("vdab")).SettledAsync(Vdab.Profile, Vdab.Referral());
            await gateway.UntilAsync(async () => await gateway.ReadAsync(s => s.AuditSeals.AnyAsync()) && File.Exists(Path.Combine(data.Path, "audit-heads.log")));
        }

        var backup = Path.Combine(apart.Path, "monday");
        (await Verb.RunAsync(data.Path, "backup", backup)).Code.ShouldBe(0);
        DataFolder? held = null;
        switch (what)
        {
            case "in-use":
                held = DataFolder.Take(data.Path);
                break;
            case "no-backup":
                backup = apart.Path;
                break;
            case "broken-off":
                File.Delete(Path.Combine(backup, "gateway.db"));
                break;
            case "changed":
                await File.AppendAllTextAsync(Path.Combine(backup, "gateway.db"), "x");
                break;
            case "no-erasures":
                File.Delete(Path.Combine(data.Path, "erasures.log"));
                break;
            case "no-key":
                File.Delete(Path.Combine(data.Path, "master.key"));
                break;
            case "forged-heads":
                var heads = Path.Combine(data.Path, "audit-heads.log");
                var lines = await File.ReadAllLinesAsync(heads);
                var parts = lines[0].Split(' ');
                parts[1] = new string('0', parts[1].Length);
                await File.WriteAllLinesAsync(heads, [string.Join(' ', parts), .. lines[1..]]);
                break;
        }

        var database = await File.ReadAllBytesAsync(Path.Combine(data.Path, "gateway.db"));
        string[] arguments = ["restore", "from", backup, .. what == "there" ? Array.Empty<string>() : ["--replace"]];
        var told = await Verb.RunAsync(data.Path, arguments);

        told.Code.ShouldBe(1);
        told.Errors.ShouldContain(sentence);
        (await File.ReadAllBytesAsync(Path.Combine(data.Path, "gateway.db"))).ShouldBe(database);
        held?.Dispose();
    }

    [Fact]
    public async Task A_database_that_other_tools_put_back_is_not_started_until_it_is_accepted()
    {
        using var data = new TempFolder();
        using var apart = new TempFolder();
        await Shipped.FillAsync(data.Path);
        var database = Path.Combine(data.Path, "gateway.db");
        SqliteConnection.ClearAllPools();
        File.Copy(database, Path.Combine(apart.Path, "gateway.db"));
        await using (var gateway = await RunningGateway.StartAsync(data.Path))
        {
            await (await gateway.OfficeAsync("vdab")).SettledAsync(Vdab.Profile, Vdab.Referral());
            await gateway.UntilAsync(() => Task.FromResult(File.Exists(Path.Combine(data.Path, "audit-heads.log"))));
        }

        foreach (var old in Directory.GetFiles(data.Path, "gateway.db*"))
            File.Delete(old);
        File.Copy(Path.Combine(apart.Path, "gateway.db"), database);

        (await Should.ThrowAsync<HostFault>(() => RunningGateway.StartAsync(data.Path))).Message.ShouldContain("restore accept");
        (await Verb.RunAsync(data.Path, "agency", "key", "create", "vdab")).Errors.ShouldContain("restore accept");
        (await Verb.RunAsync(data.Path, "restore", "accept")).ShouldSatisfyAllConditions(t => t.Code.ShouldBe(0, t.Errors), t => t.Output.ShouldContain("are lost"));
        await using var again = await RunningGateway.StartAsync(data.Path);
        (await again.ReadAsync(s => s.Holds.CountAsync())).ShouldBeGreaterThan(10);
        (await Verb.RunAsync(data.Path, "restore", "continue")).Code.ShouldBe(0);
        (await again.ReadAsync(s => s.Holds.CountAsync())).ShouldBe(0);
        (await Verb.RunAsync(data.Path, "restore", "continue")).ShouldSatisfyAllConditions(t => t.Code.ShouldBe(2), t => t.Errors.ShouldContain("No restore holds deliveries"));
    }

    [Theory]
    [InlineData("backup", "somewhere", "pg_basebackup")]
    [InlineData("restore from", "somewhere", "restore accept")]
    public async Task A_server_database_is_backed_up_by_its_own_tools(string verb, string folder, string sentence)
    {
        using var data = new TempFolder();
        var told = await Verb.RunAsync(data.Path, [.. verb.Split(' '), folder, "--Gateway:Database:Provider=PostgreSql", "--Gateway:Database:ConnectionString=Host=127.0.0.1;Port=1"]);
        told.Code.ShouldBe(2);
        told.Errors.ShouldContain(sentence);
    }

    private static IEnumerable<string> Names(string folder) => Directory.GetFiles(folder).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal);
}
