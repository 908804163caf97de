using Gateway.Persistence.Audit;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Store.Tests.Audit;

public sealed class AdvancingOnSqlite : AdvancingSuite<SqliteFixture>;

public sealed class AdvancingOnPostgreSql : AdvancingSuite<PostgreSqlFixture>;

public sealed class AdvancingOnSqlServer : AdvancingSuite<SqlServerFixture>;

/// <summary>A verification that goes on from the last one costs what was sealed since, and still finds what is wrong there.</summary>
public abstract class AdvancingSuite<TFixture> : StoreSuite<TFixture> where TFixture : DatabaseFixture, new()
{
    [StoreFact]
    public async Task Only_what_was_sealed_since_is_read()
    {
        var point = await VerifiedAsync(30);
        await RecordAndSealAsync(10);
        await ChangeAsync(s => OfSeal(s, 1).ExecuteUpdateAsync(a => a.SetProperty(x => x.Kind, "changed")));

        var next = await VerifyAsync(point);

        (next.Found.Broken, next.Found.Sealed, next.Found.SealedThrough, next.Through!.Number).ShouldBe((null, 10L, 4, 4));
        (await Db.Audit.VerifyAsync(heads: null, CancellationToken.None)).Broken.ShouldNotBeNull("the whole chain is read by a full verification");
    }

    [StoreFact]
    public async Task A_long_trail_is_verified_in_parts()
    {
        await RecordAndSealAsync(50);

        var first = await Db.Audit.VerifyFromAsync(null, null, 2, CancellationToken.None);
        var second = await Db.Audit.VerifyFromAsync(first.Through, null, 2, CancellationToken.None);
        var third = await Db.Audit.VerifyFromAsync(second.Through, null, 2, CancellationToken.None);

        new[] { first, second, third }.Select(a => (a.Found.SealedThrough, a.Found.Sealed, a.IsFinished)).ShouldBe([(2, 20L, false), (4, 20L, false), (5, 10L, true)]);
    }

    [StoreFact]
    public async Task A_break_is_found_again_until_it_is_put_right()
    {
        var point = await VerifiedAsync(20);
        await RecordAndSealAsync(20);
        await ChangeAsync(s => OfSeal(s, 4).ExecuteUpdateAsync(a => a.SetProperty(x => x.Kind, "changed")));

        var once = await VerifyAsync(point);
        var twice = await VerifyAsync(once.Through);

        (once.Found.SealedThrough, once.Found.Broken is null, once.Through).ShouldBe((3, false, point));
        twice.ShouldBe(once);
    }

    [StoreFact]
    public async Task The_seal_it_goes_on_from_is_missing_or_another()
    {
        var point = await VerifiedAsync(20);
        await ChangeAsync(s => s.AuditSeals.Where(a => a.Number == 2).ExecuteUpdateAsync(a => a.SetProperty(x => x.Hash, new byte[32])));
        (await VerifyAsync(point)).Found.Broken.ShouldBe("Seal 2 is not the one that was verified before.");
        await ChangeAsync(s => s.AuditSeals.Where(a => a.Number == 2).ExecuteDeleteAsync());
        (await VerifyAsync(point)).Found.Broken.ShouldBe("Seal 2 was verified before and is missing.");
    }

    [StoreFact]
    public async Task An_entry_added_to_a_new_seal_is_found_again_and_again()
    {
        var point = await VerifiedAsync(20);
        await RecordAndSealAsync(10);
        await Db.WriteAsync(u => u.Record("handover.issued", "gateway", u.Keys.Next(), new { n = 1 }));
        var period = await Db.ReadAsync(s => s.AuditSeals.Where(x => x.Number == 3).Select(x => x.Period).SingleAsync());
        await ChangeAsync(s => s.Audit.Where(a => a.Period > period).ExecuteUpdateAsync(a => a.SetProperty(x => x.Period, period)));

        var found = await VerifyAsync(point);

        found.Found.Broken.ShouldNotBeNull();
        (await VerifyAsync(found.Through)).Found.Broken.ShouldBe(found.Found.Broken);
    }

    [StoreFact]
    public async Task A_head_noted_outside_is_missed_when_it_was_cut_off()
    {
        var point = await VerifiedAsync(20);
        (await Db.Audit.VerifyFromAsync(point, new Dictionary<int, string> { [3] = "aa" }, 10, CancellationToken.None)).Found.Broken
            .ShouldStartWith("Seal 3 was noted outside the database and is missing in it.");
    }

    [StoreTheory]
    [InlineData("number")]
    [InlineData("hash")]
    public async Task How_far_it_got_is_authenticated_and_one_that_was_changed_begins_anew(string what)
    {
        var point = await VerifiedAsync(20);
        await RecordAndSealAsync(10);
        await ChangeAsync(s => OfSeal(s, 3).ExecuteUpdateAsync(a => a.SetProperty(x => x.Kind, "changed")));
        var last = await Db.ReadAsync(s => s.AuditSeals.SingleAsync(x => x.Number == 3));
        var later = what == "number" ? point with { Number = 3 } : point with { Number = 3, Hash = Convert.ToHexStringLower(last.Hash) };

        var advance = await VerifyAsync(later);

        (advance.Found.Broken, advance.Through).ShouldBe(("How far the trail was verified was not written by this gateway, or was changed.", null));
    }

    [StoreFact]
    public async Task How_far_it_got_is_read_as_it_was_written()
    {
        var point = await VerifiedAsync(20);
        SealPoint.Read(point.Write()).ShouldBe(point);
        SealPoint.Read("2 aa").ShouldBeNull();
    }

    private async Task<SealPoint> VerifiedAsync(int entries)
    {
        await RecordAndSealAsync(entries);
        return (await VerifyAsync(null)).Through!;
    }

    private Task<AuditAdvance> VerifyAsync(SealPoint? from) => Db.Audit.VerifyFromAsync(from, null, 100, CancellationToken.None);

    private async Task RecordAndSealAsync(int count)
    {
        await Db.WriteAsync(u =>
        {
            for (var i = 0; i < count; i++)
                u.Record("handover.issued", "gateway", u.Keys.Next(), new { n = i });
        });
        while (await Db.Audit.SealAsync(10, lease: null, CancellationToken.None) is not null)
        {
        }
    }

    /// <summary>Entries that a seal covers.</summary>
    private static IQueryable<AuditRow> OfSeal(GatewayContext store, int number)
    {
        var entries = store.AuditSeals.Where(s => s.Number == number).Select(s => s.Entries).Single();
        var ids = Enumerable.Range(0, entries.Length / 48).Select(i => new Guid(entries.AsSpan(i * 48, 16), bigEndian: true)).ToList();
        return store.Audit.Where(a => ids.Contains(a.Id));
    }

    private async Task ChangeAsync(Func<GatewayContext, Task> change)
    {
        await using var store = Db.Database.Open();
        await change(store);
    }
}
