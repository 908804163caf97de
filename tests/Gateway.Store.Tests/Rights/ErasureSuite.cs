using System.Text;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Accountability;
using Gateway.Core.Agreements;
using Gateway.Core.Clients;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;
using Gateway.Core.Retention;
using Gateway.Core.Rights;
using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Compartments;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Keys.Rotation;
using Gateway.Persistence.Model;
using Gateway.Persistence.Rights;
using Gateway.Persistence.Stores;
using Gateway.Store.Tests.Retention;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Store.Tests.Rights;

public sealed class ErasureOnSqlite : ErasureSuite<SqliteFixture>;

public sealed class ErasureOnPostgreSql : ErasureSuite<PostgreSqlFixture>;

public sealed class ErasureOnSqlServer : ErasureSuite<SqlServerFixture>;

/// <summary>What an erasure destroys in the database, in one commit, and what it leaves.</summary>
public abstract class ErasureSuite<TFixture> : StoreSuite<TFixture> where TFixture : DatabaseFixture, new()
{
    private const string Number = "85073003328";
    private static readonly RightsRequest Asked = new("vdab", new Reader("dora", "vdab", UserRoles.Dpo), Requester.Self, IdentityCheck.Document, "nele");
    private static readonly byte[] Plain = Encoding.UTF8.GetBytes("Kanarievogel");

    private ServiceProvider? _process;
    private Lease? _lease;

    private ServiceProvider Process => _process ??= Db.AnotherProcess(further: s => s.AddSingleton(p => new ErasureFile(Db.Folder.File("erasures.log"), p.GetRequiredService<MasterKeys>())));

