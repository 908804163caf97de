using Gateway.Chaos.Tests.Gateways;
using Microsoft.Data.Sqlite;
using Shouldly;

namespace Gateway.Chaos.Tests;

/// <summary>What a start that was killed leaves behind does not stop the next one.</summary>
[Collection(EmbeddedGateway.Name)]
public sealed class KilledStartTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ScratchFolder _scratch = new();

    [Fact]
    public async Task A_start_killed_while_it_made_the_schema_does_not_lock_out_the_next()
    {
        using (var connection = new SqliteConnection($"Data Source={Path.Combine(_scratch.Path, "gateway.db")};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = """
                create table "__EFMigrationsLock" ("Id" integer not null primary key, "Timestamp" text not null);
                insert into "__EFMigrationsLock" values (1, '2026-01-05 07:00:00+00:00');
                """;
            command.ExecuteNonQuery();
        }

        var migrated = await HostProcess.RunAsync(Patience, "migrate", "--Gateway:Data=" + _scratch.Path);
        migrated.Code.ShouldBe(0, migrated.Errors);
        migrated.Output.ShouldContain("Applied");
    }

    [Fact]
    public async Task A_start_killed_while_it_wrote_the_master_key_does_not_leave_half_a_key()
    {
        File.WriteAllText(Path.Combine(_scratch.Path, "master.key.new"), "half a k");

        var made = await HostProcess.RunAsync(Patience, "agency", "key", "create", "vdab", "--Gateway:Data=" + _scratch.Path);
        made.Code.ShouldBe(0, made.Errors);
        Convert.FromBase64String((await File.ReadAllTextAsync(Path.Combine(_scratch.Path, "master.key"))).Trim()).Length.ShouldBe(32);
        File.Exists(Path.Combine(_scratch.Path, "master.key.new")).ShouldBeFalse();
    }

    public void Dispose() => _scratch.Dispose();
}
