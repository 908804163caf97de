using System.Security.Cryptography;
using System.Text;
using Gateway.Core.Trail;
using Gateway.Persistence.Audit;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Store.Tests.Audit;

public sealed class ForgedTrailOnSqlite : ForgedTrailSuite<SqliteFixture>;

public sealed class ForgedTrailOnPostgreSql : ForgedTrailSuite<PostgreSqlFixture>;

public sealed class ForgedTrailOnSqlServer : ForgedTrailSuite<SqlServerFixture>;

/// <summary>Whoever may write to the database, and to the file of heads, and has no key of the gateway, makes no trail that holds.</summary>
public abstract class ForgedTrailSuite<TFixture> : StoreSuite<TFixture> where TFixture : DatabaseFixture, new()
{
    [StoreFact]
    public async Task A_row_with_a_digest_that_fits_without_the_key_is_found_before_it_is_sealed_and_after()
    {
        await RecordAsync(3);
        var planted = await PlantAsync();

        var before = await Db.Audit.VerifyAsync(heads: null, CancellationToken.None);
        await SealAllAsync();
        var after = await Db.Audit.VerifyAsync(heads: null, CancellationToken.None);

        (before.BrokenEntry, before.Broken!).ShouldBe((planted, $"Entry {planted:N}, which is not sealed yet, was not written by the gateway, or was changed: its digest is wrong."));
        (after.BrokenEntry, after.SealedThrough).ShouldBe((planted, 0));
        after.Broken!.ShouldContain("was not written by the gateway");
    }

    [StoreFact]
    public async Task A_row_that_was_changed_before_it_was_sealed_is_wrong_and_not_only_unsealed()
    {
        await RecordAsync(3);
        var entry = await Db.ReadAsync(s => s.Audit.OrderBy(a => a.Id).Select(a => a.Id).FirstAsync());
        await ChangeAsync(s => s.Audit.Where(a => a.Id == entry).ExecuteUpdateAsync(a => a.SetProperty(x => x.Kind, "harmless")));

        (await Db.Audit.VerifyAsync(heads: null, CancellationToken.None)).BrokenEntry.ShouldBe(entry);
    }

    [StoreFact]
    public async Task A_rewritten_end_does_not_hold_although_heads_were_rewritten_with_it()
    {
        await RecordAsync(5);
        await SealAllAsync();
        await RecordAsync(5);
        await SealAllAsync();
        var heads = await RewriteEndAsync(signature: null);

        var found = await Db.Audit.VerifyAsync(heads, CancellationToken.None);

        (found.SealedThrough, found.Broken).ShouldBe((1, "The head at seal 2 was not signed by this gateway."));
    }

    [StoreFact]
    public async Task A_head_that_another_gateway_signed_is_none_of_this_one()
    {
        await RecordAsync(5);
        await SealAllAsync();
        await RecordAsync(5);
        await SealAllAsync();
        using var other = new TrailKeys();
        other.Open(RandomNumberGenerator.GetBytes(32));
        var heads = await RewriteEndAsync(other);

        (await Db.Audit.VerifyAsync(heads, CancellationToken.None)).Broken.ShouldBe("The head at seal 2 was not signed by this gateway.");
    }

    [StoreFact]
    public async Task An_emptied_file_of_heads_does_not_verify()
    {
        await RecordAsync(5);
        await SealAllAsync();

        (await Db.Audit.VerifyAsync(new Dictionary<int, string>(), CancellationToken.None)).Broken!.ShouldStartWith("No head is noted outside the database, although there are 1 seals");
    }

    [StoreTheory]
    [InlineData("root")]
    [InlineData("nodes")]
    [InlineData("signature")]
    public async Task A_changed_head_is_found(string what)
    {
        for (var i = 0; i < 4; i++)
        {
            await RecordAsync(2);
            await SealAllAsync();
        }

        await ChangeAsync(s => s.AuditSeals.Where(a => a.Number == 2).ExecuteUpdateAsync(a =>
        {
            if (what == "root")
                a.SetProperty(x => x.Root, new byte[32]);
            else if (what == "nodes")
                a.SetProperty(x => x.Nodes, new byte[32]);
            else
                a.SetProperty(x => x.Signature, new byte[64]);
        }));

        var found = await Db.Audit.VerifyAsync(heads: null, CancellationToken.None);
        (found.SealedThrough, found.Broken is null).ShouldBe((1, false));
    }

