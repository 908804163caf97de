using Gateway.Core.Intake;
using Gateway.Core.Work;
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
    public async Task A_clock_that_is_set_back_holds_up_nothing_that_was_due_and_prolongs_no_lease()
    {
        await EnqueueAsync(2);
        var leased = await LeaseAsync(most: 1);
        var later = Db.Keys.Next();
        await Db.WriteAsync(u => u.Enqueue(Rows.Stage, later, delay: TimeSpan.FromHours(2)));
        var before = Db.Machine.GetUtcNow();
        Db.Machine.AdjustTime(before - TimeSpan.FromHours(1));
        (await LeaseAsync()).Ids.ShouldBeEmpty("by the clock nothing is due for an hour");

        (await Db.Queue.WentBackAsync(before, Minute, CancellationToken.None)).ShouldBe(2);

        (await LeaseAsync()).Ids.ShouldHaveSingleItem().ShouldNotBe(leased.Ids[0]);
        Db.Machine.Advance(Minute);
        (await LeaseAsync(most: 5)).Ids.Count.ShouldBe(2, "both leases have run out");
        (await Db.ReadAsync(s => s.WorkItems.SingleAsync(w => w.SubjectId == later))).NotBefore.ShouldBe(before + TimeSpan.FromHours(2), "what waits on purpose waits");
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
        Effect[] effects = [new Effect.Audited("planted", "gateway", ids[0], null), new Effect.Enqueued(StageNames.Delivery, ids[0]), new Effect.Added(Rows.Client(ids[0]))];
        var told = await Should.ThrowAsync<Exception>(() => SettleAsync(lost, ids, new Decision(ItemOutcome.Completed, effects)));
        (Db.Faults.IsLeaseLost(told), Db.Faults.IsConflict(told)).ShouldBe((true, false));
        (await Db.ReadAsync(s => s.Audit.CountAsync())).ShouldBe(0);
        (await Db.ReadAsync(s => s.Clients.CountAsync())).ShouldBe(0);
        (await Db.ReadAsync(s => s.WorkItems.CountAsync())).ShouldBe(2);
        (await Db.ReadAsync(s => s.WorkItems.CountAsync(step => step.State == WorkItemState.Open))).ShouldBe(2);
    }

    [StoreTheory]
    [InlineData("complete")]
    [InlineData("postpone")]
    [InlineData("not-yet")]
    [InlineData("go-on")]
    [InlineData("prolong")]
    [InlineData("park")]
    public async Task A_lost_lease_changes_no_step(string what)
    {
        await EnqueueAsync(1);
        var (lost, ids) = await LeaseAsync();
        Db.Machine.Advance(Minute);
        var (held, _) = await LeaseAsync();
        var before = await OnlyStepAsync();
        await Should.ThrowAsync<LeaseLostException>(() => ChangeAsync(what, lost, ids));
        (await OnlyStepAsync()).ShouldBe(before);
        await ChangeAsync(what, held, ids);
        (await Db.ReadAsync(s => s.WorkItems.AsNoTracking().SingleOrDefaultAsync())).ShouldBe(what switch
        {
            "complete" => null,
            "postpone" => Free(before) with { NotBefore = Db.Machine.GetUtcNow() + Minute },
            "not-yet" => Free(before) with { NotBefore = Db.Machine.GetUtcNow() + Minute, Attempts = 1 },
            "go-on" => before,
            "prolong" => before with { LeasedUntil = Db.Machine.GetUtcNow() + Minute + Minute },
            _ => Free(before) with { State = WorkItemState.Parked, ParkedCode = "rule-failed", ParkedReason = """["","Planted."]""" },
        });
    }

    [StoreFact]
    public async Task Only_open_steps_under_the_token_are_loaded()
    {
        await Db.Installation.OpenAsync(CancellationToken.None);
        await EnqueueAsync(3);
        var (token, ids) = await LeaseAsync(most: 3);
        await CompleteAsync(token, [ids[0]]);
        var left = ids.Skip(1).Order().ToList();
        foreach (var load in Loads())
        {
            (await load(token, ids)).ShouldBe(left);
            (await load(token, [ids[0]])).ShouldBeEmpty();
            (await load(token, [])).ShouldBeEmpty();
            (await load(Db.Keys.Next(), ids)).ShouldBeEmpty("another's lease");
        }
    }

    [StoreFact]
    public async Task A_preview_loads_what_is_parked_and_nothing_can_be_applied_under_it()
    {
        await Db.Installation.OpenAsync(CancellationToken.None);
        await EnqueueAsync(2);
        var (token, ids) = await LeaseAsync(most: 2);
        await ChangeAsync("park", token, [ids[0]]);
        foreach (var load in Loads())
            (await load(IStageStore.ForPreview, ids)).ShouldBe([ids[0]]);
        await Should.ThrowAsync<LeaseLostException>(() => CompleteAsync(IStageStore.ForPreview, [ids[0]]));
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

    private Task CompleteAsync(Guid token, IReadOnlyList<Guid> ids) => SettleAsync(token, ids, Decision.Nothing);

    private async Task SettleAsync(Guid token, IReadOnlyList<Guid> ids, Decision? decision, Fault? fault = null)
    {
        var items = await ItemsAsync(ids);
        // One decision for all: the effects are those of the first.
        await Db.Stages.ApplyAsync(
            new Snapshots(), token, [.. items.Select((item, i) => new SettledItem(item, i == 0 ? decision : decision! with { Effects = [] }, fault))], CancellationToken.None);
    }

    private async Task ChangeAsync(string what, Guid token, IReadOnlyList<Guid> ids)
    {
        if (what == "prolong")
        {
            // Translation reads on in a file that is not at its end.
            await Db.Installation.OpenAsync(CancellationToken.None);
            var item = (await ItemsAsync(ids))[0];
            await Db.Translations.ApplyAsync(new Snapshots(), token, [new SettledPart(item, null, Finished: false, null)], CancellationToken.None);
            return;
        }

        await SettleAsync(
            token, ids,
            what switch
            {
                "complete" => Decision.Nothing,
                "postpone" => Decision.Wait(Minute),
                "not-yet" => Decision.Wait(Minute, attempted: false),
                "go-on" => Decision.Nothing.GoesOn(),
                _ => null,
            },
            what == "park" ? new Fault("rule-failed", "Planted.") : null);
    }

    /// <summary>The loads of every stage, as the items that they take.</summary>
    private IEnumerable<Func<Guid, IReadOnlyList<Guid>, Task<List<Guid>>>> Loads() =>
    [
        async (token, ids) => Keys((await Db.Stages.LoadStatementsAsync(token, ids, CancellationToken.None)).Items),
        async (token, ids) => Keys((await Db.Stages.LoadRepliesAsync(token, ids, CancellationToken.None)).Items),
        async (token, ids) => Keys((await Db.Stages.LoadDeadlinesAsync(token, ids, CancellationToken.None)).Items),
        async (token, ids) => Keys((await Db.Releases.LoadDeliveriesAsync(token, ids, CancellationToken.None)).Items),
        async (token, ids) => Keys((await Db.Releases.LoadAttemptedAsync(token, ids, CancellationToken.None)).Items),
    ];

    private static List<Guid> Keys(IEnumerable<WorkItem> items) => [.. items.Select(i => i.Id)];

    private static WorkItem Free(WorkItem item) => item with { LeasedUntil = null, LeaseToken = null };

    private Task<List<WorkItem>> ItemsAsync(IReadOnlyList<Guid> ids) => Db.ReadAsync(s => s.WorkItems.AsNoTracking().Where(w => ids.Contains(w.Id)).ToListAsync());

    private Task<WorkItem> OnlyStepAsync() => Db.ReadAsync(s => s.WorkItems.AsNoTracking().SingleAsync());
}
