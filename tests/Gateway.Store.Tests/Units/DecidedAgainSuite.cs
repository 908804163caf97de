using Gateway.Core.Handovers;
using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Metering;
using Gateway.Persistence.Model;
using Gateway.Store.Tests.Races;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Store.Tests.Units;

public sealed class DecidedAgainOnSqlite : DecidedAgainSuite<SqliteFixture>;

public sealed class DecidedAgainOnPostgreSql : DecidedAgainSuite<PostgreSqlFixture>;

public sealed class DecidedAgainOnSqlServer : DecidedAgainSuite<SqlServerFixture>;

/// <summary>What becomes of units that met: decided again, in turn, and once.</summary>
public abstract class DecidedAgainSuite<TFixture> : StoreSuite<TFixture> where TFixture : DatabaseFixture, new()
{
    [StoreFact]
    public async Task A_conflict_is_read_and_decided_again()
    {
        var id = Db.Keys.Next();
        await Db.WriteAsync(u => u.Store.Feeds.Add(new FeedSnapshot { Agency = "vdab" }));
        var rounds = 0;
        var position = await Db.Units.RunAsync(
            async unit =>
            {
                var feed = await unit.Store.Feeds.SingleAsync();
                if (++rounds == 1)
                    await NextPositionAsync();
                unit.Record("feed.moved", "gateway", id);
                return ++feed.Last;
            },
            CancellationToken.None);
        (rounds, position).ShouldBe((2, 2L));
        (await Db.ReadAsync(s => s.Feeds.SingleAsync())).Last.ShouldBe(2);
        (await Db.ReadAsync(s => s.Audit.CountAsync())).ShouldBe(1);
    }

    [StoreFact]
    public async Task Conflicts_without_end_are_told_after_ten_rounds()
    {
        await Db.WriteAsync(u => u.Store.Feeds.Add(new FeedSnapshot { Agency = "vdab" }));
        var rounds = 0;
        await Should.ThrowAsync<DbUpdateConcurrencyException>(() => Db.Units.RunAsync(
            async unit =>
            {
                var feed = await unit.Store.Feeds.SingleAsync();
                rounds++;
                await NextPositionAsync();
                return ++feed.Last;
            },
            CancellationToken.None));
        rounds.ShouldBe(10);
    }

    [StoreFact]
    public async Task What_is_no_conflict_is_not_tried_again()
    {
        var rounds = 0;
        await Should.ThrowAsync<InvalidOperationException>(() => Db.Units.RunAsync(
            unit =>
            {
                rounds++;
                unit.Inside(_ => throw new InvalidOperationException("planted"));
                return Task.FromResult(0);
            },
            CancellationToken.None));
        rounds.ShouldBe(1);
    }

    [StoreFact]
    public async Task Many_that_read_and_write_at_once_all_get_their_turn()
    {
        await Db.WriteAsync(u => u.Store.Feeds.Add(new FeedSnapshot { Agency = "vdab" }));
        var begin = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var writers = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            await begin.Task;
            for (var i = 0; i < 25; i++)
            {
                await using var unit = Db.Units.Open();
                (await unit.Store.WorkItems.CountAsync()).ShouldBeGreaterThanOrEqualTo(0);
                unit.Enqueue(Rows.Stage, unit.Keys.Next());
                unit.Record("planted", "gateway", unit.Keys.Next());
                await unit.CommitAsync(CancellationToken.None);
            }
        })).ToList();
        begin.SetResult();
        await Task.WhenAll(writers);
        (await Db.ReadAsync(s => s.WorkItems.CountAsync())).ShouldBe(200);
        (await Db.ReadAsync(s => s.Audit.CountAsync())).ShouldBe(200);
    }

    [StoreFact]
    public async Task Who_passes_alone_sees_what_those_wrote_that_passed_before()
    {
        var held = new HeldDatabase(Db.Database, made => made.OfType<Deadline>().Any());
        var units = new UnitsOfWork(held, Db.Keys, Db.Domain, Db.Machine, Db.Signals, new GatewayMeter(factory: null), Db.Trail);
        var arrives = units.RunAsync(
            unit =>
            {
                unit.Pass(Passage.Together);
                unit.StartDeadline(DeadlineKinds.Acknowledge, Db.Keys.Next(), unit.Now);
                return Task.FromResult(0);
            },
            CancellationToken.None);
        await held.Reached;
        var seen = 0;
        var waits = Task.Run(() => units.RunAsync(
            unit =>
            {
                unit.Pass(Passage.Together);
                unit.Pass(Passage.Alone);
                unit.Inside(async store => seen = await store.Deadlines.CountAsync());
                return Task.FromResult(0);
            },
            CancellationToken.None));
        await Task.WhenAny(held.OtherWaits, waits);
        held.LetGo();
        await arrives;
        await waits;
        seen.ShouldBe(1);
    }

    [StoreFact]
    public async Task A_commit_of_which_only_the_answer_was_lost_happens_once()
    {
        var lost = new LostAnswer(Db.Database);
        var units = new UnitsOfWork(lost, Db.Keys, Db.Domain, Db.Machine, Db.Signals, new GatewayMeter(factory: null), Db.Trail);
        var rounds = 0;
        var id = Db.Keys.Next();
        await units.RunAsync(
            async unit =>
            {
                rounds++;
                if (!await unit.Store.WorkItems.AnyAsync(s => s.SubjectId == id))
                    unit.Enqueue(Rows.Stage, id);
                return 0;
            },
            CancellationToken.None);
        (rounds, await Db.ReadAsync(s => s.WorkItems.CountAsync())).ShouldBe((2, 1));
    }

    private async Task NextPositionAsync()
    {
        await using var other = Db.Units.Open();
        (await other.Store.Feeds.SingleAsync()).Last++;
        await other.CommitAsync(CancellationToken.None);
    }
}
