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
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Store.Tests.Rights;

public sealed class ErasureOnSqlite : ErasureSuite<SqliteFixture>;

public sealed class ErasureOnPostgreSql : ErasureSuite<PostgreSqlFixture>;

public sealed class ErasureOnSqlServer : ErasureSuite<SqlServerFixture>;

/// <summary>What an erasure destroys in the database, in one commit, and what it leaves.</summary>
public abstract class ErasureSuite<TFixture> : ErasureSetting<TFixture> where TFixture : DatabaseFixture, new()
{
    private Lease? _lease;

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
        (await store.Tasks.CountAsync(t => t.ClosedBy == ErasureRules.Code && t.Version == 0)).ShouldBe(0, "who read one before finds that it has changed");
        (await store.Deadlines.CountAsync(d => d.State == DeadlineState.Running)).ShouldBe(0);
        (await store.Set<TombstoneRow>().CountAsync()).ShouldBe(1);
    }

    [StoreFact]
    public async Task Parked_work_goes_with_its_task_and_others_keep_theirs()
    {
        var (client, other, _) = await FilledAsync();
        var referral = await Db.ReadAsync(s => s.Referrals.Where(r => r.ClientId == client).Select(r => r.Id).SingleAsync());
        var (of, notOf) = (Db.Keys.Next(), Db.Keys.Next());
        await Db.WriteAsync(unit =>
        {
            Park(unit, of, client, referral);
            Park(unit, notOf, other, Db.Keys.Next());
        });

        (await EraseAsync()).Refusal.ShouldBeNull();

        (await Db.ReadAsync(s => s.WorkItems.Where(w => w.State == WorkItemState.Parked).Select(w => w.SubjectId).ToListAsync())).ShouldBe([notOf]);
        (await Db.ReadAsync(s => s.Tasks.CountAsync(t => t.Kind == TaskKinds.Parked && t.ClosedAt == null))).ShouldBe(1);
    }

    private static void Park(UnitOfWork unit, Guid delivery, Guid client, Guid referral)
    {
        unit.Write(Rows.Delivery(delivery, client, sequence: 3) with { ReferralId = referral, State = DeliveryState.Parked, ReasonCode = "refused" });
        var item = unit.Keys.Next();
        unit.Write(new WorkItem { Id = item, Stage = StageNames.Delivery, SubjectId = delivery, NotBefore = unit.MachineNow, State = WorkItemState.Parked, ParkedCode = "refused" });
        unit.OpenTask(TaskKinds.Parked, "gateway", item, "refused", new Sentence("refused"), referral);
    }

    [StoreFact]
    public async Task What_a_statute_keeps_lies_under_a_new_key_and_the_old_one_is_gone()
    {
        KeepByLaw();
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

    [StoreTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_objection_that_an_office_answers_after_the_erasure_holds_for_the_person_who_comes_again(bool known)
    {
        var (erased, _, _) = await FilledAsync();
        (await EraseAsync()).Refusal.ShouldBeNull();
        Db.Domain.Advance(TimeSpan.FromDays(1));
        var again = known ? await ComesAgainAsync() : (Guid?)null;
        var handover = await Db.ReadAsync(s => s.Handovers.Where(h => h.ClientId == erased).Select(h => h.Id).FirstAsync());
        var answer = new ReferralReply { Ticket = "r-1", InReplyTo = handover.ToString(), Outcome = ReplyOutcomes.ClientObjected, Client = new Client { Identifiers = [new Identifier(IdentifierSchemes.Insz, Number)] } };
        var submission = new NewSubmission { Submission = Rows.Submission(Db.Keys.Next(), 1) with { Agency = "ocmw-leuven", KeyHash = [7], ReceivedAt = Db.Domain.GetUtcNow() }, Sealed = [], Noes = [answer] };
        var intake = Process.GetRequiredService<IIntakeStore>();

        var snapshots = await intake.LoadAsync([submission], CancellationToken.None);
        await intake.AcceptAsync(snapshots, [IntakeRules.Decide(snapshots, Db.Circumstances.Now(), submission).Decision], CancellationToken.None);

        again ??= await Db.ReadAsync(s => s.ClientIdentifiers.Where(i => i.Hash == Db.Installation.Index.Identifier("vdab", "insz", Number)).Select(i => i.ClientId).SingleAsync());
        var client = await Db.ReadAsync(s => s.Clients.SingleAsync(c => c.Id == again));
        (client.Agency, client.Objected, client.Wrapped is null, client.Id == erased).ShouldBe(("vdab", true, false, false));
        (await Db.ReadAsync(s => s.Clients.CountAsync(c => c.Objected))).ShouldBe(1);
    }

    private async Task<Guid> ComesAgainAsync()
    {
        var id = Db.Keys.Next();
        await Db.WriteAsync(unit =>
        {
            unit.Write(Rows.Client(id) with { Wrapped = Db.Ring.CreateFor(id).Wrapped });
            unit.Write(new ClientIdentifier { Agency = "vdab", ClientId = id, Scheme = "insz", Hash = Db.Installation.Index.Identifier("vdab", "insz", Number) });
        });
        return id;
    }

    [StoreFact]
    public async Task Files_of_somebody_who_was_erased_are_noted_with_the_erasure_and_removed_after_a_crash_too()
    {
        await FilledAsync();
        var outbox = new CollectedFiles();
        await using var killed = Again(outbox);
        await killed.GetRequiredService<Installation>().OpenAsync(CancellationToken.None);
        outbox.Killed = true;
        await Should.ThrowAsync<InvalidOperationException>(() => killed.GetRequiredService<IErasures>().EraseAsync(Asked, Subject, null, CancellationToken.None));
        (await Db.ReadAsync(s => s.Set<ErasureRow>().CountAsync())).ShouldBe(1, "it is committed");
        outbox.Removed.ShouldBeEmpty();
        (await Db.ReadAsync(s => s.Audit.CountAsync(a => a.Kind == "outbox.erasing"))).ShouldBe(1);

        outbox.Killed = false;
        outbox.Left = true;
        await using var next = Again(outbox);
        await next.GetRequiredService<Installation>().OpenAsync(CancellationToken.None);
        await next.PrepareErasuresAsync(CancellationToken.None);
        var removed = outbox.Removed.ToList();
        removed.Select(r => r.Recipient).Distinct().ShouldBe(["ocmw-leuven"]);
        removed.Count.ShouldBe(2);

        // One could not be removed: it stays noted, however long.
        Db.Domain.Advance(ErasedFiles.Sought);
        await next.GetRequiredService<ErasedFiles>().RemoveAsync(CancellationToken.None);
        outbox.Removed.Count.ShouldBe(4);

        // A file that was being written when the others were removed is found within a day of the erasure; then nothing is left to do.
        outbox.Left = false;
        await next.GetRequiredService<ErasedFiles>().RemoveAsync(CancellationToken.None);
        outbox.Removed.Count.ShouldBe(6);
        await next.GetRequiredService<ErasedFiles>().RemoveAsync(CancellationToken.None);
        outbox.Removed.Count.ShouldBe(6);
    }

    private async Task TurnIndexAsync()
    {
        var rotation = new IndexRotation(Db.Database, Db.Units, Db.Ring, Db.Installation, Db.Master);
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

    private ServiceProvider Again(IErasedFiles files) => Db.AnotherProcess(
        further: s => s.AddSingleton(files).AddSingleton(p => new ErasureFile(Db.Folder.File("erasures.log"), p.GetRequiredService<MasterKeys>())));

    /// <summary>An outbox of which a test sees what is removed.</summary>
    private sealed class CollectedFiles : IErasedFiles
    {
        internal bool Killed { get; set; }

        internal bool Left { get; set; }

        internal List<(string Recipient, Guid Delivery)> Removed { get; } = [];

        public bool Remove(IReadOnlyCollection<(string Recipient, Guid Delivery)> deliveries)
        {
            if (Killed)
                throw new InvalidOperationException("Killed.");
            Removed.AddRange(deliveries);
            return !Left;
        }
    }
}
