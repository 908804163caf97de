using Gateway.Persistence.Audit;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Store.Tests.Audit;

public sealed class AuditChainOnSqlite : AuditChainSuite<SqliteFixture>;

public sealed class AuditChainOnPostgreSql : AuditChainSuite<PostgreSqlFixture>;

public sealed class AuditChainOnSqlServer : AuditChainSuite<SqlServerFixture>;

public abstract class AuditChainSuite<TFixture> : StoreSuite<TFixture> where TFixture : DatabaseFixture, new()
{
    private readonly Dictionary<int, string> _heads = [];

    [StoreFact]
    public async Task A_trail_that_nobody_touched_holds()
    {
        await RecordAsync(25);
        await SealAllAsync(10);
        await RecordAsync(2);
        (await VerifyAsync()).ShouldBe(new AuditVerification(3, 25, 2, null, null));
    }

    [StoreFact]
    public async Task An_empty_trail_holds_and_nothing_is_sealed()
    {
        (await Db.Audit.SealAsync(10, lease: null, CancellationToken.None)).ShouldBeNull();
        (await VerifyAsync()).ShouldBe(new AuditVerification(0, 0, 0, null, null));
    }

    [StoreTheory]
    [InlineData("detail")]
    [InlineData("kind")]
    [InlineData("actor")]
    [InlineData("subject")]
    [InlineData("at")]
    public async Task A_changed_entry_is_named(string part)
    {
        var entry = await SealedTrailAsync();
        await using (var store = Db.Database.Open())
        {
            var row = await store.Audit.SingleAsync(a => a.Id == entry);
            Change(row, part);
            (await store.SaveChangesAsync()).ShouldBe(1);
        }

        await ShouldBreakAfterAsync(seals: 1, entry);
    }

    [StoreFact]
    public async Task A_changed_entry_with_a_digest_made_to_fit_is_named()
    {
        var entry = await SealedTrailAsync();
        await using (var store = Db.Database.Open())
        {
            var row = await store.Audit.SingleAsync(a => a.Id == entry);
            row.Detail = "{\"n\":99}";
            row.Digest = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(AuditEntry.TextOf(row)));
            await store.SaveChangesAsync();
        }

