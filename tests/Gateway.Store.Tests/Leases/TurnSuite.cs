using Gateway.Core.Work;
using Gateway.Persistence.Leases;
using Gateway.Persistence.Model;
using Gateway.Persistence.Work;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Store.Tests.Leases;

public sealed class TurnsOnSqlite : TurnSuite<SqliteFixture>;

public sealed class TurnsOnPostgreSql : TurnSuite<PostgreSqlFixture>;

public sealed class TurnsOnSqlServer : TurnSuite<SqlServerFixture>;

/// <summary>What one process at a time does.</summary>
public abstract class TurnSuite<TFixture> : StoreSuite<TFixture> where TFixture : DatabaseFixture, new()
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [StoreFact]
    public async Task Of_many_that_ask_at_once_one_has_its_turn()
    {
        var turns = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => TakeAsync()));

        turns.OfType<Lease>().ShouldHaveSingleItem();
    }

    [StoreFact]
    public async Task A_turn_goes_on_under_its_number_while_it_is_prolonged()
    {
        var first = await TakeAsync();
        Db.Machine.Advance(TimeSpan.FromSeconds(40));
        var prolonged = await TakeAsync(first);
        Db.Machine.Advance(TimeSpan.FromSeconds(40));

        (await TakeAsync()).ShouldBeNull("it was prolonged");
        prolonged!.Number.ShouldBe(first!.Number);
        prolonged.Until.ShouldBe(first.Until + TimeSpan.FromSeconds(40));
    }

    [StoreFact]
    public async Task A_turn_that_ran_out_passes_to_another_under_the_next_number_and_never_back()
    {
        var late = await TakeAsync();
        Db.Machine.Advance(Minute + TimeSpan.FromSeconds(1));
        var next = await TakeAsync();

        next!.Number.ShouldBe(late!.Number + 1);
        (await TakeAsync(late)).ShouldBeNull();
        await Should.ThrowAsync<LeaseLostException>(() => WorkAsync(late));
        await WorkAsync(next);
        (await Db.ReadAsync(s => s.Deadlines.CountAsync())).ShouldBe(1, "what the late one decided is not written");
    }

    [StoreFact]
    public async Task A_turn_that_is_given_up_is_free_at_once()
    {
        var first = await TakeAsync();
        await Turns.GiveUpAsync(first!, CancellationToken.None);

        (await TakeAsync())!.Number.ShouldBe(first!.Number + 1);
        await Should.ThrowAsync<LeaseLostException>(() => WorkAsync(first));
    }

    [StoreFact]
    public async Task Turns_of_different_names_do_not_meet()
    {
        (await TakeAsync()).ShouldNotBeNull();
        (await Turns.TakeAsync("other", Minute, null, CancellationToken.None)).ShouldNotBeNull();
    }

    private LeaseStore Turns => new(Db.Database, Db.Machine);

    private Task<Lease?> TakeAsync(Lease? held = null) => Turns.TakeAsync("this", Minute, held, CancellationToken.None);

    private async Task WorkAsync(Lease lease)
    {
        await using var unit = Db.Units.Open();
        unit.StartDeadline(DeadlineKinds.Acknowledge, Db.Keys.Next(), unit.Now);
        unit.Inside(store => LeaseStore.HoldAsync(store, lease, CancellationToken.None));
        await unit.CommitAsync(CancellationToken.None);
    }
}
