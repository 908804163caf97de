using Gateway.Core.Deadlines;
using Gateway.Core.Intake;
using Gateway.Core.Work;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Store.Tests.Work;

public sealed class DeadlinesOnSqlite : DeadlineSuite<SqliteFixture>;

public sealed class DeadlinesOnPostgreSql : DeadlineSuite<PostgreSqlFixture>;

public sealed class DeadlinesOnSqlServer : DeadlineSuite<SqlServerFixture>;

/// <summary>A deadline becomes one work item when it is due, and is cleared with it.</summary>
public abstract class DeadlineSuite<TFixture> : StoreSuite<TFixture> where TFixture : DatabaseFixture, new()
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private Lease? _lease;

    [StoreFact]
    public async Task Whatever_is_due_becomes_work_and_nothing_else_does()
    {
        var (referral, handover, ended, delivery, submission, client, later) = (Db.Keys.Next(), Db.Keys.Next(), Db.Keys.Next(), Db.Keys.Next(), Db.Keys.Next(), Db.Keys.Next(), Db.Keys.Next());
        await Db.WriteAsync(unit =>
        {
            unit.Write(Rows.Referral(referral) with { AckDueAt = unit.Now });
            unit.Write(Rows.Referral(later) with { AckDueAt = unit.Now + Minute });
            unit.Write(Rows.Handover(handover) with { AckDueAt = unit.Now - Minute });
            unit.Write(Rows.Handover(ended) with { NextStepDueAt = unit.Now });
            unit.Write(Rows.Delivery(delivery, client) with { ConfirmDueAt = unit.Now });
            unit.Write(Rows.Submission(submission, 1) with { KeepUntil = unit.Now });
            unit.StartDeadline(DeadlineKinds.ApplicationDecision, client, unit.Now);
        });
        var deadline = await Db.ReadAsync(s => s.Deadlines.SingleAsync());

        (await ScanAsync()).ShouldBe(6);
        (await ScanAsync()).ShouldBe(0, "each once");

        (await SubjectsAsync()).ShouldBe([referral, handover, ended, delivery, submission, deadline.Id], ignoreOrder: true);
        (await Db.ReadAsync(s => s.Referrals.Where(r => r.AckDueAt != null).Select(r => r.Id).ToListAsync())).ShouldBe([later]);
        (await Db.ReadAsync(s => s.Handovers.CountAsync(h => h.AckDueAt != null || h.NextStepDueAt != null))).ShouldBe(0);
        (await Db.ReadAsync(s => s.Deliveries.CountAsync(d => d.ConfirmDueAt != null))).ShouldBe(0);
        (await Db.ReadAsync(s => s.Submissions.CountAsync(d => d.KeepUntil != null))).ShouldBe(0);
        (await Db.ReadAsync(s => s.Deadlines.SingleAsync())).State.ShouldBe(DeadlineState.Fired);
    }

    [StoreFact]
    public async Task No_more_than_asked_for_the_longest_due_first()
    {
        var ids = Enumerable.Range(0, 5).Select(_ => Db.Keys.Next()).ToList();
        await Db.WriteAsync(unit =>
        {
            foreach (var (id, i) in ids.Select((id, i) => (id, i)))
                unit.Write(i % 2 == 0 ? Rows.Referral(id) with { AckDueAt = unit.Now - (Minute * i) } : Rows.Handover(id) with { AckDueAt = unit.Now - (Minute * i) });
        });

        (await ScanAsync(most: 3)).ShouldBe(3);

        (await SubjectsAsync()).ShouldBe([ids[4], ids[3], ids[2]], ignoreOrder: true);
    }

    [StoreFact]
    public async Task A_subject_that_had_a_deadline_before_gets_the_next_generation()
    {
        var handover = Db.Keys.Next();
        await Db.WriteAsync(unit => unit.Write(Rows.Handover(handover) with { AckDueAt = unit.Now }));
        await ScanAsync();
        await Db.ReadAsync(s => s.Handovers.ExecuteUpdateAsync(h => h.SetProperty(x => x.AckDueAt, Db.Domain.GetUtcNow())));

        (await ScanAsync()).ShouldBe(1);

        (await Db.ReadAsync(s => s.WorkItems.OrderBy(w => w.Generation).Select(w => w.Generation).ToListAsync())).ShouldBe([0, 1]);
    }

    [StoreFact]
    public async Task Who_lost_the_lease_makes_no_work()
    {
        await Db.WriteAsync(unit => unit.Write(Rows.Referral(Db.Keys.Next()) with { AckDueAt = unit.Now }));
        var late = await Db.Leases.TakeAsync("clock-scan", Minute, null, CancellationToken.None);
        Db.Machine.Advance(Minute * 2);
        await Db.Leases.TakeAsync("clock-scan", Minute, null, CancellationToken.None);

        var lost = await Should.ThrowAsync<Exception>(() => Db.DeadlineScan.ScanAsync(late!, 200, CancellationToken.None));

        Db.Faults.IsLeaseLost(lost).ShouldBeTrue();
        (await SubjectsAsync()).ShouldBeEmpty();
        (await Db.ReadAsync(s => s.Referrals.CountAsync(r => r.AckDueAt != null))).ShouldBe(1);
    }

    [StoreFact]
    public async Task Bytes_that_were_never_read_go_with_the_work_that_waits_for_them_and_it_is_said()
    {
        var (submission, parked) = await UnreadAsync();

        await DecideAsync();

        var after = await Db.ReadAsync(s => s.Submissions.SingleAsync());
        (after.State, after.ReasonCode, after.DestroyedAt is null, after.KeepUntil).ShouldBe((SubmissionState.SetAside, DeadlineRules.DestroyedUnread, false, null));
        (after.Wrapped, after.Sealed).ShouldBe((null, null));
        (await Db.ReadAsync(s => s.Segments.CountAsync())).ShouldBe(0);
        (await Db.ReadAsync(s => s.WorkItems.CountAsync(w => w.Id == parked))).ShouldBe(0);
        (await Db.ReadAsync(s => s.Tasks.SingleAsync(t => t.SubjectId == parked))).ClosedBy.ShouldBe("destroyed");
        (await Db.ReadAsync(s => s.Tasks.SingleAsync(t => t.ClosedAt == null))).SubjectId.ShouldBe(submission);
        (await Db.Parked.ReplayAsync(null, null, "operator-7", CancellationToken.None)).ShouldBe(0, "nothing is left to replay");
    }

    [StoreFact]
    public async Task Whoever_replays_it_at_the_same_moment_is_seen()
    {
        await UnreadAsync();
        var (token, ids) = await Db.Steps.LeaseAsync(StageNames.Clocks, 10, 100, Minute, CancellationToken.None);
        var (items, known) = await Db.Stages.LoadDeadlinesAsync(token, ids, CancellationToken.None);
        await Db.Parked.ReplayAsync(null, null, "operator-7", CancellationToken.None);

        var stale = await Should.ThrowAsync<Exception>(() => ApplyAsync(token, items, known));

        Db.Faults.IsConflict(stale).ShouldBeTrue();
        (await Db.ReadAsync(s => s.Submissions.SingleAsync())).DestroyedAt.ShouldBeNull();
        await DecideAsync(token, ids);
        (await Db.ReadAsync(s => s.WorkItems.CountAsync())).ShouldBe(0);
    }

    [StoreFact]
    public async Task Whoever_reads_on_at_the_same_moment_is_seen()
    {
        await UnreadAsync();
        var (token, ids) = await Db.Steps.LeaseAsync(StageNames.Clocks, 10, 100, Minute, CancellationToken.None);
        var (items, known) = await Db.Stages.LoadDeadlinesAsync(token, ids, CancellationToken.None);
        await Db.ReadAsync(s => s.Submissions.ExecuteUpdateAsync(r => r.SetProperty(x => x.State, SubmissionState.Translated)));

        var stale = await Should.ThrowAsync<Exception>(() => ApplyAsync(token, items, known));

        Db.Faults.IsConflict(stale).ShouldBeTrue();
        (await Db.ReadAsync(s => s.Tasks.CountAsync(t => t.Kind == TaskKinds.SetAside))).ShouldBe(0);
    }

    /// <summary>A submission whose translation is parked and whose time is over.</summary>
    private async Task<(Guid Submission, Guid Parked)> UnreadAsync()
    {
        var submission = Db.Keys.Next();
        await Db.WriteAsync(unit =>
        {
            unit.Write(Rows.Submission(submission, 1) with { KeepUntil = unit.Now });
            unit.Write(new SegmentRow { SubmissionId = submission, Cipher = [1], Last = true });
            unit.Enqueue(StageNames.Translation, submission);
        });
        var (token, ids) = await Db.Steps.LeaseAsync(StageNames.Translation, 1, 100, Minute, CancellationToken.None);
        var item = await Db.ReadAsync(s => s.WorkItems.SingleAsync(w => w.Id == ids[0]));
        await Db.Stages.ApplyAsync(new Snapshots(), token, [new SettledItem(item, null, new Fault("translation-failed", "Planted."))], CancellationToken.None);
        (await ScanAsync()).ShouldBe(1);
        return (submission, item.Id);
    }

    private async Task DecideAsync()
    {
        var (token, ids) = await Db.Steps.LeaseAsync(StageNames.Clocks, 10, 100, Minute, CancellationToken.None);
        await DecideAsync(token, ids);
    }

    private async Task DecideAsync(Guid token, IReadOnlyList<Guid> ids)
    {
        var (items, known) = await Db.Stages.LoadDeadlinesAsync(token, ids, CancellationToken.None);
        await ApplyAsync(token, items, known);
    }

    private Task ApplyAsync(Guid token, IReadOnlyList<WorkItem> items, DeadlineSnapshots known)
    {
        var now = new Circumstances(null!, null!, Db.Keys, new Moment(Db.Domain.GetUtcNow()));
        return Db.Stages.ApplyAsync(known, token, [.. items.Select(i => new SettledItem(i, DeadlineRules.Decide(known, now, i)))], CancellationToken.None);
    }

    private Task<List<Guid>> SubjectsAsync() => Db.ReadAsync(s => s.WorkItems.Where(w => w.Stage == StageNames.Clocks).Select(w => w.SubjectId).ToListAsync());

    private async Task<int> ScanAsync(int most = 200)
    {
        _lease = await Db.Leases.TakeAsync("clock-scan", Minute, _lease, CancellationToken.None);
        return await Db.DeadlineScan.ScanAsync(_lease!, most, CancellationToken.None);
    }
}
