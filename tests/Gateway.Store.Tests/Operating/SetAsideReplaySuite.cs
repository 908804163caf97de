using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Referrals;
using Gateway.Core.Work;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Store.Tests.Operating;

public sealed class SetAsideReplayOnSqlite : SetAsideReplaySuite<SqliteFixture>;

public sealed class SetAsideReplayOnPostgreSql : SetAsideReplaySuite<PostgreSqlFixture>;

public sealed class SetAsideReplayOnSqlServer : SetAsideReplaySuite<SqlServerFixture>;

/// <summary>A replay of one cause takes exactly what is on the worklist with it, and records of one submission share a work item.</summary>
public abstract class SetAsideReplaySuite<TFixture> : StoreSuite<TFixture> where TFixture : DatabaseFixture, new()
{
    private const string Code = "unknown-code";
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly DateTimeOffset? Closed = new DateTimeOffset(2026, 3, 9, 8, 0, 0, TimeSpan.Zero);
    private Guid _id;

    [StoreFact]
    public async Task Only_what_has_the_cause_and_is_still_on_the_worklist_is_frozen()
    {
        var mine = await SubmissionAsync("vdab-referral", 3);
        await SubmissionAsync("other-profile", 2);
        await ChangeAsync(s => s.Tasks.Where(t => t.SubjectId == mine[0]).ExecuteUpdateAsync(t => t.SetProperty(x => x.ClosedBy, "returned").SetProperty(x => x.ClosedAt, Closed)));
        await ChangeAsync(s => s.Records.Where(r => r.Id == mine[1]).ExecuteUpdateAsync(r => r.SetProperty(x => x.ReasonPath, "elsewhere")));

        (await PrepareAsync(ReplayCause.SetAside(Code))).ShouldBe(4);
        (await PrepareAsync(ReplayCause.SetAside(Code, profile: "vdab-referral"))).ShouldBe(2);
        (await PrepareAsync(ReplayCause.SetAside(Code, profile: "vdab-referral", path: "service"))).ShouldBe(1);
        (await PrepareAsync(ReplayCause.SetAside(Code, agency: "actiris"))).ShouldBe(0);
        (await PrepareAsync(ReplayCause.SetAside("another-code"))).ShouldBe(0);
    }

    [StoreFact]
    public async Task One_then_ten_then_the_rest_and_the_records_of_a_submission_share_a_work_item()
    {
        var records = await SubmissionAsync("vdab-referral", 14);
        (await PrepareAsync(ReplayCause.SetAside(Code))).ShouldBe(14);

        await Db.Replays.StartAsync(_id, "rita", CancellationToken.None);
        (await ReadAsync()).Running.ShouldBe(1);
        await TranslatedAsync(records.Take(1));
        await MoveAsync();
        (await ReadAsync()).Running.ShouldBe(10);
        (await Db.ReadAsync(s => s.WorkItems.CountAsync())).ShouldBe(1, "they share a work item");
        var (token, held) = await LeaseAsync();
        var again = (await Db.Translations.LoadAsync(token, held, CancellationToken.None)).ShouldHaveSingleItem().Again.ShouldNotBeNull();
        again.Select(r => r.Id).ShouldBe(records.Skip(1).Take(10));
        await TranslatedAsync(records.Skip(1).Take(10));
        await MoveAsync();
        await TranslatedAsync(records.Skip(11));
        await MoveAsync();

        var replay = await ReadAsync();
        (replay.State, replay.Succeeded, replay.Failed, replay.Left).ShouldBe((ReplayState.Finished, 14, 0, 0));
    }

    [StoreFact]
    public async Task The_rest_of_a_large_submission_is_one_work_item_and_small_submissions_are_bounded_together()
    {
        var large = await SubmissionAsync("vdab-referral", 2_300);
        await SubmissionAsync("vdab-referral", 3);
        (await PrepareAsync(ReplayCause.SetAside(Code))).ShouldBe(2_303);
        // Somebody returns one in the middle: it is skipped, and the others still share one work item.
        await ChangeAsync(s => s.Tasks.Where(t => t.SubjectId == large[1_010]).ExecuteUpdateAsync(t => t.SetProperty(x => x.ClosedBy, "returned").SetProperty(x => x.ClosedAt, Closed)));
        await Db.Replays.StartAsync(_id, "rita", CancellationToken.None);
        await TranslatedAsync(large.Take(1));
        await MoveAsync();
        await TranslatedAsync(large.Skip(1).Take(10));

        await MoveAsync();

        (await Db.ReadAsync(s => s.WorkItems.CountAsync())).ShouldBe(1, "a transaction takes whole submissions");
        (await ReadAsync()).Running.ShouldBe(2_288);
        var (token, held) = await LeaseAsync();
        (await Db.Translations.LoadAsync(token, held, CancellationToken.None)).ShouldHaveSingleItem().Again.ShouldNotBeNull().Count.ShouldBe(2_288);
        await ChangeAsync(s => s.Records.Where(r => r.Id == large[11]).ExecuteUpdateAsync(r => r.SetProperty(x => x.State, RecordState.Translated)));
        (await ReadAsync()).Running.ShouldBe(2_287, "a record is done as soon as it is translated");
        await MoveAsync();
        (await Db.ReadAsync(s => s.WorkItems.CountAsync())).ShouldBe(2);
        (await ReadAsync()).Left.ShouldBe(0);
    }

