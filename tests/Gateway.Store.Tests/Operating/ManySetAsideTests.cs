using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Work;
using Gateway.Store.Tests.Plans;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Store.Tests.Operating;

/// <summary>
/// Tens of thousands of records may be set aside for one cause. What is done is counted, not how long it takes: pages read as
/// many rows of a large cause as of a small one, and a replay does for twice as many records twice as much.
/// </summary>
public sealed class ManySetAsideTests : StoreSuite<SqliteFixture>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Pages_read_as_many_rows_of_a_large_cause_as_of_a_small_one(bool together)
    {
        using var work = new SqliteWork(Db.File);
        work.Start();
        await SetAsideAsync("few", 150, together);
        await SetAsideAsync("many", 1_500, together);
        var (few, many) = (await PreparedAsync("few", 150), await PreparedAsync("many", 1_500));

        var small = await work.OfAsync(() => LookAsync("few", few));
        var large = await work.OfAsync(() => LookAsync("many", many));

        small.Rows.ShouldBeGreaterThan(100);
        (large.Rows, large.Most).ShouldBe((small.Rows, small.Most));
        large.Most.ShouldBeLessThanOrEqualTo(102, "a page, one more, and the end");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Twice_as_many_records_are_twice_the_work_of_a_replay(bool together)
    {
        using var work = new SqliteWork(Db.File);
        work.Start();
        await SetAsideAsync("half", 2_000, together);
        await SetAsideAsync("whole", 4_000, together);

        var half = await ReplayedAsync(work, "half", 2_000);
        var whole = await ReplayedAsync(work, "whole", 4_000);

        half.Steps.ShouldBeGreaterThan(0);
        ((double)whole.Steps / half.Steps).ShouldBeLessThan(2.4, $"{half} and {whole}");
        ((double)whole.Rows / half.Rows).ShouldBeLessThan(2.4, $"{half} and {whole}");
        whole.Most.ShouldBeLessThanOrEqualTo(1_001, "nothing reads all of them at once");
    }

    private async Task LookAsync(string code, Guid replay)
    {
        await Db.Worklists.CausesAsync(TaskKinds.SetAside, "vdab", CancellationToken.None);
        (await Db.Worklists.ItemsAsync(TaskKinds.SetAside, code, "vdab", after: null, CancellationToken.None)).Items.Count.ShouldBe(100);
        await Db.Replays.ListAsync(CancellationToken.None);
        (await Db.Replays.ReadAsync(replay, 0, CancellationToken.None))!.Value.Items.Count.ShouldBe(100);
        (await Db.Replays.WaitingAsync(replay, 0, 100, CancellationToken.None)).Count.ShouldBe(100);
    }

    private async Task<Guid> PreparedAsync(string code, int records)
    {
        var id = Db.Keys.Next();
        (await Db.Replays.PrepareAsync(id, "rita", ReplayCause.SetAside(code), CancellationToken.None)).ShouldBe(records);
        return id;
    }

    /// <summary>Replays a cause, and counts what issuing it does. What is issued is translated in between.</summary>
    private async Task<(long Steps, long Rows, long Most)> ReplayedAsync(SqliteWork work, string code, int records)
    {
        var id = await PreparedAsync(code, records);
        var lease = (await Db.Leases.TakeAsync("replay-runner", TimeSpan.Zero, null, CancellationToken.None))!;
        var sum = await work.OfAsync(() => Db.Replays.StartAsync(id, "rita", CancellationToken.None));
        while ((await Db.Replays.ReadAsync(id, 0, CancellationToken.None))!.Value.Replay is { State: ReplayState.Running })
        {
            await TranslatedAsync(id);
            var move = await work.OfAsync(() => Db.Replays.MoveAsync(lease, CancellationToken.None));
            sum = (sum.Steps + move.Steps, sum.Rows + move.Rows, Math.Max(sum.Most, move.Most));
        }

        (await Db.Replays.ReadAsync(id, 0, CancellationToken.None))!.Value.Replay.Succeeded.ShouldBe(records);
        return sum;
    }

    private async Task TranslatedAsync(Guid replay)
    {
        await using var store = Db.Database.Open();
        await store.WorkItems.ExecuteDeleteAsync();
        var issued = store.ReplayItems.Where(i => i.ReplayId == replay && i.Generation != null).Select(i => i.SubjectId);
        await store.Records.Where(r => issued.Contains(r.Id) && r.State == RecordState.SetAside).ExecuteUpdateAsync(r => r.SetProperty(x => x.State, RecordState.Translated));
    }

    /// <param name="code">Their cause.</param>
    /// <param name="records">How many.</param>
    /// <param name="together">In one submission; otherwise each in its own.</param>
    private Task SetAsideAsync(string code, int records, bool together) => Db.WriteAsync(u =>
    {
        var submission = Guid.Empty;
        for (var number = 1; number <= records; number++)
        {
            if (!together || number == 1)
            {
                submission = Db.Keys.Next();
                var of = together ? records : 1;
                u.Write(Rows.Submission(submission, 10) with { State = SubmissionState.SetAside, Records = of, SetAside = of });
            }

            var id = Db.Keys.Next();
            u.Write(Rows.Record(id) with
            {
                SubmissionId = submission, Number = together ? number : 1, ClientId = null, State = RecordState.SetAside, ReasonCode = code, ReasonPath = "service",
            });
            u.OpenTask(TaskKinds.SetAside, "vdab", id, code, new Sentence("A code that is not known."));
        }
    });
}