    [StoreFact]
    public async Task A_machine_clock_that_is_set_back_does_not_break_the_trail()
    {
        await RecordAsync(2);
        Db.Machine.Advance(TimeSpan.FromMinutes(5));
        await SealAllAsync();
        await RecordAsync(2);
        var late = new AuditChain(Db.Database, new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Db.Machine.GetUtcNow().AddMinutes(-3)), Db.Trail);
        (await late.SealAsync(10, lease: null, CancellationToken.None)).ShouldNotBeNull();

        (await Db.Audit.VerifyAsync(heads: null, CancellationToken.None)).Broken.ShouldBeNull();
    }

    [StoreFact]
    public async Task An_entry_dated_after_its_seal_is_found()
    {
        var late = KeySequence.FirstOf(Db.Machine.GetUtcNow().AddDays(1));
        await Db.WriteAsync(u => u.Write(AuditEntry.Of(Db.Trail, late, u.Now, "handover.issued", "gateway", u.Keys.Next(), null)));
        await SealAllAsync();

        (await Db.Audit.VerifyAsync(heads: null, CancellationToken.None)).Broken!.ShouldEndWith("has an id that is later than its seal.");
    }

    /// <summary>Makes the second seal anew over entries of its own, as the gateway does, but for the keys.</summary>
    private async Task<Dictionary<int, string>> RewriteEndAsync(TrailKeys? signature)
    {
        await using var store = Db.Database.Open();
        var seals = await store.AuditSeals.OrderBy(s => s.Number).ToListAsync();
        var (first, second) = (seals[0], seals[1]);
        var entries = await store.Audit.Where(a => a.Period == second.Period).OrderBy(a => a.Id).ToListAsync();
        foreach (var entry in entries)
            (entry.Kind, entry.Digest) = ("harmless", SHA256.HashData(Encoding.UTF8.GetBytes(AuditEntry.TextOf(entry))));
        second.Entries = SealEntries.Of(entries.Select(e => (e.Id, TrailText.EntryLeaf(AuditEntry.TextOf(e), e.Digest))));
        second.Hash = SealEntries.HashOf(first.Hash, second);
        second.Root = second.Nodes = MerkleTree.Above(first.Hash, second.Hash);
        second.Signature = signature?.Sign(TrailText.Head(signature.Origin, 2, second.Root, second.SealedAt)) ?? new byte[64];
        await store.SaveChangesAsync();
        return new Dictionary<int, string> { [1] = Convert.ToHexStringLower(first.Root), [2] = Convert.ToHexStringLower(second.Root) };
    }

    private async Task<Guid> PlantAsync()
    {
        var id = Db.Keys.Next();
        var row = new AuditRow { Id = id, At = Db.Domain.GetUtcNow(), Kind = "delivery.released", Actor = "gateway", SubjectId = Db.Keys.Next(), Digest = [], Period = 1 };
        row.Digest = SHA256.HashData(Encoding.UTF8.GetBytes(AuditEntry.TextOf(row)));
        await ChangeAsync(s =>
        {
            s.Audit.Add(row);
            return s.SaveChangesAsync();
        });
        return id;
    }

    private Task RecordAsync(int count) => Db.WriteAsync(u =>
    {
        for (var i = 0; i < count; i++)
            u.Record("handover.issued", "gateway", u.Keys.Next(), new { n = i });
    });

    private async Task SealAllAsync()
    {
        while (await Db.Audit.SealAsync(10, lease: null, CancellationToken.None) is not null)
        {
        }
    }

    private async Task ChangeAsync(Func<GatewayContext, Task<int>> change) => (await Db.ReadAsync(change)).ShouldBeGreaterThan(0);
}
