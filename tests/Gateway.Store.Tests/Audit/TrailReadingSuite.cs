using System.Security.Cryptography;
using Gateway.Core.Directory;
using Gateway.Core.Privacy;
using Gateway.Core.Trail;
using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Audit;
using Gateway.Persistence.Model;
using Gateway.Store.Tests.Seen;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Store.Tests.Audit;

public sealed class TrailReadingOnSqlite : TrailReadingSuite<SqliteFixture>;

public sealed class TrailReadingOnPostgreSql : TrailReadingSuite<PostgreSqlFixture>;

public sealed class TrailReadingOnSqlServer : TrailReadingSuite<SqlServerFixture>;

/// <summary>Heads and proofs as they are read from the store; each is checked as an outsider does.</summary>
public abstract class TrailReadingSuite<TFixture> : StoreSuite<TFixture>, IDisposable where TFixture : DatabaseFixture, new()
{
    private const int Few = 5;
    private const int Many = 70;
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    [StoreFact]
    public async Task Each_head_goes_on_from_each_earlier_one()
    {
        await SealAsync(21);
        var trail = Trail();
        var heads = (await trail.HeadsAsync(100, CancellationToken.None)).Heads;
        heads.Select(h => h.Size).ShouldBe(Enumerable.Range(1, 21).Reverse());

        foreach (var later in heads)
        {
            foreach (var earlier in heads.Where(h => h.Size <= later.Size))
            {
                var proof = (await trail.ConsistencyAsync(earlier.Size, later.Size, CancellationToken.None))!;
                MerkleTree.Extends(earlier.Size, Convert.FromHexString(earlier.Root), later.Size, Convert.FromHexString(later.Root), [.. proof.Proof.Select(Convert.FromHexString)]).ShouldBeTrue($"{earlier.Size} to {later.Size}");
            }
        }

        (await trail.ConsistencyAsync(1, 22, CancellationToken.None)).ShouldBeNull();
        (await trail.ConsistencyAsync(3, 2, CancellationToken.None)).ShouldBeNull();
        (await trail.ConsistencyAsync(0, 2, CancellationToken.None)).ShouldBeNull();
    }

    [StoreFact]
    public async Task A_proof_takes_as_many_statements_of_a_short_trail_and_of_a_long_one()
    {
        var first = await ReleaseAsync();
        await SealAsync(Few);
        var ofFew = await CountAsync(first);
        await SealAsync(Many);
        var ofMany = await CountAsync(first);

        ofMany.ShouldBe(ofFew, "a proof costs the same however long the trail is");
        ofMany.ShouldBeInRange(1, 8);
    }

    [StoreFact]
    public async Task A_disclosure_is_proved_to_sender_and_recipient_and_to_nobody_else()
    {
        var id = await ReleaseAsync();
        var trail = Trail();
        (await trail.ProofAsync(id, "ocmw-leuven", size: null, CancellationToken.None)).ShouldBeOfType<ProofAnswer.NotSealed>();
        await SealAsync(3);

        foreach (var agency in new[] { "vdab", "ocmw-leuven", null })
        {
            var proof = (await trail.ProofAsync(id, agency, size: null, CancellationToken.None)).ShouldBeOfType<ProofAnswer.Found>().Proof;
            var leaf = TrailText.EntryLeaf(
                string.Join('\n', "gateway-trail-entry-1", proof.Entry.Id, $"{proof.Entry.Time}", proof.Entry.Kind, proof.Entry.Actor, proof.Entry.Subject, proof.Entry.Disclosure), Convert.FromHexString(proof.Entry.Digest));
            var seal = await Db.ReadAsync(s => s.AuditSeals.SingleAsync(x => x.Number == proof.Seal.Number));
            MerkleTree.Includes(leaf, proof.EntryProof.Index, proof.EntryProof.Size, [.. proof.EntryProof.Hashes.Select(Convert.FromHexString)], MerkleTree.Root(SealEntries.Leaves(seal))).ShouldBeTrue();
            MerkleTree.Includes(seal.Hash, seal.Number - 1, proof.Head.Size, [.. proof.SealProof.Select(Convert.FromHexString)], Convert.FromHexString(proof.Head.Root)).ShouldBeTrue();
        }

        (await trail.ProofAsync(id, "ocmw-mortsel", size: null, CancellationToken.None)).ShouldBeOfType<ProofAnswer.Unknown>();
        (await trail.ProofAsync(Db.Keys.Next(), agency: null, size: null, CancellationToken.None)).ShouldBeOfType<ProofAnswer.Unknown>();
    }

    [StoreTheory]
    [InlineData("fields")]
    [InlineData("entry")]
    [InlineData("entry gone")]
    public async Task A_disclosure_that_was_changed_in_the_database_is_not_proved(string what)
    {
        var id = await ReleaseAsync();
        await SealAsync(2);
        (await Db.ReadAsync(s => what switch
        {
            "fields" => s.Disclosures.ExecuteUpdateAsync(d => d.SetProperty(x => x.Fields, "client.name")),
            "entry" => s.Audit.Where(a => a.SubjectId == id).ExecuteUpdateAsync(a => a.SetProperty(x => x.Actor, "vdab")),
            _ => s.Audit.Where(a => a.SubjectId == id).ExecuteDeleteAsync(),
        })).ShouldBe(1);

        (await Trail().ProofAsync(id, agency: null, size: null, CancellationToken.None)).ShouldBeOfType<ProofAnswer.Changed>();
    }