        await ShouldBreakAfterAsync(seals: 1, entry);
    }

    [StoreFact]
    public async Task A_removed_entry_is_named()
    {
        var entry = await SealedTrailAsync();
        await TamperAsync(s => s.Audit.Where(a => a.Id == entry).ExecuteDeleteAsync());
        await ShouldBreakAfterAsync(seals: 1, entry);
    }

    [StoreTheory]
    [InlineData("first", 0)]
    [InlineData("among the others", 1)]
    [InlineData("last", 2)]
    public async Task An_entry_added_to_what_is_sealed_is_named(string place, int seals)
    {
        var among = await SealedTrailAsync();
        var id = place switch { "first" => Guid.Empty, "last" => Db.Keys.Next(), _ => new Guid([.. among.ToByteArray(bigEndian: true)[..15], (byte)(among.ToByteArray(bigEndian: true)[15] ^ 1)], bigEndian: true) };
        await PlantAsync(id, period: 1);
        await ShouldBreakAfterAsync(seals, id);
    }

    [StoreTheory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(9)]
    public async Task An_entry_of_a_period_that_is_not_sealed_and_not_open_is_found(int period)
    {
        await SealedTrailAsync();
        await PlantAsync(Db.Keys.Next(), period);
        (await VerifyAsync()).Broken.ShouldNotBeNull();
    }

    [StoreFact]
    public async Task An_entry_moved_to_another_period_is_named()
    {
        var entry = await SealedTrailAsync();
        await TamperAsync(s => s.Audit.Where(a => a.Id == entry).ExecuteUpdateAsync(a => a.SetProperty(x => x.Period, 2)));
        await ShouldBreakAfterAsync(seals: 1, entry);
    }

    [StoreFact]
    public async Task Two_entries_in_each_others_place_are_named()
    {
        var entry = await SealedTrailAsync();
        var other = await EntryAsync(seal: 2, at: 7);
        await using (var store = Db.Database.Open())
        {
            var rows = await store.Audit.Where(a => a.Id == entry || a.Id == other).OrderBy(a => a.Id).ToListAsync();
            (rows[0].SubjectId, rows[1].SubjectId, rows[0].Detail, rows[1].Detail) = (rows[1].SubjectId, rows[0].SubjectId, rows[1].Detail, rows[0].Detail);
            (rows[0].Digest, rows[1].Digest) = (rows[1].Digest, rows[0].Digest);
            await store.SaveChangesAsync();
        }

        await ShouldBreakAfterAsync(seals: 1, entry);
    }

    [StoreFact]
    public async Task An_entry_whose_id_is_older_than_what_is_sealed_is_sealed_in_its_turn()
    {
        var early = Db.Keys.Next();
        await SealedTrailAsync();
        await Db.WriteAsync(u => u.Write(AuditEntry.Of(Db.Trail, early, u.Now, "handover.issued", "gateway", u.Keys.Next(), null)));
        (await VerifyAsync()).ShouldBe(new AuditVerification(3, 30, 1, null, null));
        await SealAllAsync(10);
        (await VerifyAsync()).ShouldBe(new AuditVerification(4, 31, 0, null, null));
    }

    [StoreFact]
    public async Task While_entries_are_written_their_period_is_not_closed()
    {
        // With one writer nothing is written while another writes.
        if (Db.Database.HoldAuditPeriod(alone: true).Count == 0)
            return;
        await RecordAsync(1);
        await using var unit = Db.Units.Open();
        unit.Record("handover.issued", "gateway", unit.Keys.Next());
        await unit.CommitAsync(
            async _ => (await Should.ThrowAsync<Exception>(() => Db.Audit.SealAsync(10, lease: null, CancellationToken.None))).ShouldSatisfyAllConditions(e => Db.Database.IsConflict(e).ShouldBeTrue()),
            CancellationToken.None);

        await SealAllAsync(10);
        (await VerifyAsync()).ShouldBe(new AuditVerification(1, 2, 0, null, null));
    }

    [StoreFact]
    public async Task No_entry_is_changed_by_its_seal()
    {
        await RecordAsync(12);
        var before = await Db.ReadAsync(s => s.Audit.AsNoTracking().OrderBy(a => a.Id).ToListAsync());
        await SealAllAsync(5);
        (await Db.ReadAsync(s => s.Audit.AsNoTracking().OrderBy(a => a.Id).ToListAsync())).ShouldBeEquivalentTo(before);
    }

    [StoreFact]
    public async Task A_changed_seal_breaks_the_chain()
    {
        await SealedTrailAsync();
        await TamperAsync(s => s.AuditSeals.Where(a => a.Number == 2).ExecuteUpdateAsync(a => a.SetProperty(x => x.SealedAt, Db.Machine.GetUtcNow().AddHours(1))));
        await ShouldBreakAfterAsync(seals: 1, entry: null);
    }

    [StoreFact]
    public async Task A_seal_that_is_missing_in_the_middle_breaks_the_chain()
    {
        await SealedTrailAsync();
        await TamperAsync(s => s.AuditSeals.Where(a => a.Number == 2).ExecuteDeleteAsync());
        await ShouldBreakAfterAsync(seals: 1, entry: null);
    }

    [StoreFact]
    public async Task A_seal_cut_off_at_the_end_is_found_by_the_heads_noted_outside()
    {
        await SealedTrailAsync();
        await CutOffLastSealAsync();
        (await Db.Audit.VerifyAsync(heads: null, CancellationToken.None)).Broken.ShouldBeNull();
        await ShouldBreakAfterAsync(seals: 2, entry: null);
    }

    [StoreFact]
    public async Task A_trail_that_was_cut_off_and_sealed_anew_is_found_by_the_heads_noted_outside()
    {
        await SealedTrailAsync();
        var noted = new Dictionary<int, string>(_heads);
        await CutOffLastSealAsync();
        await RecordAsync(1);
        Db.Machine.Advance(TimeSpan.FromMinutes(1));
        await SealAllAsync(10);
        var verified = await Db.Audit.VerifyAsync(noted, CancellationToken.None);
        (verified.SealedThrough, verified.Broken is null).ShouldBe((2, false));
    }

    [StoreTheory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_seal_made_while_the_trail_is_verified_is_no_false_alarm(int afterOpening)
    {
        await SealedTrailAsync();
        await RecordAsync(5);
        var sealsMeanwhile = new InterruptedDatabase(Db.Database, afterOpening, () => Db.Audit.SealAsync(10, lease: null, CancellationToken.None));
        var verified = await new AuditChain(sealsMeanwhile, Db.Machine, Db.Trail).VerifyAsync(_heads, CancellationToken.None);
        sealsMeanwhile.Interrupted.ShouldBeTrue();
        verified.Broken.ShouldBeNull();
    }

    [StoreFact]
    public async Task Erasing_a_client_leaves_the_trail_valid()
    {
        await Db.WriteAsync(u => u.Write(Rows.Client(u.Keys.Next()) with { Wrapped = [1] }));
        await SealedTrailAsync();
        await TamperAsync(s => s.Clients.ExecuteUpdateAsync(k => k.SetProperty(x => x.Wrapped, (byte[]?)null)));
        (await VerifyAsync()).Broken.ShouldBeNull();
    }

    [StoreFact]
    public async Task Sealers_at_once_seal_each_entry_once()
    {
        await RecordAsync(60);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (await SealedOrLateAsync())
            {
            }
        })));
        var verified = await Db.Audit.VerifyAsync(heads: null, CancellationToken.None);
        (verified.Sealed, verified.Unsealed, verified.Broken).ShouldBe((60L, 0L, null));
    }

    /// <summary>False when nothing is left; who comes second tries again, as the sealer does.</summary>
    private async Task<bool> SealedOrLateAsync()
    {
        try
        {
            return await Db.Audit.SealAsync(7, lease: null, CancellationToken.None) is not null;
        }
        catch (Exception e) when (Db.Database.IsConflict(e))
        {
            return true;
        }
    }

    /// <summary>Three seals of ten; the answer is an entry of the second.</summary>
    private async Task<Guid> SealedTrailAsync()
    {
        await RecordAsync(30);
        await SealAllAsync(10);
        return await EntryAsync(seal: 2, at: 4);
    }

    private async Task<Guid> EntryAsync(int seal, int at)
    {
        var entries = await Db.ReadAsync(s => s.AuditSeals.Where(a => a.Number == seal).Select(a => a.Entries).SingleAsync());
        return new Guid(entries.AsSpan(at * 48, 16), bigEndian: true);
    }

    private async Task PlantAsync(Guid id, int period)
    {
        var intruder = AuditEntry.Of(Db.Trail, id, Db.Domain.GetUtcNow(), "planted", "gateway", Guid.Empty, null);
        intruder.Period = period;
        await TamperAsync(s => AddAsync(s, intruder));
    }

    private Task RecordAsync(int count) => Db.WriteAsync(u =>
    {
        for (var i = 0; i < count; i++)
            u.Record("handover.issued", "gateway", u.Keys.Next(), new { n = i });
    });

    private async Task SealAllAsync(int most)
    {
        while (await Db.Audit.SealAsync(most, lease: null, CancellationToken.None) is { } seal)
            _heads[seal.Number] = Convert.ToHexStringLower(seal.Root);
    }

    private async Task CutOffLastSealAsync()
    {
        var first = await EntryAsync(seal: 3, at: 0);
        await TamperAsync(s => s.AuditSeals.Where(a => a.Number == 3).ExecuteDeleteAsync());
        await TamperAsync(s => s.Audit.Where(a => a.Id.CompareTo(first) >= 0).ExecuteDeleteAsync());
    }

    private Task<AuditVerification> VerifyAsync() => Db.Audit.VerifyAsync(_heads, CancellationToken.None);

    private async Task ShouldBreakAfterAsync(int seals, Guid? entry)
    {
        var verified = await VerifyAsync();
        verified.Broken.ShouldNotBeNull();
        (verified.SealedThrough, verified.Sealed, verified.BrokenEntry).ShouldBe((seals, seals * 10L, entry));
    }

    private static void Change(AuditRow row, string part)
    {
        switch (part)
        {
            case "detail":
                row.Detail = "{\"n\":99}";
                break;
            case "kind":
                row.Kind = "harmless";
                break;
            case "actor":
                row.Actor = "somebody-else";
                break;
            case "subject":
                row.SubjectId = Guid.Empty;
                break;
            default:
                row.At = row.At.AddDays(-1);
                break;
        }
    }

    private static Task<int> AddAsync(GatewayContext store, AuditRow row)
    {
        store.Audit.Add(row);
        return store.SaveChangesAsync();
    }

    private async Task TamperAsync(Func<GatewayContext, Task<int>> with) => (await Db.ReadAsync(with)).ShouldBeGreaterThan(0);
}
