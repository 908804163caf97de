using Gateway.Contracts;
using Gateway.Core.Agreements;
using Gateway.Core.Intake;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;
using Gateway.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Store.Tests.Races;

public sealed class ArrivalsOnSqlite : ArrivalSuite<SqliteFixture>;

public sealed class ArrivalsOnPostgreSql : ArrivalSuite<PostgreSqlFixture>;

public sealed class ArrivalsOnSqlServer : ArrivalSuite<SqlServerFixture>;

/// <summary>
/// Two decisions that no row holds together: what arrives, and what waits for it or forbids it. Both were made on a store in
/// which the other was not there; only one of them is written, and the other is made again.
/// </summary>
public abstract class ArrivalSuite<TFixture> : StoreSuite<TFixture> where TFixture : DatabaseFixture, new()
{
    private static readonly byte[] Ticket = [.. Enumerable.Repeat((byte)1, 32)];
    private static readonly byte[] Number = [.. Enumerable.Repeat((byte)2, 32)];

    /// <summary>How a withdrawal names the agreement that is not known yet.</summary>
    public static TheoryData<string> Names => ["client", "ticket", "record"];

    /// <summary>What a reply names.</summary>
    public static TheoryData<string> Arriving => ["referral", "handover"];

    [StoreTheory]
    [MemberData(nameof(Names))]
    public async Task A_claim_is_refused_after_a_withdrawal_that_it_did_not_see(string named)
    {
        var client = Db.Keys.Next();
        await ApplyAsync(Ahead(client, named));
        await ConflictsAsync(() => ApplyAsync(Claim(client)));
        (await StatusesAsync()).ShouldBe([AgreementStatus.Withdrawn]);
        // Whoever has seen it has decided with it.
        await ApplyAsync(Claim(client), await KnownAsync());
    }

    [StoreTheory]
    [MemberData(nameof(Names))]
    public async Task A_withdrawal_is_refused_after_a_claim_that_it_did_not_see(string named)
    {
        var client = Db.Keys.Next();
        await ApplyAsync(Claim(client));
        await ConflictsAsync(() => ApplyAsync(Ahead(client, named)));
        (await StatusesAsync()).ShouldBe([AgreementStatus.Given]);
        await ApplyAsync(Ahead(client, named), await KnownAsync());
    }

    [StoreTheory]
    [MemberData(nameof(Names))]
    public async Task Of_a_claim_and_a_withdrawal_at_the_same_moment_one_is_refused(string named)
    {
        for (var round = 0; round < 10; round++)
        {
            var client = Db.Keys.Next();
            var known = await KnownAsync();
            await OneOfTwoAsync(() => ApplyAsync(Claim(client, round), known), () => ApplyAsync(Ahead(client, named, round), known));
        }
    }

    [StoreTheory]
    [MemberData(nameof(Names))]
    public async Task A_referral_is_decided_only_with_a_withdrawal_noted_ahead_in_sight(string named)
    {
        var referral = await ReferralAsync();
        await ApplyAsync(Ahead(referral.ClientId, named));
        Effect[] decided =
        [
            new Effect.Changed(referral, referral with { State = ReferralState.Issued }),
            new Effect.Added(new StoredDecision { Id = Db.Keys.Next(), ReferralId = referral.Id, Parts = "[]" }),
        ];
        await ConflictsAsync(() => ApplyAsync(decided));
        await ConflictsAsync(() => ApplyAsync([new Effect.Changed(referral, referral with { AgreementId = Db.Keys.Next() })]));
        (await Db.ReadAsync(s => s.Referrals.SingleAsync())).State.ShouldBe(ReferralState.Pending);
        await ApplyAsync(decided, await KnownAsync());
    }

    [StoreTheory]
    [MemberData(nameof(Names))]
    public async Task What_looks_at_no_agreement_is_written_beside_a_withdrawal_noted_ahead(string named)
    {
        var referral = await ReferralAsync();
        await ApplyAsync(Ahead(referral.ClientId, named));
        // A deadline that passed, and a release that was stopped: neither was loaded with agreements.
        await ApplyAsync([new Effect.Changed(referral, referral with { OverdueAt = Db.Domain.GetUtcNow() })]);
        referral = await Db.ReadAsync(s => s.Referrals.AsNoTracking().SingleAsync());
        await ApplyAsync([new Effect.Changed(referral, referral with { State = ReferralState.Withheld })]);
        (await Db.ReadAsync(s => s.Referrals.SingleAsync())).Version.ShouldBe(2);
    }

    [StoreTheory]
    [MemberData(nameof(Arriving))]
    public async Task A_reply_does_not_begin_to_wait_for_what_has_arrived_unseen(string what)
    {
        var reply = await ReplyAsync(what);
        await ApplyAsync(Arrival(what, Ticket));
        await ConflictsAsync(() => ApplyAsync(BeginsToWait(reply, Ticket)));
        (await Db.ReadAsync(s => s.Records.CountAsync(r => r.State == RecordState.Waiting))).ShouldBe(0);
    }

    [StoreTheory]
    [MemberData(nameof(Arriving))]
    public async Task What_arrives_is_refused_while_a_reply_waits_for_it_unseen(string what)
    {
        var reply = await ReplyAsync(what);
        await ApplyAsync(BeginsToWait(reply, Ticket));
        await ConflictsAsync(() => ApplyAsync(Arrival(what, Ticket)));
        (await Db.ReadAsync(async s => await s.Referrals.CountAsync() + await s.Handovers.CountAsync())).ShouldBe(0);
        // Whoever has read what waits wakes it.
        var waiting = await Db.ReadAsync(s => s.Records.AsNoTracking().ToListAsync());
        await ApplyAsync(Arrival(what, Ticket), new Snapshots { Records = new SnapshotSet<RecordSnapshot>(waiting) });
    }

