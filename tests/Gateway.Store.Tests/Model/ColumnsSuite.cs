using Gateway.Core.Work;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Store.Tests.Model;

public sealed class ColumnsOnSqlite : ColumnsSuite<SqliteFixture>;

public sealed class ColumnsOnPostgreSql : ColumnsSuite<PostgreSqlFixture>;

public sealed class ColumnsOnSqlServer : ColumnsSuite<SqlServerFixture>;

/// <summary>What the databases do not agree on: the order of keys and instants.</summary>
public abstract class ColumnsSuite<TFixture> : StoreSuite<TFixture> where TFixture : DatabaseFixture, new()
{
    [StoreFact]
    public async Task Ten_thousand_keys_sort_in_the_order_in_which_they_were_made()
    {
        var made = Enumerable.Range(0, 10_000).Select(_ => Db.Keys.Next()).ToList();
        var shuffled = made.ToArray();
        new Random(7).Shuffle(shuffled);
        await Db.WriteAsync(u => u.Store.Deadlines.AddRange(shuffled.Select(id => new Deadline { Id = id, Kind = DeadlineKinds.Acknowledge, SubjectId = id })));
        (await Db.ReadAsync(s => s.Deadlines.OrderBy(c => c.Id).Select(c => c.Id).ToListAsync())).ShouldBe(made);
    }

    [StoreFact]
    public async Task Keys_are_compared_in_the_order_in_which_they_were_made()
    {
        var made = Enumerable.Range(0, 100).Select(_ => Db.Keys.Next()).ToList();
        await Db.WriteAsync(u => u.Store.Deadlines.AddRange(made.Select(id => new Deadline { Id = id, Kind = DeadlineKinds.Acknowledge, SubjectId = id })));
        var middle = made[49];
        (await Db.ReadAsync(s => s.Deadlines.CountAsync(c => c.Id.CompareTo(middle) > 0))).ShouldBe(50);
    }

    [StoreFact]
    public async Task An_instant_comes_back_as_the_same_instant_in_utc()
    {
        var local = new DateTimeOffset(2026, 7, 1, 1, 30, 0, TimeSpan.FromHours(2)).AddTicks(1_234_560);
        await ClockAsync(local);
        var stored = await Db.ReadAsync(s => s.Deadlines.Select(c => c.DueAt).SingleAsync());
        stored.ShouldBe(local);
        stored.Offset.ShouldBe(TimeSpan.Zero);
    }

    [StoreFact]
    public async Task Instants_are_compared_and_sorted_as_instants()
    {
        var noon = new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);
        DateTimeOffset[] instants =
        [
            noon, noon.AddMilliseconds(50), noon.AddMilliseconds(450), noon.AddMilliseconds(500), noon.AddSeconds(9), noon.AddSeconds(10),
            noon.AddMonths(3), noon.AddYears(1),
        ];
        foreach (var instant in instants.Reverse())
            await ClockAsync(instant);
        (await Db.ReadAsync(s => s.Deadlines.OrderBy(c => c.DueAt).Select(c => c.DueAt).ToListAsync())).ShouldBe(instants);
        for (var i = 0; i < instants.Length; i++)
        {
            var inAnotherZone = instants[i].ToOffset(TimeSpan.FromHours(-5));
            (await Db.ReadAsync(s => s.Deadlines.CountAsync(c => c.DueAt <= inAnotherZone))).ShouldBe(i + 1);
            (await Db.ReadAsync(s => s.Deadlines.CountAsync(c => c.DueAt < inAnotherZone))).ShouldBe(i);
        }
    }

    private Task ClockAsync(DateTimeOffset due) => Db.WriteAsync(u => u.StartDeadline(DeadlineKinds.Acknowledge, u.Keys.Next(), due));
}
