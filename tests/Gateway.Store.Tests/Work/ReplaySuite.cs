using Gateway.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Store.Tests.Work;

public sealed class ReplayOnSqlite : ReplaySuite<SqliteFixture>;

public sealed class ReplayOnPostgreSql : ReplaySuite<PostgreSqlFixture>;

public sealed class ReplayOnSqlServer : ReplaySuite<SqlServerFixture>;

public abstract class ReplaySuite<TFixture> : StoreSuite<TFixture> where TFixture : DatabaseFixture, new()
{
    [StoreFact]
    public async Task A_replayed_step_is_due_again_in_the_next_generation()
    {
        var subject = await ParkAsync(Rows.Stage, "rule-failed");
        (await ReplayAsync()).ShouldBe(1);
        var steps = await StepsOfAsync(subject);
        steps.Select(s => (s.Generation, s.State)).ShouldBe([(1, WorkItemState.Open)]);
        (await Db.Steps.LeaseAsync(Rows.Stage, 10, 10, TimeSpan.FromMinutes(1), CancellationToken.None)).Ids.ShouldBe([steps[0].Id]);
    }

    [StoreFact]
    public async Task A_replay_is_on_the_trail_and_closes_the_worklist_item()
    {
        await ParkAsync(Rows.Stage, "rule-failed");
        await ReplayAsync();
        (await Db.ReadAsync(s => s.Audit.OrderBy(a => a.Id).Select(a => new { a.Kind, a.Actor }).ToListAsync())).Select(a => (a.Kind, a.Actor))
            .ShouldBe([("work-item.parked", "gateway"), ("work-item.replayed", "operator-7")]);
        (await Db.ReadAsync(s => s.Tasks.SingleAsync())).ClosedBy.ShouldBe("replayed");
    }

    [StoreFact]
    public async Task Two_replays_at_once_re_issue_each_step_once()
    {
        for (var i = 0; i < 20; i++)
            await ParkAsync(Rows.Stage, "rule-failed");
        var counts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => ReplayAsync())));
        counts.Sum().ShouldBe(20);
        (await Db.ReadAsync(s => s.WorkItems.CountAsync(step => step.State == WorkItemState.Open))).ShouldBe(20);
        (await ReplayAsync()).ShouldBe(0);
    }

    [StoreFact]
    public async Task Only_the_stage_and_the_code_that_were_named_are_replayed()
    {
        await ParkAsync(Rows.Stage, "rule-failed");
        await ParkAsync(Rows.Stage, "transaction-failed");
        await ParkAsync(StageNames.Delivery, "rule-failed");
        (await Db.Parked.ReplayAsync(Rows.Stage, "rule-failed", "operator-7", CancellationToken.None)).ShouldBe(1);
        (await Db.ReadAsync(s => s.WorkItems.CountAsync(step => step.State == WorkItemState.Parked))).ShouldBe(2);
    }

    [StoreFact]
    public async Task A_step_whose_subject_went_on_meanwhile_is_replayed_after_its_latest_generation()
    {
        var subject = await ParkAsync(Rows.Stage, "rule-failed");
        await Db.WriteAsync(u => u.Enqueue(Rows.Stage, subject, generation: 1));
        (await ReplayAsync()).ShouldBe(1);
        (await StepsOfAsync(subject)).Select(s => (s.Generation, s.State)).ShouldBe([(1, WorkItemState.Open), (2, WorkItemState.Open)]);
    }

    private Task<int> ReplayAsync() => Db.Parked.ReplayAsync(null, null, "operator-7", CancellationToken.None);

    private Task<List<WorkItem>> StepsOfAsync(Guid subject) =>
        Db.ReadAsync(s => s.WorkItems.Where(step => step.SubjectId == subject).OrderBy(step => step.Generation).ToListAsync());

    private async Task<Guid> ParkAsync(string stage, string code)
    {
        var subject = Db.Keys.Next();
        await Db.WriteAsync(u => u.Enqueue(stage, subject));
        var (token, ids) = await Db.Steps.LeaseAsync(stage, 1, 100, TimeSpan.FromMinutes(1), CancellationToken.None);
        var item = await Db.ReadAsync(s => s.WorkItems.SingleAsync(w => w.Id == ids[0]));
        await Db.Stages.ApplyAsync(new Snapshots(), token, [new SettledItem(item, null, new Fault(code, "Planted."))], CancellationToken.None);
        return subject;
    }
}
