using Gateway.Core.Agreements;
using Gateway.Core.Clients;
using Gateway.Core.Handovers;
using Gateway.Core.Operating;
using Gateway.Core.Privacy;
using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Compartments;
using Gateway.Persistence.Metering;
using Gateway.Persistence.Model;
using Gateway.Store.Tests.Races;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Store.Tests;

public sealed class UnitOfWorkOnSqlite : UnitOfWorkSuite<SqliteFixture>;

public sealed class UnitOfWorkOnPostgreSql : UnitOfWorkSuite<PostgreSqlFixture>;

public sealed class UnitOfWorkOnSqlServer : UnitOfWorkSuite<SqlServerFixture>;

/// <summary>Rows that two may read and change at once.</summary>
public enum VersionedRow
{
    Client,
    Agreement,
    Referral,
    Handover,
    Delivery,
    Feed,
}

public abstract class UnitOfWorkSuite<TFixture> : StoreSuite<TFixture> where TFixture : DatabaseFixture, new()
{
    [StoreFact]
    public async Task Everything_commits_together()
    {
        await using var unit = Db.Units.Open();
        Fill(unit);
        await unit.CommitAsync(CancellationToken.None);
        (await CountsAsync()).ShouldBe((1, 1, 1, 1, 1, 1));
    }

    [StoreFact]
    public async Task An_update_that_fails_inside_undoes_everything()
    {
        await using var unit = Db.Units.Open();
        Fill(unit);
        await Should.ThrowAsync<InvalidOperationException>(() => unit.CommitAsync(
            async store =>
            {
                store.Settings.Add(new SettingRow { Name = "planted", Value = "1" });
                await store.SaveChangesAsync();
                throw new InvalidOperationException("planted");
            },
            CancellationToken.None));
        (await CountsAsync()).ShouldBe((0, 0, 0, 0, 0, 0));
        (await Db.ReadAsync(s => s.Settings.CountAsync())).ShouldBe(0);
    }

    [StoreFact]
    public async Task A_set_wise_update_that_fails_undoes_everything()
    {
        await using var unit = Db.Units.Open();
        Fill(unit);
        unit.Inside(_ => throw new InvalidOperationException("planted"));
        await Should.ThrowAsync<InvalidOperationException>(() => unit.CommitAsync(CancellationToken.None));
        (await CountsAsync()).ShouldBe((0, 0, 0, 0, 0, 0));
    }

    [StoreFact]
    public async Task A_wall_that_cannot_be_written_undoes_everything()
    {
        await using var unit = Db.Units.Open();
        Fill(unit);
        var record = unit.Keys.Next();
        unit.SealApart(new SealedRow { RecordId = record, Cipher = [1] });
        unit.SealApart(new SealedRow { RecordId = Db.Keys.Next(), Cipher = null! });
        await Should.ThrowAsync<Exception>(() => unit.CommitAsync(CancellationToken.None));
        (await CountsAsync()).ShouldBe((0, 0, 0, 0, 0, 0));
    }

    [StoreFact]
    public async Task What_is_not_committed_does_not_happen()
    {
        await using (var unit = Db.Units.Open())
            Fill(unit);
        (await CountsAsync()).ShouldBe((0, 0, 0, 0, 0, 0));
    }

    [StoreTheory]
    [InlineData(VersionedRow.Client)]
    [InlineData(VersionedRow.Agreement)]
    [InlineData(VersionedRow.Referral)]
    [InlineData(VersionedRow.Handover)]
    [InlineData(VersionedRow.Delivery)]
    [InlineData(VersionedRow.Feed)]
    public async Task Of_two_that_changed_what_they_read_the_second_conflicts(VersionedRow row)
    {
        var id = Db.Keys.Next();
        await Db.WriteAsync(u => u.Store.Add(Make(row, id)));
        await using var first = Db.Units.Open();
        await using var second = Db.Units.Open();
        await ChangeAsync(row, first, id);
        await ChangeAsync(row, second, id);
        second.Record("planted", "gateway", id);
        await first.CommitAsync(CancellationToken.None);
        var conflict = await Should.ThrowAsync<DbUpdateConcurrencyException>(() => second.CommitAsync(CancellationToken.None));
        Db.Database.IsConflict(conflict).ShouldBeTrue();
        (await Db.ReadAsync(s => s.Audit.CountAsync())).ShouldBe(0);
    }

