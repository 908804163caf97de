using Gateway.Core.Intake;
using Gateway.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Store.Tests.Races;

public sealed class SetAsideCountOnSqlite : SetAsideCountSuite<SqliteFixture>;

public sealed class SetAsideCountOnPostgreSql : SetAsideCountSuite<PostgreSqlFixture>;

public sealed class SetAsideCountOnSqlServer : SetAsideCountSuite<SqlServerFixture>;

/// <summary>
/// Records of a submission are translated again while it is read on. Both count in one row, and whoever decided on a count
/// that has moved decides again.
/// </summary>
public abstract class SetAsideCountSuite<TFixture> : StoreSuite<TFixture> where TFixture : DatabaseFixture, new()
{
    private SubmissionSnapshot _read = null!;
    private WorkItem _reading = null!;
    private WorkItem _replay = null!;
    private Guid _token;

    [StoreFact]
    public async Task A_replay_that_commits_while_a_part_is_read_on_is_not_written_over()
    {
        await BegunAsync(records: 3, setAside: 2);
        await TranslatedAgainAsync(fewer: 1);

        await ConflictAsync(() => ReadOnAsync(_read));

        await ReadOnAsync(await PresentAsync());
        var now = await PresentAsync();
        (now.Records, now.SetAside, now.State).ShouldBe((4, 2, SubmissionState.Received));
    }

    [StoreFact]
    public async Task A_replay_that_commits_after_a_part_was_read_on_counts_from_what_is_there()
    {
        await BegunAsync(records: 3, setAside: 2);
        await ReadOnAsync(_read);

        await TranslatedAgainAsync(fewer: 1);

        var now = await PresentAsync();
        (now.Records, now.SetAside).ShouldBe((4, 2));
    }

    [StoreFact]
    public async Task Bytes_of_a_submission_that_ends_while_its_last_record_is_translated_again_are_destroyed()
    {
        await BegunAsync(records: 3, setAside: 1);
        await TranslatedAgainAsync(fewer: 1);

        await ConflictAsync(() => EndAsync(_read));

        await EndAsync(await PresentAsync());
        var now = await PresentAsync();
        (now.SetAside, now.State, now.DestroyedAt is not null, now.KeepUntil).ShouldBe((0, SubmissionState.Translated, true, null));
    }

    [StoreFact]
    public async Task A_submission_of_which_the_last_record_that_could_be_read_is_translated_while_it_ends_is_not_set_aside_whole()
    {
        await BegunAsync(records: 2, setAside: 2);
        await TranslatedAgainAsync(fewer: 1);

        await ConflictAsync(() => EndAsync(_read));

        await EndAsync(await PresentAsync());
        var now = await PresentAsync();
        (now.SetAside, now.State).ShouldBe((1, SubmissionState.Translated));
    }

    /// <summary>A submission that is being read, with work that reads it on and work that translates records of it again.</summary>
    private async Task BegunAsync(int records, int setAside)
    {
        await Db.Installation.OpenAsync(CancellationToken.None);
        _read = Rows.Submission(Db.Keys.Next(), 10) with
        {
            State = SubmissionState.Received, Records = records, SetAside = setAside, KeepUntil = Db.Domain.GetUtcNow().AddDays(14), ReceivedAt = Db.Domain.GetUtcNow(),
        };
        await Db.WriteAsync(u =>
        {
            u.Write(_read);
            u.Enqueue(StageNames.Translation, _read.Id);
            u.Enqueue(StageNames.Translation, _read.Id, generation: 1);
        });
        (_token, _) = await Db.Queue.LeaseAsync(StageNames.Translation, 2, 1000, TimeSpan.FromMinutes(1), CancellationToken.None);
        var items = await Db.ReadAsync(s => s.WorkItems.AsNoTracking().OrderBy(w => w.Generation).ToListAsync());
        (_reading, _replay) = (items[0], items[1]);
    }

    private Task TranslatedAgainAsync(int fewer) => Db.Translations.ApplyAsync(
        new Snapshots(), _token,
        [new SettledPart(_replay, new Decision(ItemOutcome.Completed, [new Effect.SubmissionTranslatedAgain(_read, fewer, Further: false, "2", Finished: true)]), Finished: true, null)],
        CancellationToken.None);

    private Task ReadOnAsync(SubmissionSnapshot known) => Db.Translations.ApplyAsync(
        new Snapshots(), _token,
        [new SettledPart(_reading, new Decision(ItemOutcome.Completed, [new Effect.SubmissionChanged(known, known with { Records = known.Records + 1, SetAside = known.SetAside + 1 })]), Finished: false, null)],
        CancellationToken.None);

    private Task EndAsync(SubmissionSnapshot known) => Db.Translations.ApplyAsync(
        new Snapshots(), _token,
        [new SettledPart(_reading, TranslationRules.Decide(new Snapshots(), null!, Db.Circumstances.Now(), _reading, known, [], finished: true), Finished: true, null)],
        CancellationToken.None);

    private async Task ConflictAsync(Func<Task> apply) => Db.Faults.IsConflict(await Should.ThrowAsync<Exception>(apply)).ShouldBeTrue();

    private async Task<SubmissionSnapshot> PresentAsync() => (await Db.Translations.PresentAsync([_read.Id], CancellationToken.None)).ShouldHaveSingleItem();
}
