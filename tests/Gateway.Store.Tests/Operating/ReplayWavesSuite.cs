using Gateway.Core.Operating;
using Gateway.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Store.Tests.Operating;

public sealed class ReplayWavesOnSqlite : ReplayWavesSuite<SqliteFixture>;

public sealed class ReplayWavesOnPostgreSql : ReplayWavesSuite<PostgreSqlFixture>;

public sealed class ReplayWavesOnSqlServer : ReplayWavesSuite<SqlServerFixture>;

/// <summary>A replay issues exactly what was parked at the click, wave by wave.</summary>
public abstract class ReplayWavesSuite<TFixture> : StoreSuite<TFixture> where TFixture : DatabaseFixture, new()
{
    private const string Code = "rule-failed";
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private Guid _id;

    [StoreFact]
    public async Task One_then_ten_then_the_rest_and_it_is_over_when_all_are_settled()
    {
        await PreparedAsync(13);

        (await Db.Replays.StartAsync(_id, "rita", CancellationToken.None)).ShouldBeTrue();
        (await WaveAsync()).ShouldBe((1, 1));
        await MoveAsync();
        (await WaveAsync()).ShouldBe((1, 1), "the first is not settled yet");
        await SettleAsync();
        await MoveAsync();
        (await WaveAsync()).ShouldBe((2, 10));
        await SettleAsync();
        await MoveAsync();
        (await WaveAsync()).ShouldBe((3, 2));
        await MoveAsync();
        (await ReadAsync()).State.ShouldBe(ReplayState.Running);
        await SettleAsync();
        await MoveAsync();

        var replay = await ReadAsync();
        (replay.State, replay.Succeeded, replay.Failed, replay.Running, replay.Skipped, replay.Left).ShouldBe((ReplayState.Finished, 13, 0, 0, 0, 0));
        (await Db.Replays.ListAsync(CancellationToken.None)).ShouldBe([replay]);
    }

    [StoreFact]
    public async Task A_first_that_fails_again_pauses_it_until_a_person_goes_on()
    {
        await PreparedAsync(3);
        await Db.Replays.StartAsync(_id, "rita", CancellationToken.None);
        await SettleAsync(fault: true);

        await MoveAsync();
        (await ReadAsync()).State.ShouldBe(ReplayState.Paused);
        await MoveAsync();
        var paused = (await Db.Replays.ReadAsync(_id, 0, CancellationToken.None))!.Value;
        paused.Items.Select(i => i.State).ShouldBe(["failed again", "waiting", "waiting"]);
        paused.Items[0].Reason?.ToString().ShouldBe("Planted.");

        (await Db.Replays.StartAsync(_id, "rita", CancellationToken.None)).ShouldBeTrue();
        (await WaveAsync()).ShouldBe((2, 2));
        (await Db.Replays.StartAsync(_id, "rita", CancellationToken.None)).ShouldBeFalse("it runs already");
    }

    [StoreFact]
    public async Task What_was_settled_otherwise_is_skipped_and_what_came_later_is_not_in_it()
    {
        await PreparedAsync(2);
        await Db.Parked.ReplayAsync(null, null, "command-line", CancellationToken.None);
        await SettleAsync();
        await ParkAsync(1);

        await Db.Replays.StartAsync(_id, "rita", CancellationToken.None);
        await MoveAsync();
        await MoveAsync();

        var replay = await ReadAsync();
        (replay.State, replay.Skipped, replay.Items).ShouldBe((ReplayState.Finished, 2, 2));
        (await Db.ReadAsync(s => s.WorkItems.CountAsync(w => w.State == WorkItemState.Parked))).ShouldBe(1);
    }

    [StoreFact]
    public async Task The_same_click_twice_is_one_replay()
    {
        await PreparedAsync(2);
        await ParkAsync(1);

        (await Db.Replays.PrepareAsync(_id, "rita", ReplayCause.Parked(Rows.Stage, Code), CancellationToken.None)).ShouldBe(2);

        (await Db.Replays.ListAsync(CancellationToken.None)).ShouldHaveSingleItem().Items.ShouldBe(2);
    }

    [StoreFact]
    public async Task Cancelled_it_leaves_the_rest_parked()
    {
        await PreparedAsync(4);
        await Db.Replays.StartAsync(_id, "rita", CancellationToken.None);
        (await Db.Replays.PauseAsync(_id, "rita", CancellationToken.None)).ShouldBeTrue();
        (await Db.Replays.CancelAsync(_id, "rita", CancellationToken.None)).ShouldBeTrue();
        await SettleAsync();
        await MoveAsync();

        (await Db.Replays.StartAsync(_id, "rita", CancellationToken.None)).ShouldBeFalse("it is cancelled");
        (await Db.ReadAsync(s => s.WorkItems.CountAsync(w => w.State == WorkItemState.Parked))).ShouldBe(3);
    }

    [StoreFact]
    public async Task Who_lost_the_lease_moves_nothing()
    {
        await PreparedAsync(3);
        await Db.Replays.StartAsync(_id, "rita", CancellationToken.None);
        await SettleAsync();
        var late = await Db.Leases.TakeAsync("replay-runner", Minute, null, CancellationToken.None);
        Db.Machine.Advance(Minute * 2);
        await Db.Leases.TakeAsync("replay-runner", Minute, null, CancellationToken.None);

        var lost = await Should.ThrowAsync<Exception>(() => Db.Replays.MoveAsync(late!, CancellationToken.None));

        Db.Faults.IsLeaseLost(lost).ShouldBeTrue();
        (await ReadAsync()).Wave.ShouldBe(1);
    }

    private async Task PreparedAsync(int count)
    {
        await ParkAsync(count);
        _id = Db.Keys.Next();
        (await Db.Replays.PrepareAsync(_id, "rita", ReplayCause.Parked(Rows.Stage, Code), CancellationToken.None)).ShouldBe(count);
    }

    private async Task ParkAsync(int count)
    {
        await Db.WriteAsync(u =>
        {
            for (var i = 0; i < count; i++)
                u.Enqueue(Rows.Stage, u.Keys.Next());
        });
        await SettleAsync(fault: true);
    }

    /// <summary>Works on everything that is due.</summary>
    private async Task SettleAsync(bool fault = false)
    {
        var (token, ids) = await Db.Steps.LeaseAsync(Rows.Stage, 100, 1000, Minute, CancellationToken.None);
        var items = await Db.ReadAsync(s => s.WorkItems.AsNoTracking().Where(w => ids.Contains(w.Id)).ToListAsync());
        await Db.Stages.ApplyAsync(
            new Snapshots(), token,
            [.. items.Select(i => new SettledItem(i, fault ? null : new Decision(ItemOutcome.Completed, []), fault ? new Fault(Code, "Planted.") : null))], CancellationToken.None);
    }

    private async Task MoveAsync() =>
        await Db.Replays.MoveAsync((await Db.Leases.TakeAsync("replay-runner", TimeSpan.Zero, null, CancellationToken.None))!, CancellationToken.None);

    private async Task<ReplayLine> ReadAsync() => (await Db.Replays.ReadAsync(_id, 0, CancellationToken.None))!.Value.Replay;

    private async Task<(int Wave, int Running)> WaveAsync() => await ReadAsync() is var replay ? (replay.Wave, replay.Running) : default;
}
