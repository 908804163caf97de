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
using Gateway.Core.Rights;
using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Compartments;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;
using Gateway.Persistence.Rights;
using Gateway.Persistence.Stores;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Store.Tests.Rights;

/// <summary>A client with everything that can hang on one, and how they are erased.</summary>
public abstract class ErasureSetting<TFixture> : StoreSuite<TFixture> where TFixture : DatabaseFixture, new()
{
    private protected const string Number = "85073003328";
    private protected static readonly RightsRequest Asked = new("vdab", new Reader("dora", "vdab", UserRoles.Dpo), Requester.Self, IdentityCheck.Document, "nele");
    private protected static readonly byte[] Plain = Encoding.UTF8.GetBytes("Kanarievogel");

    private ServiceProvider? _process;

    private protected ServiceProvider Process => _process ??= Db.AnotherProcess(further: s => s.AddSingleton(p => new ErasureFile(Db.Folder.File("erasures.log"), p.GetRequiredService<MasterKeys>())));

    private protected ServiceProvider Again() => Db.AnotherProcess(further: s => s.AddSingleton(p => new ErasureFile(Db.Folder.File("erasures.log"), p.GetRequiredService<MasterKeys>())));

    private protected static RightsSubject.ByNumber Subject => new(IdentifierSchemes.Insz, Number);

    private protected Task<ErasureAnswer> EraseAsync() => Process.GetRequiredService<IErasures>().EraseAsync(Asked, Subject, seen: null, CancellationToken.None);

    private protected async Task<byte[]> KeyAsync(Guid client)
    {
        await using var store = Db.Database.Open();
        return Db.Ring.Open(client, (await store.Clients.AsNoTracking().SingleAsync(c => c.Id == client)).Wrapped!);
    }

    /// <summary>A statute keeps referrals for a purpose.</summary>
    private protected void KeepByLaw() => Db.Agreed = Db.Agreed with
    {
        Policy = Db.Agreed.Policy with { KeptByLaw = [new StatutoryTerm { Id = "S", Country = "BE", Purposes = ["KEPT"], Years = 5, Source = "Law", Titles = new Dictionary<string, string>() }] },
    };

    /// <summary>A client with everything that can hang on one, and another person in the same document.</summary>
    private protected async Task<(Guid Client, Guid Other, Guid Submission)> FilledAsync(bool keptToo = false)
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
            unit.OpenTask(TaskKinds.AgreementEnding, "vdab", ending, "agreement-ending.term", new Sentence("ends"));
            unit.Write(Opening(unit.Keys.Next(), client, client, null, key));
            unit.Write(Opening(unit.Keys.Next(), client, client, kept, key));
            unit.Write(Opening(unit.Keys.Next(), second, null, null, ownKey));
            unit.Write(Opening(unit.Keys.Next(), other, other, null, keyOther));
            unit.OpenTask(TaskKinds.Overdue, "ocmw-leuven", client, "overdue", new Sentence("late"), referral);
            unit.StartDeadline(DeadlineKinds.ApplicationDecision, client, unit.Now.AddDays(30));
            if (!keptToo)
                return;
            var third = unit.Keys.Next();
            Write(unit, Rows.Record(third) with { ClientId = client, SubmissionId = submission, Number = 4, ReferralId = kept }, key);
            unit.Write(Rows.Referral(kept) with { ClientId = client, RecordId = third, State = ReferralState.Issued, Purpose = "KEPT", SubmittedAt = unit.Now });
        });
        return (client, other, submission);
    }

    private protected OpeningRow Opening(Guid id, Guid subject, Guid? client, Guid? referral, byte[] key) => new()
    {
        Id = id, At = Db.Domain.GetUtcNow(), LastAt = Db.Domain.GetUtcNow(), Count = 1, User = "dora", Roles = UserRoles.Dpo, Kind = OpeningKind.Overview, SubjectId = subject, ClientId = client,
        Agency = "vdab", ReferralId = referral, Purpose = "complaint", Words = Sealing.Seal(key, Encoding.UTF8.GetBytes("She asked on the phone."), Sealing.Context(id, "purpose")),
    };

    private protected static void Write(UnitOfWork unit, RecordSnapshot record, byte[] key) => unit.Write(record with { Sealed = RecordVault.Seal(record.Id, key, [], Plain) });

    private protected static Agency Agency(string id) => new() { Id = id, Name = id, Class = id == "vdab" ? RecipientClass.Pes : RecipientClass.Welfare, Country = "BE", Live = true, Channel = ChannelKind.Feed };
}
