using Gateway.Core.Handovers;
using Gateway.Core.Work;
using Gateway.Persistence.Restoring;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Store.Tests.Restoring;

public sealed class RestoreOnSqlite : RestoreSuite<SqliteFixture>;

public sealed class RestoreOnPostgreSql : RestoreSuite<PostgreSqlFixture>;

public sealed class RestoreOnSqlServer : RestoreSuite<SqlServerFixture>;

/// <summary>A restored database holds its deliveries; when the hold ends, what may have left waits for a person.</summary>
public abstract class RestoreSuite<TFixture> : StoreSuite<TFixture> where TFixture : DatabaseFixture, new()
{
    [StoreFact]
    public async Task What_waits_is_parked_when_the_hold_ends_and_feeds_leave_positions_out()
    {
        await Db.Installation.OpenAsync(CancellationToken.None);
        var restores = Db.Restores;
        var (waiting, unknown, read) = (Db.Keys.Next(), Db.Keys.Next(), Db.Keys.Next());
        await Db.WriteAsync(unit =>
        {
            unit.Write(Rows.Client(waiting));
            unit.Write(Rows.Delivery(waiting, waiting));
            unit.Write(Rows.Delivery(unknown, waiting, sequence: 2) with { State = DeliveryState.Released, Payload = [1] });
            unit.Write(Rows.Delivery(read, waiting, sequence: 3) with { State = DeliveryState.Released, Payload = [1], Position = 7 });
            unit.Write(new FeedSnapshot { Agency = "ocmw-leuven", Last = 7, Acknowledged = 5 });
            unit.Enqueue(StageNames.Delivery, waiting);
        });

        (await restores.StateAsync(CancellationToken.None)).ShouldBeNull();
        await restores.AcceptAsync(new RestoredState(Db.Machine.GetUtcNow(), null, 3, 8, null), "test", CancellationToken.None);
        await restores.AcceptAsync(new RestoredState(Db.Machine.GetUtcNow(), null, 3, 9, null), "test", CancellationToken.None);
        (await restores.StateAsync(CancellationToken.None))!.LostSeals.ShouldBe(6);
        var feed = await Db.ReadAsync(s => s.Set<FeedSnapshot>().SingleAsync());
        (feed.Last, feed.Acknowledged).ShouldBe((7 + (2 * RestoreHold.PositionsLeftOut), 5));

        await Db.WriteAsync(unit => unit.Enqueue(StageNames.Referral, waiting));
        (await restores.ReportAsync(CancellationToken.None)).ShouldSatisfyAllConditions(r => r.Work.ShouldBe(1), r => r.Held["ocmw-leuven"].ShouldBe(2));
        (await restores.ContinueAsync("test", CancellationToken.None)).ShouldBeNull("what is not decided yet may cause more");
        await using (var store = Db.Database.Open())
            await store.WorkItems.Where(w => w.Stage == StageNames.Referral).ExecuteDeleteAsync();

        (await restores.ContinueAsync("test", CancellationToken.None)).ShouldBe(2);
        (await restores.StateAsync(CancellationToken.None)).ShouldBeNull();
        (await Db.ReadAsync(s => s.Deliveries.ToDictionaryAsync(d => d.Id, d => d.State))).ShouldBe(
            new Dictionary<Guid, DeliveryState> { [waiting] = DeliveryState.Parked, [unknown] = DeliveryState.Parked, [read] = DeliveryState.Released }, ignoreOrder: true);
        (await Db.ReadAsync(s => s.WorkItems.Where(w => w.Stage == StageNames.Delivery).Select(w => new { w.State, w.ParkedCode }).ToListAsync()))
            .ShouldAllBe(w => w.State == WorkItemState.Parked && w.ParkedCode == RestoreHold.Code);
        (await Db.Parked.ReplayAsync(StageNames.Delivery, RestoreHold.Code, "test", CancellationToken.None)).ShouldBe(2);
        (await Db.ReadAsync(s => s.Deliveries.SingleAsync(d => d.Id == waiting))).State.ShouldBe(DeliveryState.Waiting);
    }
}
