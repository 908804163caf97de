using Gateway.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Store.Tests;

public sealed class DemonstrationOnSqlite : DemonstrationSuite<SqliteFixture>;

public sealed class DemonstrationOnPostgreSql : DemonstrationSuite<PostgreSqlFixture>;

public sealed class DemonstrationOnSqlServer : DemonstrationSuite<SqlServerFixture>;

public abstract class DemonstrationSuite<TFixture> : StoreSuite<TFixture> where TFixture : DatabaseFixture, new()
{
    private Demonstration Demonstration => new(Db.Database);

    [StoreFact]
    public async Task An_empty_database_is_taken_and_marked()
    {
        (await Demonstration.IsMarkedAsync(CancellationToken.None)).ShouldBeFalse();
        (await Demonstration.TakeAsync(emptied: true, CancellationToken.None)).ShouldBeTrue();
        (await Demonstration.IsMarkedAsync(CancellationToken.None)).ShouldBeTrue();
    }

    [StoreFact]
    public async Task A_database_that_serves_agencies_is_never_taken_nor_emptied()
    {
        await Db.Installation.OpenAsync(CancellationToken.None);
        await Db.WriteAsync(u => u.Enqueue(Rows.Stage, u.Keys.Next()));
        (await Demonstration.TakeAsync(emptied: true, CancellationToken.None)).ShouldBeFalse();
        (await Db.ReadAsync(s => s.WorkItems.CountAsync())).ShouldBe(1);
        (await Demonstration.IsMarkedAsync(CancellationToken.None)).ShouldBeFalse();
    }

    [StoreTheory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public async Task What_an_earlier_demonstration_left_goes_only_when_it_is_asked_for(bool emptied, int left)
    {
        await Demonstration.TakeAsync(emptied: true, CancellationToken.None);
        await Db.Installation.OpenAsync(CancellationToken.None);
        await Db.WriteAsync(u => u.Enqueue(Rows.Stage, u.Keys.Next()));
        (await Demonstration.TakeAsync(emptied, CancellationToken.None)).ShouldBeTrue();
        await using var compartments = Db.Database.OpenCompartments();
        (await Db.ReadAsync(s => s.WorkItems.CountAsync()), await compartments.Keys.CountAsync()).ShouldBe((left, 2 * left));
        (await Demonstration.IsMarkedAsync(CancellationToken.None)).ShouldBeTrue();
    }
}