    [StoreFact]
    public async Task Two_work_items_about_one_submission_do_not_take_a_record_twice()
    {
        await SubmissionAsync("vdab-referral", 3);
        var submission = await Db.ReadAsync(s => s.Submissions.SingleAsync());
        await Db.WriteAsync(u =>
        {
            u.Enqueue(StageNames.Translation, submission.Id, generation: 1);
            u.Enqueue(StageNames.Translation, submission.Id, generation: 2);
        });

        var (token, held) = await LeaseAsync();
        var loaded = await Db.Translations.LoadAsync(token, held, CancellationToken.None);

        loaded.Select(l => l.Again!.Count).ShouldBe([3, 0], ignoreOrder: true);
    }

    [StoreFact]
    public async Task A_record_that_stays_set_aside_has_failed_again_and_one_that_was_corrected_is_skipped()
    {
        var records = await SubmissionAsync("vdab-referral", 3);
        await PrepareAsync(ReplayCause.SetAside(Code));
        await Db.Replays.StartAsync(_id, "rita", CancellationToken.None);
        await TranslatedAsync([]);
        await MoveAsync();
        var paused = (await Db.Replays.ReadAsync(_id, 0, CancellationToken.None))!.Value;
        (paused.Replay.State, paused.Replay.Failed).ShouldBe((ReplayState.Paused, 1));
        paused.Items.Select(i => i.State).ShouldBe(["failed again", "waiting", "waiting"]);
        (await Db.Replays.WaitingAsync(_id, 0, 10, CancellationToken.None)).Select(w => w.Subject).ShouldBe(records.Skip(1));

        await ChangeAsync(s => s.Tasks.Where(t => t.SubjectId == records[1]).ExecuteUpdateAsync(t => t.SetProperty(x => x.ClosedBy, "corrected").SetProperty(x => x.ClosedAt, Closed)));
        await Db.Replays.StartAsync(_id, "rita", CancellationToken.None);
        await TranslatedAsync(records.Skip(2));
        await MoveAsync();

        var replay = await ReadAsync();
        (replay.Succeeded, replay.Failed, replay.Skipped).ShouldBe((1, 1, 1));
    }

    [StoreFact]
    public async Task Withheld_referrals_are_decided_again_by_the_record_that_states_each()
    {
        var record = Rows.Record(Db.Keys.Next());
        var referral = Rows.Referral(Db.Keys.Next()) with { RecordId = record.Id, State = ReferralState.Withheld, ReasonCode = "basis-unknown" };
        var ended = Rows.Referral(Db.Keys.Next()) with { RecordId = record.Id, State = ReferralState.Withheld, ReasonCode = "basis-unknown", EndedAt = Db.Domain.GetUtcNow() };
        await Db.WriteAsync(u =>
        {
            u.Write(record);
            u.Write(referral);
            u.Write(ended);
        });
        (await PrepareAsync(ReplayCause.Undecided("basis-unknown"))).ShouldBe(1);

        await Db.Replays.StartAsync(_id, "rita", CancellationToken.None);

        var step = await Db.ReadAsync(s => s.WorkItems.SingleAsync());
        (step.Stage, step.SubjectId, step.Generation).ShouldBe((StageNames.Referral, record.Id, 1));
        (await ReadAsync()).Running.ShouldBe(1);
        await ChangeAsync(s => s.WorkItems.ExecuteDeleteAsync());
        (await ReadAsync()).Failed.ShouldBe(1, "it is withheld again");
        await ChangeAsync(s => s.Referrals.Where(r => r.Id == referral.Id).ExecuteUpdateAsync(r => r.SetProperty(x => x.State, ReferralState.Issued)));
        (await ReadAsync()).Succeeded.ShouldBe(1);
    }

    private async Task ChangeAsync(Func<GatewayContext, Task> change)
    {
        await using var store = Db.Database.Open();
        await change(store);
    }

    private async Task<Guid[]> SubmissionAsync(string profile, int records)
    {
        var submission = Rows.Submission(Db.Keys.Next(), 10) with { Profile = profile, State = SubmissionState.SetAside, Records = records, SetAside = records };
        var ids = Enumerable.Range(0, records).Select(_ => Db.Keys.Next()).ToArray();
        await Db.WriteAsync(u =>
        {
            u.Write(submission);
            foreach (var (id, index) in ids.Select((id, i) => (id, i)))
            {
                u.Write(Rows.Record(id) with { SubmissionId = submission.Id, Number = index + 1, ClientId = null, State = RecordState.SetAside, ReasonCode = Code, ReasonPath = "service" });
                u.OpenTask(TaskKinds.SetAside, "vdab", id, Code, new Sentence("A code that is not known."));
            }
        });
        return ids;
    }

    private async Task<int> PrepareAsync(ReplayCause cause)
    {
        _id = Db.Keys.Next();
        return await Db.Replays.PrepareAsync(_id, "rita", cause, CancellationToken.None);
    }

    /// <summary>Ends the step that was issued; the records named are not set aside any more.</summary>
    private async Task TranslatedAsync(IEnumerable<Guid> records)
    {
        var ids = records.ToList();
        await ChangeAsync(s => s.WorkItems.ExecuteDeleteAsync());
        await ChangeAsync(s => s.Records.Where(r => ids.Contains(r.Id)).ExecuteUpdateAsync(r => r.SetProperty(x => x.State, RecordState.Translated)));
    }

    private async Task<(Guid Token, IReadOnlyList<Guid> Ids)> LeaseAsync()
    {
        var lease = await Db.Steps.LeaseAsync(StageNames.Translation, 10, 10, Minute, CancellationToken.None);
        return (lease.Token, lease.Ids);
    }

    private async Task MoveAsync() =>
        await Db.Replays.MoveAsync((await Db.Leases.TakeAsync("replay-runner", TimeSpan.Zero, null, CancellationToken.None))!, CancellationToken.None);

    private async Task<ReplayLine> ReadAsync() => (await Db.Replays.ReadAsync(_id, 0, CancellationToken.None))!.Value.Replay;
}