    [StoreFact]
    public async Task A_countersignature_is_kept_when_it_is_of_the_agencys_key_and_of_this_head()
    {
        await SealAsync(2);
        var trail = Trail();
        var head = (await trail.HeadsAsync(1, CancellationToken.None)).Heads.Single();
        var root = Convert.FromHexString(head.Root);
        byte[] Signed(string agency, int size) => _key.SignData(TrailText.Countersignature(agency, Db.Trail.Origin, size, root), HashAlgorithmName.SHA256);

        (await trail.CountersignAsync("vdab", 2, head.Root, Signed("vdab", 2), CancellationToken.None)).ShouldBe(CountersignAnswer.Kept);
        (await trail.CountersignAsync("vdab", 2, head.Root, Signed("vdab", 2), CancellationToken.None)).ShouldBe(CountersignAnswer.Kept);
        (await trail.CountersignAsync("vdab", 2, head.Root, Signed("ocmw-leuven", 2), CancellationToken.None)).ShouldBe(CountersignAnswer.DoesNotFit);
        (await trail.CountersignAsync("vdab", 2, head.Root, Signed("vdab", 1), CancellationToken.None)).ShouldBe(CountersignAnswer.DoesNotFit);
        (await trail.CountersignAsync("vdab", 2, new string('0', 64), Signed("vdab", 2), CancellationToken.None)).ShouldBe(CountersignAnswer.OtherRoot);
        (await trail.CountersignAsync("vdab", 3, head.Root, Signed("vdab", 3), CancellationToken.None)).ShouldBe(CountersignAnswer.NoHead);
        (await trail.CountersignAsync("ocmw-leuven", 2, head.Root, Signed("ocmw-leuven", 2), CancellationToken.None)).ShouldBe(CountersignAnswer.NoKey);
        (await trail.HeadsAsync(1, CancellationToken.None)).Heads.Single().Countersignatures.Single().Agency.ShouldBe("vdab");
    }

    [StoreFact]
    public async Task The_keys_of_the_trail_outlive_a_change_of_the_master_key()
    {
        await Db.Installation.OpenAsync(CancellationToken.None);
        var before = (Db.Trail.Origin, Db.Trail.PublicKey);
        await SealAsync(2);
        await using var later = Db.AnotherProcess();
        await later.GetRequiredService<Installation>().OpenTrailAsync(CancellationToken.None);
        var keys = later.GetRequiredService<TrailKeys>();

        (keys.Origin, keys.PublicKey).ShouldBe(before);
        (await new AuditChain(Db.Database, Db.Machine, keys).VerifyAsync(heads: null, CancellationToken.None)).Broken.ShouldBeNull();
    }

    public void Dispose()
    {
        _key.Dispose();
        GC.SuppressFinalize(this);
    }

    private TrailReading Trail()
    {
        Agency vdab = new() { Id = "vdab", Name = "VDAB", Class = RecipientClass.Pes, Country = "BE", Channel = ChannelKind.Feed, TrailKey = Convert.ToBase64String(_key.ExportSubjectPublicKeyInfo()) };
        var directory = new AgencyDirectory("1", [vdab, vdab with { Id = "ocmw-leuven", Class = RecipientClass.Welfare, TrailKey = null }], [], [], new Dictionary<string, IReadOnlyCollection<DateOnly>>());
        return new TrailReading(Db.Database, Db.Trail, new Unchanging<Core.Routing.Agreed>(Db.Agreed with { Directory = directory }), Db.Machine);
    }

    private async Task<Guid> ReleaseAsync()
    {
        var id = Db.Keys.Next();
        var disclosure = new Disclosure
        {
            DeliveryId = id, ReferralId = Db.Keys.Next(), ClientId = Db.Keys.Next(), From = "vdab", Recipient = "ocmw-leuven", RecipientClass = "Welfare", Event = "referral.handover", Step = 1,
            Purpose = "ACTIVATION", Basis = "KSZ-2026-014", Manifest = "m", PolicyVersion = "1", Fields = "client.contact.phone", PayloadHmac = new byte[32], At = Db.Domain.GetUtcNow(),
        };
        await Db.WriteAsync(u =>
        {
            u.Write(disclosure);
            u.Record("delivery.released", "gateway", id, new { disclosure = TrailText.DigestOf(disclosure), step = 1 });
        });
        return id;
    }

    /// <summary>So many further seals.</summary>
    private async Task SealAsync(int seals)
    {
        for (var i = 0; i < seals; i++)
        {
            await Db.WriteAsync(u => u.Record("handover.issued", "gateway", u.Keys.Next()));
            await Db.Audit.SealAsync(100, lease: null, CancellationToken.None);
        }
    }

    private async Task<int> CountAsync(Guid disclosure)
    {
        using var counted = new CountedStatements(IsMine).Begun();
        var (answer, statements) = await counted.OfAsync(() => Trail().ProofAsync(disclosure, agency: null, size: null, CancellationToken.None));
        answer.ShouldBeOfType<ProofAnswer.Found>();
        return statements;
    }

    private bool IsMine(System.Data.Common.DbConnection connection)
    {
        using var store = Db.Database.Open();
        var mine = store.Database.GetDbConnection();
        return (connection.DataSource, connection.Database) == (mine.DataSource, mine.Database);
    }
}