    [StoreTheory]
    [InlineData(VersionedRow.Client)]
    [InlineData(VersionedRow.Agreement)]
    [InlineData(VersionedRow.Handover)]
    public async Task A_release_that_relied_on_a_row_conflicts_with_the_change_that_was_first(VersionedRow row)
    {
        var id = await MadeAsync(row);
        await using var release = await RelyingAsync(row);
        await using var change = Db.Units.Open();
        await ChangeAsync(row, change, id);
        await change.CommitAsync(CancellationToken.None);
        var conflict = await Should.ThrowAsync<Exception>(() => release.CommitAsync(CancellationToken.None));
        Db.Database.IsConflict(conflict).ShouldBeTrue();
        (await OnlyAsync(row)).Version.ShouldBe(1);
        (await Db.ReadAsync(s => s.Audit.CountAsync(a => a.Kind == "planted"))).ShouldBe(0);
        (await Db.ReadAsync(s => s.Audit.CountAsync())).ShouldBe(0, "nothing of the release is written");
    }

    [StoreTheory]
    [InlineData(VersionedRow.Client)]
    [InlineData(VersionedRow.Agreement)]
    [InlineData(VersionedRow.Handover)]
    public async Task A_change_conflicts_with_the_release_that_relied_on_the_row_before(VersionedRow row)
    {
        var id = await MadeAsync(row);
        await using var change = Db.Units.Open();
        await ChangeAsync(row, change, id);
        await using var release = await RelyingAsync(row);
        await release.CommitAsync(CancellationToken.None);
        var conflict = await Should.ThrowAsync<Exception>(() => change.CommitAsync(CancellationToken.None));
        Db.Database.IsConflict(conflict).ShouldBeTrue();
        (await OnlyAsync(row)).Version.ShouldBe(0);
        (await ClientAsync()).Uses.ShouldBe(1);
    }

    [StoreTheory]
    [InlineData(VersionedRow.Client)]
    [InlineData(VersionedRow.Agreement)]
    [InlineData(VersionedRow.Handover)]
    public async Task Two_releases_that_relied_on_the_same_row_do_not_conflict(VersionedRow row)
    {
        await MadeAsync(row);
        await using var one = await RelyingAsync(row);
        await using var two = await RelyingAsync(row);
        await one.CommitAsync(CancellationToken.None);
        await two.CommitAsync(CancellationToken.None);
        (await OnlyAsync(row)).Version.ShouldBe(0);
        (await ClientAsync()).Uses.ShouldBe(2);
    }

