using Gateway.Core.Clients;
using Gateway.Core.Operating;
using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Compartments;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Store.Tests.Units;

public sealed class TogetherOrNotAtAllOnSqlite : TogetherOrNotAtAllSuite<SqliteFixture>;

public sealed class TogetherOrNotAtAllOnPostgreSql : TogetherOrNotAtAllSuite<PostgreSqlFixture>;

public sealed class TogetherOrNotAtAllOnSqlServer : TogetherOrNotAtAllSuite<SqlServerFixture>;

/// <summary>A unit of work commits all that it holds, or nothing of it.</summary>
public abstract class TogetherOrNotAtAllSuite<TFixture> : StoreSuite<TFixture> where TFixture : DatabaseFixture, new()
{
    [StoreFact]
    public async Task Everything_commits_together()
    {
        await using var unit = Db.Units.Open();
        Fill(unit);
        await unit.CommitAsync(CancellationToken.None);
        (await CountsAsync()).ShouldBe((1, 1, 1, 1, 1, 1));
    }

    [StoreFact]
    public async Task An_update_that_fails_inside_undoes_everything()
    {
        await using var unit = Db.Units.Open();
        Fill(unit);
        await Should.ThrowAsync<InvalidOperationException>(() => unit.CommitAsync(
            async store =>
            {
                store.Settings.Add(new SettingRow { Name = "planted", Value = "1" });
                await store.SaveChangesAsync();
                throw new InvalidOperationException("planted");
            },
            CancellationToken.None));
        (await CountsAsync()).ShouldBe((0, 0, 0, 0, 0, 0));
        (await Db.ReadAsync(s => s.Settings.CountAsync())).ShouldBe(0);
    }

    [StoreFact]
    public async Task A_set_wise_update_that_fails_undoes_everything()
    {
        await using var unit = Db.Units.Open();
        Fill(unit);
        unit.Inside(_ => throw new InvalidOperationException("planted"));
        await Should.ThrowAsync<InvalidOperationException>(() => unit.CommitAsync(CancellationToken.None));
        (await CountsAsync()).ShouldBe((0, 0, 0, 0, 0, 0));
    }

    [StoreFact]
    public async Task A_wall_that_cannot_be_written_undoes_everything()
    {
        await using var unit = Db.Units.Open();
        Fill(unit);
        var record = unit.Keys.Next();
        unit.SealApart(new SealedRow { RecordId = record, Cipher = [1] });
        unit.SealApart(new SealedRow { RecordId = Db.Keys.Next(), Cipher = null! });
        await Should.ThrowAsync<Exception>(() => unit.CommitAsync(CancellationToken.None));
        (await CountsAsync()).ShouldBe((0, 0, 0, 0, 0, 0));
    }

    [StoreFact]
    public async Task What_is_not_committed_does_not_happen()
    {
        await using (var unit = Db.Units.Open())
            Fill(unit);
        (await CountsAsync()).ShouldBe((0, 0, 0, 0, 0, 0));
    }

    private static void Fill(UnitOfWork unit)
    {
        var id = unit.Keys.Next();
        unit.Store.Clients.Add(Rows.Client(id));
        unit.Enqueue(Rows.Stage, id);
        unit.Record("planted", "gateway", id);
        unit.OpenTask(TaskKinds.CaseWork, "vdab", id, "planted", new Sentence("Planted."));
        unit.StartDeadline(DeadlineKinds.Acknowledge, id, unit.Now);
        unit.SealApart(new SealedRow { RecordId = unit.Keys.Next(), Compartment = Compartment.Walled, Cipher = [1] });
    }

    private async Task<(int Clients, int Steps, int Audit, int Worklist, int Clocks, int Walled)> CountsAsync()
    {
        await using var compartments = Db.Database.OpenCompartments();
        await using var store = Db.Database.Open();
        return (await store.Clients.CountAsync(), await store.WorkItems.CountAsync(), await store.Audit.CountAsync(), await store.Tasks.CountAsync(),
            await store.Deadlines.CountAsync(), await compartments.Sealed.CountAsync());
    }
}
