using Gateway.Core.Clients;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;
using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Model;
using Gateway.Persistence.Operating;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Store.Tests.Operating;

public sealed class HeartbeatsOnSqlite : HeartbeatSuite<SqliteFixture>;

public sealed class HeartbeatsOnPostgreSql : HeartbeatSuite<PostgreSqlFixture>;

public sealed class HeartbeatsOnSqlServer : HeartbeatSuite<SqlServerFixture>;

/// <summary>A test record that came through leaves nothing behind but its trail, and nothing of anybody else's goes with it.</summary>
public abstract class HeartbeatSuite<TFixture> : StoreSuite<TFixture> where TFixture : DatabaseFixture, new()
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(5);

    [StoreFact]
    public async Task What_came_through_is_noted_and_removed_whole()
    {
        var (sent, others) = (Db.Keys.Next(), Db.Keys.Next());
        await Db.WriteAsync(unit => Write(unit, sent, TestAgency.Id, DeliveryState.Confirmed));
        await Db.WriteAsync(unit => Write(unit, others, "vdab", DeliveryState.Confirmed));
        var lease = await LeaseAsync();
        await Db.Heartbeats.SentAsync(lease, 1, sent, Db.Machine.GetUtcNow(), CancellationToken.None);
        Db.Machine.Advance(TimeSpan.FromSeconds(2));

        var note = await Db.Heartbeats.LookAsync(lease, Every, CancellationToken.None);

        (note.Number, note.Submission, note.Took).ShouldBe((1, null, TimeSpan.FromSeconds(2)));
        (await Db.ReadAsync(s => HeartbeatNotes.ReadAsync(s, CancellationToken.None))).ShouldBe(note);
        await LeftAsync(1);
        (await Db.ReadAsync(s => s.Audit.CountAsync())).ShouldBe(2, "the trail stays");
    }

    [StoreFact]
    public async Task What_is_still_on_its_way_stays()
    {
        var sent = Db.Keys.Next();
        await Db.WriteAsync(unit => Write(unit, sent, TestAgency.Id, DeliveryState.Waiting));
        var lease = await LeaseAsync();
        await Db.Heartbeats.SentAsync(lease, 1, sent, Db.Machine.GetUtcNow(), CancellationToken.None);

        (await Db.Heartbeats.LookAsync(lease, Every, CancellationToken.None)).Submission.ShouldBe(sent);
        await LeftAsync(1);
    }

    [StoreFact]
    public async Task Who_lost_the_lease_notes_nothing()
    {
        var late = await LeaseAsync();
        Db.Machine.Advance(Every);
        await LeaseAsync();

        var lost = await Should.ThrowAsync<Exception>(() => Db.Heartbeats.SentAsync(late, 1, Db.Keys.Next(), Db.Machine.GetUtcNow(), CancellationToken.None));

        Db.Faults.IsLeaseLost(lost).ShouldBeTrue();
        (await Db.ReadAsync(s => HeartbeatNotes.ReadAsync(s, CancellationToken.None))).ShouldBeNull();
    }

    [StoreFact]
    public async Task Switched_off_it_is_noted_so()
    {
        await Db.Heartbeats.SwitchOffAsync(CancellationToken.None);
        (await Db.ReadAsync(s => HeartbeatNotes.ReadAsync(s, CancellationToken.None))).ShouldBeNull("it was never on");
        await Db.Heartbeats.LookAsync(await LeaseAsync(), Every, CancellationToken.None);

        await Db.Heartbeats.SwitchOffAsync(CancellationToken.None);

        (await Db.ReadAsync(s => HeartbeatNotes.ReadAsync(s, CancellationToken.None)))!.Every.ShouldBe(TimeSpan.Zero);
    }

    private async Task<Lease> LeaseAsync() => (await Db.Leases.TakeAsync("heartbeat", TimeSpan.FromMinutes(1), null, CancellationToken.None))!;

    /// <summary>A row of every kind that a referral which is withheld leaves, all under one key.</summary>
    private static void Write(UnitOfWork unit, Guid id, string agency, DeliveryState state)
    {
        unit.Write(Rows.Submission(id, 1) with { Agency = agency });
        unit.Write(new SegmentRow { SubmissionId = id, Cipher = [1], Last = true });
        unit.Write(new RecordSnapshot { Id = id, SubmissionId = id, Number = 1, Agency = agency, ClientId = id, ReferralId = id });
        unit.Write(Rows.Client(id, agency));
        unit.Write(new ClientIdentifier { Agency = agency, Hash = id.ToByteArray(), ClientId = id, Scheme = "agency" });
        unit.Write(Rows.Referral(id) with { Agency = agency });
        unit.Write(new StoredDecision { Id = id, ReferralId = id, Parts = "[]" });
        unit.Write(Rows.Delivery(id, id, recipient: agency) with { From = agency, State = state });
        unit.Write(new Disclosure
        {
            DeliveryId = id, ReferralId = id, ClientId = id, From = agency, Recipient = agency, RecipientClass = "Pes", Event = "e", Purpose = "p", Basis = "b",
            Manifest = "m", PolicyVersion = "1", Fields = "", PayloadHmac = [1],
        });
        foreach (var stage in StageNames.All)
            unit.Enqueue(stage, id);
        unit.Record("submission.accepted", agency, id);
    }

    private async Task LeftAsync(int count)
    {
        await Db.ReadAsync(async s =>
        {
            (await s.Submissions.CountAsync()).ShouldBe(count);
            (await s.Segments.CountAsync()).ShouldBe(count);
            (await s.Records.CountAsync()).ShouldBe(count);
            (await s.Clients.CountAsync()).ShouldBe(count);
            (await s.ClientIdentifiers.CountAsync()).ShouldBe(count);
            (await s.Referrals.CountAsync()).ShouldBe(count);
            (await s.Decisions.CountAsync()).ShouldBe(count);
            (await s.Deliveries.CountAsync()).ShouldBe(count);
            (await s.Disclosures.CountAsync()).ShouldBe(count);
            (await s.WorkItems.CountAsync()).ShouldBe(count * StageNames.All.Count);
            return true;
        });
    }
}
