using Gateway.Core.Work;
using Gateway.Persistence.Model;
using Gateway.Persistence.Work;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Store.Tests.Work;

public sealed class LeasesOnSqlite : LeaseSuite<SqliteFixture>;

public sealed class LeasesOnPostgreSql : LeaseSuite<PostgreSqlFixture>;

public sealed class LeasesOnSqlServer : LeaseSuite<SqlServerFixture>;

public abstract class LeaseSuite<TFixture> : StoreSuite<TFixture> where TFixture : DatabaseFixture, new()
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [StoreFact]
    public async Task What_could_not_be_sent_is_due_again_at_once_and_was_no_attempt()
    {
        await EnqueueAsync(3);
        var (token, ids) = await LeaseAsync();

        await Db.Steps.GiveBackAsync(token, ids, CancellationToken.None);

        (await LeaseAsync()).Ids.Count.ShouldBe(3);
        (await Db.ReadAsync(s => s.WorkItems.Select(t => t.Attempts).Distinct().SingleAsync())).ShouldBe(1);
    }

    [StoreFact]
    public async Task Each_step_is_leased_once_however_many_relays_ask()
    {
        await EnqueueAsync(400);
        var begin = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var relays = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            List<Guid> mine = [];
            await begin.Task;
            while (await LeaseAsync(most: 7, cap: 1_000) is { Ids: { Count: > 0 } ids })
                mine.AddRange(ids);
            return mine;
        })).ToList();
        begin.SetResult();
        var leased = (await Task.WhenAll(relays)).SelectMany(ids => ids).ToList();
        leased.Count.ShouldBe(400);
        leased.Distinct().Count().ShouldBe(400);
        (await Db.ReadAsync(s => s.WorkItems.AllAsync(step => step.Attempts == 1))).ShouldBeTrue();
    }

    [StoreFact]
    public async Task Nothing_is_leased_while_as_many_as_allowed_are()
    {
        await EnqueueAsync(10);
        var (token, ids) = await LeaseAsync(most: 4, cap: 4);
        ids.Count.ShouldBe(4);
        (await LeaseAsync(most: 4, cap: 4)).Ids.ShouldBeEmpty();
        await CompleteAsync(token, ids);
        (await LeaseAsync(most: 4, cap: 4)).Ids.Count.ShouldBe(4);
    }

    [StoreFact]
    public async Task Leases_of_one_stage_do_not_hold_up_another()
    {
        await EnqueueAsync(3);
        await Db.WriteAsync(u => u.Enqueue(StageNames.Delivery, u.Keys.Next()));
        await LeaseAsync(most: 3, cap: 1);
        (await Db.Steps.LeaseAsync(StageNames.Delivery, 5, 1, Minute, CancellationToken.None)).Ids.Count.ShouldBe(1);
        (await Db.Steps.LeaseAsync(StageNames.Clocks, 5, 1, Minute, CancellationToken.None)).Ids.ShouldBeEmpty();
    }

    [StoreFact]
    public async Task A_lease_that_runs_out_is_given_again()
    {
        await EnqueueAsync(1);
        var first = await LeaseAsync();
        Db.Machine.Advance(Minute - TimeSpan.FromSeconds(1));
        (await LeaseAsync()).Ids.ShouldBeEmpty();
        Db.Machine.Advance(TimeSpan.FromSeconds(1));
        var second = await LeaseAsync();
        second.Ids.ShouldBe(first.Ids);
        second.Token.ShouldNotBe(first.Token);
        (await OnlyStepAsync()).Attempts.ShouldBe(2);
    }

    [StoreFact]
    public async Task Domain_time_runs_no_lease_out()
    {
        await EnqueueAsync(1);
        await LeaseAsync();
        Db.Domain.Advance(TimeSpan.FromDays(365));
        (await LeaseAsync()).Ids.ShouldBeEmpty();
    }

    [StoreFact]
    public async Task A_step_waits_until_its_time()
    {
        await Db.WriteAsync(u => u.Enqueue(Rows.Stage, u.Keys.Next(), delay: Minute));
        (await LeaseAsync()).Ids.ShouldBeEmpty();
        Db.Machine.Advance(Minute);
        (await LeaseAsync()).Ids.Count.ShouldBe(1);
    }

    [StoreFact]
    public async Task Steps_are_leased_in_the_order_in_which_they_are_due()
    {
        await Db.WriteAsync(u => u.Enqueue(Rows.Stage, u.Keys.Next(), delay: Minute));
        Db.Machine.Advance(TimeSpan.FromSeconds(1));
        await EnqueueAsync(3);
        var made = await Db.ReadAsync(s => s.WorkItems.OrderBy(step => step.NotBefore).ThenBy(step => step.Id).Select(step => step.Id).ToListAsync());
        Db.Machine.Advance(Minute);
        (await LeaseAsync(most: 2)).Ids.ShouldBe(made.Take(2), ignoreOrder: true);
        (await LeaseAsync(most: 2)).Ids.ShouldBe(made.Skip(2), ignoreOrder: true);
    }

    [StoreFact]
    public async Task What_was_leased_may_be_leased_again_once_leases_are_cleared()
    {
        await EnqueueAsync(3);
        var before = await LeaseAsync(most: 3);
        await Db.Steps.ClearLeasesAsync(CancellationToken.None);
        (await LeaseAsync(most: 3)).Ids.ShouldBe(before.Ids, ignoreOrder: true);
        await Should.ThrowAsync<LeaseLostException>(() => CompleteAsync(before.Token, before.Ids));
    }

    [StoreFact]
    public async Task Work_under_a_lost_lease_leaves_nothing_behind()
    {
        await EnqueueAsync(2);
        var (lost, ids) = await LeaseAsync(most: 2);
        Db.Machine.Advance(Minute);
        await LeaseAsync(most: 1);
        await using var unit = Db.Units.Open();
        unit.Record("planted", "gateway", ids[0]);
        unit.Enqueue(StageNames.Delivery, ids[0]);
        await Should.ThrowAsync<LeaseLostException>(() => unit.CommitAsync(s => WorkItemStore.CompleteAsync(s, lost, [.. ids], CancellationToken.None), CancellationToken.None));
        (await Db.ReadAsync(s => s.Audit.CountAsync())).ShouldBe(0);
        (await Db.ReadAsync(s => s.WorkItems.CountAsync())).ShouldBe(2);
        (await Db.ReadAsync(s => s.WorkItems.CountAsync(step => step.State == WorkItemState.Open))).ShouldBe(2);
    }

    [StoreTheory]
    [InlineData("complete")]
    [InlineData("postpone")]
    [InlineData("prolong")]
    [InlineData("park")]
    public async Task A_lost_lease_changes_no_step(string what)
    {
        await EnqueueAsync(1);
        var (lost, ids) = await LeaseAsync();
        Db.Machine.Advance(Minute);
        var (held, _) = await LeaseAsync();
        var before = await OnlyStepAsync();
        await Should.ThrowAsync<LeaseLostException>(() => ChangeAsync(what, lost, ids[0]));
        (await OnlyStepAsync()).ShouldBeEquivalentTo(before);
        await ChangeAsync(what, held, ids[0]);
        (await OnlyStepAsync()).ShouldSatisfyAllConditions(
            s => (s.State, s.LeaseToken is null).ShouldBe(what switch { "complete" => (WorkItemState.Done, true), "park" => (WorkItemState.Parked, true), "postpone" => (WorkItemState.Open, true), _ => (WorkItemState.Open, false) }),
            s => s.NotBefore.ShouldBe(what == "postpone" ? Db.Machine.GetUtcNow() + Minute : before.NotBefore),
            s => s.LeasedUntil.ShouldBe(what == "prolong" ? Db.Machine.GetUtcNow() + Minute + Minute : null),
            s => s.ParkedCode.ShouldBe(what == "park" ? "rule-failed" : null));
    }

    [StoreFact]
    public async Task Only_open_steps_under_the_token_are_held()
    {
        await EnqueueAsync(3);
        var (token, ids) = await LeaseAsync(most: 3);
        await CompleteAsync(token, [ids[0]]);
        var held = await Db.ReadAsync(s => WorkItemStore.HeldAsync(s, token, ids, CancellationToken.None));
        held.Select(s => s.Id).ShouldBe(ids.Skip(1), ignoreOrder: true);
        (await Db.ReadAsync(s => WorkItemStore.HeldAsync(s, Guid.Empty, ids, CancellationToken.None))).ShouldBeEmpty();
    }

    [StoreFact]
    public async Task There_is_one_step_for_a_stage_subject_and_generation()
    {
        var subject = Db.Keys.Next();
        await Db.WriteAsync(u => u.Enqueue(Rows.Stage, subject));
        await Db.WriteAsync(u => u.Enqueue(Rows.Stage, subject, generation: 1));
        await Db.WriteAsync(u => u.Enqueue(StageNames.Delivery, subject));
        var again = await Should.ThrowAsync<Exception>(() => Db.WriteAsync(u => u.Enqueue(Rows.Stage, subject)));
        Db.Database.IsConflict(again).ShouldBeTrue();
        (await Db.ReadAsync(s => s.WorkItems.CountAsync())).ShouldBe(3);
    }

    [StoreFact]
    public async Task A_commit_wakes_the_stage_it_made_work_for_and_no_other()
    {
        var woken = Db.Signals.Stage(Rows.Stage).Next;
        var other = Db.Signals.Stage(StageNames.Delivery).Next;
        await using var failing = Db.Units.Open();
        failing.Enqueue(Rows.Stage, failing.Keys.Next());
        await Should.ThrowAsync<LeaseLostException>(() => failing.CommitAsync(_ => throw new LeaseLostException(), CancellationToken.None));
        woken.IsCompleted.ShouldBeFalse();
        await EnqueueAsync(1);
        woken.IsCompleted.ShouldBeTrue();
        other.IsCompleted.ShouldBeFalse();
    }

    private Task EnqueueAsync(int count) => Db.WriteAsync(u =>
    {
        for (var i = 0; i < count; i++)
            u.Enqueue(Rows.Stage, u.Keys.Next());
    });

    private Task<WorkLease> LeaseAsync(int most = 10, int cap = 100) =>
        Db.Steps.LeaseAsync(Rows.Stage, most, cap, Minute, CancellationToken.None);

    private async Task CompleteAsync(Guid token, IReadOnlyList<Guid> ids)
    {
        await using var unit = Db.Units.Open();
        await unit.CommitAsync(s => WorkItemStore.CompleteAsync(s, token, [.. ids], CancellationToken.None), CancellationToken.None);
    }

    private async Task ChangeAsync(string what, Guid token, Guid id)
    {
        var now = Db.Machine.GetUtcNow();
        await using var unit = Db.Units.Open();
        await unit.CommitAsync(
            s => what switch
            {
                "complete" => WorkItemStore.CompleteAsync(s, token, [id], CancellationToken.None),
                "postpone" => WorkItemStore.PostponeAsync(s, token, [id], now + Minute, attempted: true, CancellationToken.None),
                "prolong" => WorkItemStore.ProlongAsync(s, token, id, now + Minute + Minute, CancellationToken.None),
                _ => WorkItemStore.ParkAsync(s, token, id, "rule-failed", "Planted.", CancellationToken.None),
            },
            CancellationToken.None);
    }

    private Task<WorkItem> OnlyStepAsync() => Db.ReadAsync(s => s.WorkItems.AsNoTracking().SingleAsync());
}