    [StoreTheory]
    [MemberData(nameof(Arriving))]
    public async Task Of_an_arrival_and_a_reply_that_begins_to_wait_at_the_same_moment_one_is_refused(string what)
    {
        for (var round = 0; round < 10; round++)
        {
            var (reply, ticket) = (await ReplyAsync(what), Db.Keys.Next().ToByteArray());
            await OneOfTwoAsync(() => ApplyAsync(Arrival(what, ticket)), () => ApplyAsync(BeginsToWait(reply, ticket)));
        }
    }

    [StoreFact]
    public async Task Those_who_have_nothing_to_do_with_each_other_are_all_written()
    {
        var replies = new List<RecordSnapshot>();
        for (var i = 0; i < 4; i++)
            replies.Add(await ReplyAsync());
        var known = await KnownAsync();
        await Task.WhenAll(replies.SelectMany((reply, i) => new[]
        {
            ApplyAsync(Claim(Db.Keys.Next(), i), known),
            ApplyAsync(Ahead(Db.Keys.Next(), "client", 100 + i), known),
            ApplyAsync(Arrival("referral", Db.Keys.Next().ToByteArray()), known),
            ApplyAsync(BeginsToWait(reply, Db.Keys.Next().ToByteArray()), known),
        }));
        (await Db.ReadAsync(s => s.ClientAgreements.CountAsync()), await Db.ReadAsync(s => s.Referrals.CountAsync()), await Db.ReadAsync(s => s.Records.CountAsync(r => r.State == RecordState.Waiting)))
            .ShouldBe((8, 4, 4));
    }

    /// <summary>An agreement that its sender claims.</summary>
    private Effect[] Claim(Guid client, int round = 0) => [new Effect.Added(Rows.Agreement(Db.Keys.Next()) with
    {
        ClientId = client, Status = AgreementStatus.Given, GivenOn = "2026-03-01", TicketHash = Of(Ticket, round), RecordHash = Of(Number, round),
    })];

    /// <summary>A withdrawal of an agreement of which nothing is known yet.</summary>
    private Effect[] Ahead(Guid client, string named, int round = 0) => [new Effect.Added(Rows.Agreement(Db.Keys.Next()) with
    {
        ClientId = named == "client" ? client : Guid.Empty,
        Status = AgreementStatus.Withdrawn,
        TicketHash = named == "ticket" ? Of(Ticket, round) : null,
        RecordHash = named == "record" ? Of(Number, round) : null,
    })];

    private Effect[] Arrival(string what, byte[] ticket)
    {
        var id = Db.Keys.Next();
        return [new Effect.Added(what == "referral" ? Rows.Referral(id) with { TicketHash = ticket } : Rows.Handover(id) with { TicketHash = ticket }), new Effect.Arrived(ticket)];
    }

    private static Effect[] BeginsToWait(RecordSnapshot reply, byte[] ticket) => [new Effect.Changed(reply, reply with { State = RecordState.Waiting, WaitingFor = ticket })];

    private static byte[] Of(byte[] hash, int round) => [(byte)round, .. hash.Skip(1)];

    private async Task<ReferralSnapshot> ReferralAsync()
    {
        var referral = Rows.Referral(Db.Keys.Next());
        await Db.WriteAsync(u => u.Write(referral));
        return referral;
    }

    /// <summary>A record of what will point at a referral, which is its agency's own, or answer a handover to its agency.</summary>
    private async Task<RecordSnapshot> ReplyAsync(string what = "referral")
    {
        var reply = Rows.Record(Db.Keys.Next());
        if (what == "handover")
            reply = reply with { StatementType = EventTypes.ReferralReply, Agency = Rows.Handover(Guid.Empty).Recipient };
        await Db.WriteAsync(u => u.Write(reply));
        return reply;
    }

    /// <summary>Writes a decision about no work item, as the acceptance of a submission and the reading of a feed do.</summary>
    private Task ApplyAsync(Effect[] effects, Snapshots? known = null) =>
        Db.FeedStore.ApplyAsync(known ?? new Snapshots(), [new Decision(ItemOutcome.Completed, effects)], [], CancellationToken.None);

    private async Task<Snapshots> KnownAsync() =>
        new() { Agreements = new SnapshotSet<ClientAgreement>(await Db.ReadAsync(s => s.ClientAgreements.AsNoTracking().ToListAsync())) };

    private Task<List<AgreementStatus>> StatusesAsync() => Db.ReadAsync(s => s.ClientAgreements.Select(a => a.Status).ToListAsync());

    private async Task ConflictsAsync(Func<Task> apply) => Db.Faults.IsConflict(await Should.ThrowAsync<Exception>(apply)).ShouldBeTrue();

    private async Task OneOfTwoAsync(Func<Task> one, Func<Task> other)
    {
        var begin = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var both = new[] { one, other }.Select(apply => Task.Run(async () =>
        {
            await begin.Task;
            try
            {
                await apply();
                return true;
            }
            catch (Exception e) when (Db.Faults.IsConflict(e))
            {
                return false;
            }
        })).ToList();
        begin.SetResult();
        (await Task.WhenAll(both)).Count(committed => committed).ShouldBe(1);
    }
}