    [StoreFact]
    public async Task Keys_numbers_records_copies_and_documents_go_in_one_commit()
    {
        var (client, other, submission) = await FilledAsync();
        Guid[] ids = [client, other];

        var answer = await EraseAsync();

        answer.Refusal.ShouldBeNull();
        answer.Certificate!.Destroyed.ShouldBe(new ErasedCounts(Keys: 2, Identifiers: 1, Records: 2, Apart: 1, Payloads: 1, Documents: 1));
        await using var store = Db.Database.Open();
        (await store.Clients.Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Wrapped is null)).ShouldBe(new Dictionary<Guid, bool> { [client] = true, [other] = false }, ignoreOrder: true);
        (await store.ClientIdentifiers.Select(i => i.ClientId).ToListAsync()).ShouldBe([other]);
        (await store.Records.Where(r => r.Sealed != null).Select(r => r.ClientId).ToListAsync()).ShouldBe([other]);
        (await store.Records.CountAsync(r => r.Wrapped != null)).ShouldBe(0);
        (await store.Deliveries.Where(d => d.Event != EventTypes.ClientErased).ToListAsync()).ShouldAllBe(d => d.Payload == null && (d.State == DeliveryState.Blocked || d.State == DeliveryState.Confirmed));
        var row = await store.Submissions.SingleAsync(s => s.Id == submission);
        (row.Wrapped, row.Sealed, row.DestroyedAt).ShouldBe((null, null, Db.Domain.GetUtcNow()));
        (await store.Segments.CountAsync(s => s.SubmissionId == submission)).ShouldBe(0);
        await using var compartments = Db.Database.OpenCompartments();
        var apart = await compartments.Sealed.SingleAsync();
        (apart.WrappedKey, apart.Cipher.Length).ShouldBe((null, 0));
        // What was withdrawn stays known, so that nobody brings it back; what was given is not found any more.
        (await store.ClientAgreements.ToDictionaryAsync(a => a.Status, a => a.RecordHash is null)).ShouldBe(new Dictionary<AgreementStatus, bool> { [AgreementStatus.Given] = true, [AgreementStatus.Expired] = true, [AgreementStatus.Withdrawn] = false }, ignoreOrder: true);
        (await store.ClientAgreements.CountAsync(a => a.AskAt != null || a.PreviewHash != null)).ShouldBe(0, "nobody is asked again");
        // Who was shown something is still told; what they wrote about the client is gone.
        (await store.Openings.CountAsync(o => o.ClientId == client || o.ClientId == null)).ShouldBe(3);
        (await store.Openings.Where(o => o.Words != null).Select(o => o.ClientId).ToListAsync()).ShouldBe([other]);
        (await store.Tasks.CountAsync(t => t.ClosedAt == null)).ShouldBe(0);
        (await store.Deadlines.CountAsync(d => d.State == DeadlineState.Running)).ShouldBe(0);
        (await store.Set<TombstoneRow>().CountAsync()).ShouldBe(1);
    }

    [StoreFact]
    public async Task What_a_statute_keeps_lies_under_a_new_key_and_the_old_one_is_gone()
    {
        Db.Agreed = Db.Agreed with
        {
            Policy = Db.Agreed.Policy with { KeptByLaw = [new StatutoryTerm { Id = "S", Country = "BE", Purposes = ["KEPT"], Years = 5, Source = "Law", Titles = new Dictionary<string, string>() }] },
        };
        var (client, _, _) = await FilledAsync(keptToo: true);
        var before = await KeyAsync(client);

        var answer = await EraseAsync();

        answer.Certificate!.Whole.ShouldBeFalse();
        var after = await KeyAsync(client);
        after.ShouldNotBe(before);
        await using var store = Db.Database.Open();
        var kept = await store.Records.SingleAsync(r => r.ClientId == client && r.Sealed != null);
        RecordVault.OpenSlice(kept, after).ToArray().ShouldBe(Plain);
        Should.Throw<System.Security.Cryptography.CryptographicException>(() => RecordVault.OpenSlice(kept, before));
        (await store.ClientIdentifiers.CountAsync(i => i.ClientId == client)).ShouldBe(1, "the client is known for what is kept");
        (await store.Set<TombstoneRow>().CountAsync()).ShouldBe(1, "what came before and is read only now does not bring back what was erased");
        var words = (await store.Openings.AsNoTracking().Where(o => o.ClientId == client && o.Words != null).ToListAsync()).ShouldHaveSingleItem();
        words.ReferralId.ShouldBe(kept.ReferralId);
        Encoding.UTF8.GetString(Sealing.Open(after, words.Words!, Sealing.Context(words.Id, "purpose"))).ShouldBe("She asked on the phone.");
    }

    [StoreFact]
    public async Task A_legal_hold_on_the_client_refuses_the_erasure_until_it_is_lifted()
    {
        var (client, _, _) = await FilledAsync();
        (await Db.LegalHolds.AddAsync(client, "dispute", "2026/14", "dora", CancellationToken.None)).ShouldBe(HoldAnswer.Held);

        (await EraseAsync()).Refusal.ShouldBe(RightsFaults.LegalHold);

        (await KeyAsync(client)).ShouldNotBeEmpty();
        (await Db.LegalHolds.LiftAsync(client, "dora", CancellationToken.None)).ShouldBeTrue();
        (await EraseAsync()).Refusal.ShouldBeNull();
    }

    [StoreFact]
    public async Task A_referral_under_a_legal_hold_stays_and_the_rest_goes()
    {
        var (client, _, _) = await FilledAsync(keptToo: true);
        var held = await Db.ReadAsync(s => s.Referrals.Where(r => r.Purpose == "KEPT").Select(r => r.Id).SingleAsync());
        (await Db.LegalHolds.AddAsync(held, "dispute", "2026/14", "dora", CancellationToken.None)).ShouldBe(HoldAnswer.Held);

        var certificate = (await EraseAsync()).Certificate.ShouldNotBeNull();

        certificate.Whole.ShouldBeFalse();
        var kept = certificate.Kept.ShouldHaveSingleItem();
        (kept.Referral, kept.Term, kept.Source, kept.Until).ShouldBe((held, KeptByLaw.LegalHold, "2026/14", null));
        kept.Titles.Keys.ShouldBe(["en", "nl", "fr"], ignoreOrder: true);
        (await Db.ReadAsync(s => s.Records.Where(r => r.ClientId == client && r.Sealed != null).Select(r => r.ReferralId).ToListAsync())).ShouldBe([held]);
    }

    [StoreFact]
    public async Task A_legal_hold_that_is_laid_at_the_same_moment_is_seen()
    {
        var (client, _, _) = await FilledAsync();
        // The erasure has read and decided, and is about to commit.
        await using var late = Db.AnotherProcess(
            new MeetingDatabase(Db.Database, () => Db.LegalHolds.AddAsync(client, "dispute", "2026/14", "dora", CancellationToken.None)),
            further: s => s.AddSingleton(p => new ErasureFile(Db.Folder.File("erasures.log"), p.GetRequiredService<MasterKeys>())));
        await late.GetRequiredService<Installation>().OpenAsync(CancellationToken.None);

        (await late.GetRequiredService<IErasures>().EraseAsync(Asked, Subject, null, CancellationToken.None)).Refusal.ShouldBe(RightsFaults.LegalHold);

        (await KeyAsync(client)).ShouldNotBeEmpty();
        (await Db.ReadAsync(s => s.Set<ErasureRow>().CountAsync())).ShouldBe(0);
    }

    [StoreFact]
    public async Task Whoever_decided_about_the_client_before_the_erasure_finds_it_gone()
    {
        var (client, _, _) = await FilledAsync();
        await using var read = Db.Database.Open();
        var known = await read.Clients.AsNoTracking().SingleAsync(c => c.Id == client);
        await using var unit = Db.Units.Open();
        unit.Use(known);

        (await EraseAsync()).Refusal.ShouldBeNull();

        var failure = await Should.ThrowAsync<Exception>(() => unit.CommitAsync(CancellationToken.None));
        Db.Database.IsConflict(failure).ShouldBeTrue();
    }

    [StoreFact]
    public async Task A_number_of_two_processes_is_one_persons_and_each_certificate_has_its_own()
    {
        await FilledAsync();
        await using var another = Db.AnotherProcess(further: s => s.AddSingleton(p => new ErasureFile(Db.Folder.File("erasures.log"), p.GetRequiredService<MasterKeys>())));
        await another.GetRequiredService<Installation>().OpenAsync(CancellationToken.None);
        await another.PrepareErasuresAsync(CancellationToken.None);

        var answers = await Task.WhenAll(EraseAsync(), another.GetRequiredService<IErasures>().EraseAsync(Asked, Subject, null, CancellationToken.None));

        answers.Count(a => a.Certificate is not null).ShouldBe(1);
        answers.Single(a => a.Certificate is null).Refusal.ShouldBe(RightsFaults.Unknown);
        await using var third = Db.AnotherProcess(further: s => s.AddSingleton(p => new ErasureFile(Db.Folder.File("erasures.log"), p.GetRequiredService<MasterKeys>())));
        await third.GetRequiredService<Installation>().OpenAsync(CancellationToken.None);
        await third.PrepareErasuresAsync(CancellationToken.None);
        (await third.GetRequiredService<IErasures>().ListAsync(null, 10, CancellationToken.None)).Count.ShouldBe(1);
    }

    [StoreFact]
    public async Task A_copy_names_everything_and_says_that_it_was_erased_meanwhile()
    {
        var (client, _, _) = await FilledAsync();
        var key = await KeyAsync(client);
        await Db.WriteAsync(unit =>
        {
            for (var i = 0; i < 450; i++)
                Write(unit, Rows.Record(unit.Keys.Next()) with { ClientId = client, Number = i + 10, SubmissionId = unit.Keys.Next() }, key);
        });
        var copies = Process.GetRequiredService<IClientCopies>();

        var whole = new MemoryStream();
        var end = await CopyWriter.WriteAsync((CopyAnswer.Begun)await copies.BeginAsync(Asked, Subject, CancellationToken.None), whole, CancellationToken.None);
        var pages = ((CopyAnswer.Begun)await copies.BeginAsync(Asked, Subject, CancellationToken.None)).Pages.GetAsyncEnumerator();
        await pages.MoveNextAsync();
        await pages.MoveNextAsync();
        (await EraseAsync()).Refusal.ShouldBeNull();
        while (await pages.MoveNextAsync() && pages.Current is not CopyPage.End)
            pages.Current.ShouldNotBeOfType<CopyPage.Records>();

        end.ShouldBe(new CopyPage.End(Complete: true, null, Apart: 1, Unreadable: 0));
        var json = System.Text.Json.Nodes.JsonNode.Parse(whole.ToArray())!;
        json["records"]!.AsArray().Count.ShouldBe(452);
        json["records"]![0]!["source"]!.GetValue<string>().ShouldBe("Kanarievogel");
        json["agreements"]!.AsArray().Count.ShouldBe(3);
        json["tasks"]!.AsArray().ShouldHaveSingleItem()!["agency"]!.GetValue<string>().ShouldBe("vdab", "the office's own task is the office's to tell");
        json["deadlines"]!.AsArray().Count.ShouldBe(1);
        pages.Current.ShouldBe(new CopyPage.End(Complete: false, "erased", Apart: 1, Unreadable: 0));
    }

    [StoreFact]
    public async Task A_copy_whose_client_is_erased_before_it_is_read_holds_nothing()
    {
        await FilledAsync();
        var begun = (CopyAnswer.Begun)await Process.GetRequiredService<IClientCopies>().BeginAsync(Asked, Subject, CancellationToken.None);
        (await EraseAsync()).Refusal.ShouldBeNull();

        List<CopyPage> pages = [];
        await foreach (var page in begun.Pages)
            pages.Add(page);

        pages.ShouldBe([new CopyPage.End(Complete: false, "erased", Apart: 0, Unreadable: 0)]);
    }

    [StoreFact]
    public async Task A_copy_goes_on_when_its_key_is_only_wrapped_anew_and_ends_when_a_part_is_erased()
    {
        var (client, _, _) = await FilledAsync(keptToo: true);
        var copies = Process.GetRequiredService<IClientCopies>();
        var turned = ((CopyAnswer.Begun)await copies.BeginAsync(Asked, Subject, CancellationToken.None)).Pages.GetAsyncEnumerator();
        await turned.MoveNextAsync();
        var key = await KeyAsync(client);
        var anew = Db.Master.Wrap(key, Sealing.Context(client, "key"));
        anew.ShouldNotBe((await Db.ReadAsync(s => s.Clients.SingleAsync(c => c.Id == client))).Wrapped!);
        await Db.ReadAsync(s => s.Clients.Where(c => c.Id == client).ExecuteUpdateAsync(c => c.SetProperty(x => x.Wrapped, anew)));
        while (turned.Current is not CopyPage.End)
            (await turned.MoveNextAsync()).ShouldBeTrue();

        turned.Current.ShouldBe(new CopyPage.End(Complete: true, null, Apart: 1, Unreadable: 0));

        var changed = ((CopyAnswer.Begun)await copies.BeginAsync(Asked, Subject, CancellationToken.None)).Pages.GetAsyncEnumerator();
        await changed.MoveNextAsync();
        var held = await Db.ReadAsync(s => s.Referrals.Where(r => r.Purpose == "KEPT").Select(r => r.Id).SingleAsync());
        await Db.LegalHolds.AddAsync(held, LegalHoldRules.Dispute, "2026/14", "dora", CancellationToken.None);
        (await EraseAsync()).Certificate!.Whole.ShouldBeFalse();
        await changed.MoveNextAsync();

        changed.Current.ShouldBe(new CopyPage.End(Complete: false, "changed", Apart: 0, Unreadable: 0));
    }

    [StoreTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_file_is_read_when_the_master_key_has_turned_and_the_old_one_is_gone(bool resealed)
    {
        await FilledAsync();
        (await EraseAsync()).Refusal.ShouldBeNull();
        FileKeyVault.Open(KeyFile, makesFirst: false).Make();
        var rotation = new MasterRotation(Db.Database, Db.Units, Db.Master, resealed ? new ErasureFile(Db.Folder.File("erasures.log"), Db.Master) : null);
        var to = (await rotation.AskAsync(null, "test", CancellationToken.None)).To.ShouldNotBeNull();
        Lease? lease = null;
        for (var rounds = 0; (await rotation.StateAsync(CancellationToken.None))!.Pass is not null; rounds++)
        {
            rounds.ShouldBeLessThan(200);
            lease = (await Db.Leases.TakeAsync(KeyLease.Name, KeyLease.Duration, lease, CancellationToken.None)).ShouldNotBeNull();
            if (!await rotation.MoveAsync(lease, CancellationToken.None))
                Db.Machine.Advance(RotationPass.Settled);
        }

        var lines = await File.ReadAllLinesAsync(KeyFile);
        foreach (var line in lines)
        {
            await File.WriteAllTextAsync(KeyFile, line);
            if (FileKeyVault.Open(KeyFile, makesFirst: false).Ids[0] == to)
                break;
        }

        await using var after = Again();
        await after.GetRequiredService<Installation>().OpenAsync(CancellationToken.None);
        if (resealed)
            await after.PrepareErasuresAsync(CancellationToken.None);
        else
            await Should.ThrowAsync<MasterKeyException>(() => after.PrepareErasuresAsync(CancellationToken.None));
    }

    [StoreFact]
    public async Task A_number_that_was_erased_is_still_told_when_the_index_key_has_turned()
    {
        await FilledAsync();
        var erasedAt = Db.Domain.GetUtcNow();
        (await EraseAsync()).Refusal.ShouldBeNull();
        Client Of(string number) => new() { Identifiers = [new Identifier(IdentifierSchemes.Insz, number)] };
        for (var turns = 0; turns < 3; turns++)
        {
            await using var process = Again();
            await process.GetRequiredService<Installation>().OpenAsync(CancellationToken.None);
            await process.PrepareErasuresAsync(CancellationToken.None);
            var known = await process.GetRequiredService<ITranslationStore>().KnownAsync([("vdab", Of(Number)), ("vdab", Of("93051822361"))], [], CancellationToken.None);
            known.Register.ErasedAt("vdab", Of(Number)).ShouldBe(erasedAt, $"after {turns} turns");
            known.Register.ErasedAt("vdab", Of("93051822361")).ShouldBeNull();
            await TurnIndexAsync();
        }
    }

    private async Task TurnIndexAsync()
    {
        var rotation = new IndexRotation(Db.Database, Db.Units, Db.Ring, Db.Installation, Db.Master, Db.Machine);
        (await rotation.AskAsync("test", CancellationToken.None)).Refused.ShouldBeNull();
        for (var rounds = 0; (await rotation.StateAsync(CancellationToken.None))!.Pass is not null; rounds++)
        {
            rounds.ShouldBeLessThan(300);
            _lease = (await Db.Leases.TakeAsync(KeyLease.Name, KeyLease.Duration, _lease, CancellationToken.None)).ShouldNotBeNull();
            if (!await rotation.MoveAsync(_lease, CancellationToken.None))
                Db.Machine.Advance(RotationPass.Settled);
        }

        await Db.Installation.RefreshAsync(CancellationToken.None);
    }

    private string KeyFile => Db.Folder.File("master.key");

    private ServiceProvider Again() => Db.AnotherProcess(further: s => s.AddSingleton(p => new ErasureFile(Db.Folder.File("erasures.log"), p.GetRequiredService<MasterKeys>())));

    private static RightsSubject.ByNumber Subject => new(IdentifierSchemes.Insz, Number);

    private Task<ErasureAnswer> EraseAsync() => Process.GetRequiredService<IErasures>().EraseAsync(Asked, Subject, seen: null, CancellationToken.None);

    private async Task<byte[]> KeyAsync(Guid client)
    {
        await using var store = Db.Database.Open();
        return Db.Ring.Open(client, (await store.Clients.AsNoTracking().SingleAsync(c => c.Id == client)).Wrapped!);
    }

    /// <summary>A client with everything that can hang on one, and another person in the same document.</summary>
    private async Task<(Guid Client, Guid Other, Guid Submission)> FilledAsync(bool keptToo = false)
    {
        Db.Agreed = Db.Agreed with { Directory = new AgencyDirectory("1", [Agency("vdab"), Agency("ocmw-leuven")], [], [], new Dictionary<string, IReadOnlyCollection<DateOnly>>()) };
        await Db.Installation.OpenAsync(CancellationToken.None);
        await Process.GetRequiredService<Installation>().OpenAsync(CancellationToken.None);
        await Process.PrepareErasuresAsync(CancellationToken.None);
        Guid client = Db.Keys.Next(), other = Db.Keys.Next(), submission = Db.Keys.Next(), referral = Db.Keys.Next(), kept = Db.Keys.Next();
        var (wrapped, key) = Db.Ring.CreateFor(client);
        var (wrappedOther, keyOther) = Db.Ring.CreateFor(other);
        await Db.WriteAsync(unit =>
        {
            unit.Write(Rows.Client(client) with { Wrapped = wrapped, Restricted = true });
            unit.Write(Rows.Client(other) with { Wrapped = wrappedOther });
            unit.Write(new ClientIdentifier { Agency = "vdab", ClientId = client, Scheme = "insz", Hash = Db.Installation.Index.Identifier("vdab", "insz", Number) });
            unit.Write(new ClientIdentifier { Agency = "vdab", ClientId = other, Scheme = "insz", Hash = Db.Installation.Index.Identifier("vdab", "insz", "other") });
            unit.Write(Rows.Submission(submission, 10) with { State = SubmissionState.Translated, Sealed = Plain, KeepUntil = unit.Now.AddDays(14) });
            var first = unit.Keys.Next();
            Write(unit, Rows.Record(first) with { ClientId = client, SubmissionId = submission, ReferralId = referral, Compartment = Compartment.Special }, key);
            unit.SealApart(Db.Installation.Sealer.Seal(Compartment.Special, first, Plain));
            var second = unit.Keys.Next();
            var (own, ownKey) = Db.Ring.CreateFor(second);
            Write(unit, Rows.Record(second) with { ClientId = client, SubmissionId = submission, Number = 2, Wrapped = own }, ownKey);
            Write(unit, Rows.Record(unit.Keys.Next()) with { ClientId = other, SubmissionId = submission, Number = 3 }, keyOther);
            unit.Write(Rows.Referral(referral) with { ClientId = client, RecordId = first, State = ReferralState.Issued, Purpose = "ACTIVATION" });
            unit.Write(Rows.Handover(referral) with { ClientId = client });
            unit.Write(Rows.Delivery(referral, client) with { State = DeliveryState.Released, ReleasedAt = unit.Now, Payload = Sealing.Seal(key, Plain, Sealing.Context(referral, "payload")) });
            unit.Write(Rows.Delivery(unit.Keys.Next(), client, sequence: 2) with { ReferralId = referral });
            unit.Write(new Disclosure
            {
                DeliveryId = referral, ReferralId = referral, ClientId = client, From = "vdab", Recipient = "ocmw-leuven", RecipientClass = "Welfare", Event = EventTypes.ReferralHandover,
                Purpose = "ACTIVATION", Basis = "B", Manifest = "m", PolicyVersion = "1", Fields = "client.familyName", PayloadHmac = [1], At = unit.Now,
            });
            unit.Write(Rows.Agreement(unit.Keys.Next()) with { ClientId = client, RecordHash = [1], GivenOn = "2026-03-01", Status = AgreementStatus.Given });
            unit.Write(Rows.Agreement(unit.Keys.Next()) with { ClientId = client, RecordHash = [2], GivenOn = "2026-03-01", Status = AgreementStatus.Withdrawn, WithdrawnAt = unit.Now });
            var ending = unit.Keys.Next();
            unit.Write(Rows.Agreement(ending) with { ClientId = client, RecordHash = [3], GivenOn = "2026-03-01", Status = AgreementStatus.Expired, AskAt = unit.Now.AddDays(1), PreviewHash = new byte[32] });
            unit.OpenTask(TaskKinds.AgreementEnding, "vdab", ending, "agreement-ending.term", "ends");
            unit.Write(Opening(unit.Keys.Next(), client, client, null, key));
            unit.Write(Opening(unit.Keys.Next(), client, client, kept, key));
            unit.Write(Opening(unit.Keys.Next(), second, null, null, ownKey));
            unit.Write(Opening(unit.Keys.Next(), other, other, null, keyOther));
            unit.OpenTask(TaskKinds.Overdue, "ocmw-leuven", client, "overdue", "late", referral);
            unit.StartDeadline(DeadlineKinds.ApplicationDecision, client, unit.Now.AddDays(30));
            if (!keptToo)
                return;
            var third = unit.Keys.Next();
            Write(unit, Rows.Record(third) with { ClientId = client, SubmissionId = submission, Number = 4, ReferralId = kept }, key);
            unit.Write(Rows.Referral(kept) with { ClientId = client, RecordId = third, State = ReferralState.Issued, Purpose = "KEPT", SubmittedAt = unit.Now });
        });
        return (client, other, submission);
    }

    private OpeningRow Opening(Guid id, Guid subject, Guid? client, Guid? referral, byte[] key) => new()
    {
        Id = id, At = Db.Domain.GetUtcNow(), LastAt = Db.Domain.GetUtcNow(), Count = 1, User = "dora", Roles = UserRoles.Dpo, Kind = OpeningKind.Overview, SubjectId = subject, ClientId = client,
        Agency = "vdab", ReferralId = referral, Purpose = "complaint", Words = Sealing.Seal(key, Encoding.UTF8.GetBytes("She asked on the phone."), Sealing.Context(id, "purpose")),
    };

    private static void Write(UnitOfWork unit, RecordSnapshot record, byte[] key) => unit.Write(record with { Sealed = RecordVault.Seal(record.Id, key, [], Plain) });

    private static Agency Agency(string id) => new() { Id = id, Name = id, Class = id == "vdab" ? RecipientClass.Pes : RecipientClass.Welfare, Country = "BE", Live = true, Channel = ChannelKind.Feed };
}