    [StoreTheory]
    [InlineData(VersionedRow.Agreement)]
    [InlineData(VersionedRow.Handover)]
    public async Task A_release_waits_for_the_change_of_what_it_relies_on_that_is_about_to_commit(VersionedRow row)
    {
        var id = await MadeAsync(row);
        await using var release = await RelyingAsync(row);
        await using var change = Db.Units.Open();
        await ChangeAsync(row, change, id);
        Task? waits = null;
        await change.CommitAsync(
            async store =>
            {
                // The change holds the client when the release comes: written in this order by every stage.
                await store.Clients.ExecuteUpdateAsync(c => c.SetProperty(x => x.Uses, x => x.Uses));
                waits = Task.Run(() => release.CommitAsync(CancellationToken.None));
                await Task.WhenAny(waits, Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System));
                waits.IsCompleted.ShouldBeFalse("it waits for the client");
            },
            CancellationToken.None);
        var conflict = await Should.ThrowAsync<Exception>(() => waits!);
        Db.Database.IsConflict(conflict).ShouldBeTrue();
    }

    [StoreFact]
    public async Task Two_deliveries_that_took_the_same_number_of_a_client_and_recipient_conflict()
    {
        var client = Db.Keys.Next();
        await Db.WriteAsync(u => u.Write(Rows.Delivery(u.Keys.Next(), client, sequence: 1)));
        await Db.WriteAsync(u => u.Write(Rows.Delivery(u.Keys.Next(), client, sequence: 1, recipient: "another")));
        await Db.WriteAsync(u => u.Write(Rows.Delivery(u.Keys.Next(), u.Keys.Next(), sequence: 1)));
        var conflict = await Should.ThrowAsync<Exception>(() => Db.WriteAsync(u => u.Write(Rows.Delivery(u.Keys.Next(), client, sequence: 1))));
        Db.Database.IsConflict(conflict).ShouldBeTrue();
        (await Db.ReadAsync(s => s.Deliveries.CountAsync())).ShouldBe(3);
    }

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
        var units = new UnitsOfWork(held, Db.Keys, Db.Domain, Db.Machine, Db.Signals, new GatewayMeter(factory: null));
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
        var units = new UnitsOfWork(lost, Db.Keys, Db.Domain, Db.Machine, Db.Signals, new GatewayMeter(factory: null));
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

    private async Task<Guid> MadeAsync(VersionedRow row)
    {
        var id = Db.Keys.Next();
        await Db.WriteAsync(u =>
        {
            u.Write(Make(row, id));
            if (row != VersionedRow.Client)
                u.Write(Rows.Client(id));
        });
        return id;
    }

    /// <summary>A unit that decided on a row as it is now, and changes nothing of it.</summary>
    private async Task<UnitOfWork> RelyingAsync(VersionedRow row)
    {
        var unit = Db.Units.Open();
        unit.Use(await ClientAsync());
        if (await OnlyAsync(row) is var relied and not ClientSnapshot)
            unit.Check(relied);
        unit.Record("planted", "gateway", unit.Keys.Next());
        return unit;
    }

    private Task<ClientSnapshot> ClientAsync() => Db.ReadAsync(s => s.Clients.AsNoTracking().SingleAsync());

    private Task<IVersioned> OnlyAsync(VersionedRow row) => Db.ReadAsync<IVersioned>(async s => row switch
    {
        VersionedRow.Client => await s.Clients.AsNoTracking().SingleAsync(),
        VersionedRow.Agreement => await s.ClientAgreements.AsNoTracking().SingleAsync(),
        _ => await s.Handovers.AsNoTracking().SingleAsync(),
    });

    private async Task NextPositionAsync()
    {
        await using var other = Db.Units.Open();
        (await other.Store.Feeds.SingleAsync()).Last++;
        await other.CommitAsync(CancellationToken.None);
    }

    private static void Fill(UnitOfWork unit)
    {
        var id = unit.Keys.Next();
        unit.Store.Clients.Add(Rows.Client(id));
        unit.Enqueue(Rows.Stage, id);
        unit.Record("planted", "gateway", id);
        unit.OpenTask(TaskKinds.CaseWork, "vdab", id, "planted", new Sentence("Planted."));
        unit.StartDeadline(DeadlineKinds.Acknowledge, id, unit.Now);
        unit.SealApart(new SealedRow { RecordId = unit.Keys.Next(), Compartment = Compartment.Walled, Cipher = [1] });
    }

    private async Task<(int Clients, int Steps, int Audit, int Worklist, int Clocks, int Walled)> CountsAsync()
    {
        await using var compartments = Db.Database.OpenCompartments();
        await using var store = Db.Database.Open();
        return (await store.Clients.CountAsync(), await store.WorkItems.CountAsync(), await store.Audit.CountAsync(), await store.Tasks.CountAsync(),
            await store.Deadlines.CountAsync(), await compartments.Sealed.CountAsync());
    }

    private static object Make(VersionedRow row, Guid id) => row switch
    {
        VersionedRow.Client => Rows.Client(id),
        VersionedRow.Agreement => Rows.Agreement(id),
        VersionedRow.Referral => Rows.Referral(id),
        VersionedRow.Handover => Rows.Handover(id),
        VersionedRow.Delivery => Rows.Delivery(id, id),
        _ => new FeedSnapshot { Agency = "vdab" },
    };

    private static async Task ChangeAsync(VersionedRow row, UnitOfWork unit, Guid id)
    {
        var store = unit.Store;
        if (row is VersionedRow.Agreement or VersionedRow.Handover && await store.Clients.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id) is { } client)
            unit.Use(client, alone: true);
        switch (row)
        {
            case VersionedRow.Client:
                (await store.Clients.SingleAsync(c => c.Id == id)).SecretAddress = true;
                break;
            case VersionedRow.Agreement:
                (await store.ClientAgreements.SingleAsync(a => a.Id == id)).Status = AgreementStatus.Withdrawn;
                break;
            case VersionedRow.Referral:
                (await store.Referrals.SingleAsync(r => r.Id == id)).ReasonCode = "planted";
                break;
            case VersionedRow.Handover:
                (await store.Handovers.SingleAsync(h => h.Id == id)).Told = "received";
                break;
            case VersionedRow.Delivery:
                (await store.Deliveries.SingleAsync(d => d.Id == id)).State = DeliveryState.Released;
                break;
            default:
                (await store.Feeds.SingleAsync()).Last++;
                break;
        }
    }
}
