using Gateway.Core.Agreements;
using Gateway.Core.Clients;
using Gateway.Core.Handovers;
using Gateway.Core.Operating;
using Gateway.Core.Privacy;
using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Store.Tests.Units;

public sealed class SharedRowsOnSqlite : SharedRowsSuite<SqliteFixture>;

public sealed class SharedRowsOnPostgreSql : SharedRowsSuite<PostgreSqlFixture>;

public sealed class SharedRowsOnSqlServer : SharedRowsSuite<SqlServerFixture>;

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

/// <summary>Of two that read the same rows, who may commit after whom.</summary>
public abstract class SharedRowsSuite<TFixture> : StoreSuite<TFixture> where TFixture : DatabaseFixture, new()
{
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
