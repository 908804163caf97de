using System.Text.Json;
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
using Gateway.Persistence.Model;
using Gateway.Persistence.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Store.Tests.Retention;

public sealed class RetentionOnSqlite : RetentionSuite<SqliteFixture>;

public sealed class RetentionOnPostgreSql : RetentionSuite<PostgreSqlFixture>;

public sealed class RetentionOnSqlServer : RetentionSuite<SqlServerFixture>;

/// <summary>What the policy keeps no longer is purged, and nothing that somebody needs.</summary>
public abstract partial class RetentionSuite<TFixture> : StoreSuite<TFixture> where TFixture : DatabaseFixture, new()
{
    private static readonly Period Month = new(30, 0);

    private DateTimeOffset Now => Db.Domain.GetUtcNow();

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Terms(RetentionKinds.All);
    }

    [StoreFact]
    public async Task What_is_over_is_purged_and_the_trail_says_how_much_and_up_to_when()
    {
        for (var i = 0; i < 5; i++)
            await TaskAsync(closed: true);
        await TaskAsync(closed: false);
        await Db.WriteAsync(u =>
        {
            u.Write(new OperationRow { Id = u.Keys.Next(), At = u.Now, User = "dpo", Action = "privacy.look", Subject = "x" });
            u.Write(new Deadline { Id = u.Keys.Next(), Kind = DeadlineKinds.ApplicationDecision, SubjectId = u.Keys.Next(), DueAt = u.Now, State = DeadlineState.Stopped });
            u.Write(new Deadline { Id = u.Keys.Next(), Kind = DeadlineKinds.ApplicationDecision, SubjectId = u.Keys.Next(), DueAt = u.Now, State = DeadlineState.Running });
        });
        await RunAsync();
        (await CountAsync(s => s.Tasks)).ShouldBe(6);

        Pass(days: 31);
        await RunAsync();
        (await CountAsync(s => s.Tasks)).ShouldBe(1);
        (await CountAsync(s => s.Operations)).ShouldBe(0);
        (await CountAsync(s => s.Deadlines)).ShouldBe(1);
        var noted = await NotedAsync();
        noted[RetentionKinds.Tasks].ShouldBe((5, Now.AddDays(-31)));
        noted[RetentionKinds.ReadingLogs].Count.ShouldBe(1);
        noted[RetentionKinds.Deadlines].Count.ShouldBe(1);
        (await Db.Retention.ProgressAsync(CancellationToken.None)).Single(p => p.Kind == RetentionKinds.Tasks).Purged.ShouldBe(5);
    }

    [StoreFact]
    public async Task A_referral_that_is_open_keeps_everything_about_it_and_one_that_has_ended_takes_its_client_along()
    {
        var (client, referral) = await ReferralAsync(HandoverState.InService);
        Pass(days: 400);
        await RunAsync();
        (await Left(referral, client)).ShouldBe((1, 1, 1, true, 1, 1, 1, 1));
        (await ForecastAsync(RetentionKinds.Referrals)).Kept[Need.OpenReferral].ShouldBe(1);

        await Db.WriteAsync(u => u.Inside(s => s.Handovers.Where(h => h.ReferralId == referral).ExecuteUpdateAsync(h => h.SetProperty(x => x.State, HandoverState.Completed).SetProperty(x => x.CompletedAt, (DateTimeOffset?)Now))));
        Pass(days: 31);
        var forecast = await Db.Retention.ForecastAsync(CancellationToken.None);
        forecast.Single(f => f.Kind == RetentionKinds.Referrals).Records.ShouldBe(1);
        (await Left(referral, client)).Referrals.ShouldBe(1);
        await RunAsync();
        (await Left(referral, client)).ShouldBe((0, 0, 0, false, 0, 0, 0, 0));
    }

    [StoreFact]
    public async Task Openings_roles_that_were_decided_and_previews_that_no_agreement_names_are_purged()
    {
        var (waiting, named) = (Db.Keys.Next(), Db.Keys.Next());
        await Db.WriteAsync(u =>
        {
            u.Write(Opening(u.Keys.Next(), client: null));
            u.Write(Grant(u.Keys.Next(), RoleGrantState.Confirmed, decidedAt: u.Now));
            u.Write(Grant(u.Keys.Next(), RoleGrantState.Refused, decidedAt: u.Now));
            u.Write(Grant(waiting, RoleGrantState.Waiting, decidedAt: null));
            u.Write(Kept(u.Keys.Next(), 1));
            u.Write(Kept(named, 2));
            u.Write(Rows.Agreement(u.Keys.Next()) with { ClientId = u.Keys.Next(), RecordedAt = u.Now.AddDays(20), PreviewHash = Hash(2) });
        });
        Pass(days: 20);
        await RunAsync();
        (await CountAsync(s => s.Openings), await CountAsync(s => s.RoleGrants), await CountAsync(s => s.Previews)).ShouldBe((1, 3, 2));

        Pass(days: 11);
        await RunAsync();
        (await CountAsync(s => s.Openings)).ShouldBe(0);
        (await Db.ReadAsync(s => s.RoleGrants.Select(g => g.Id).ToListAsync())).ShouldBe([waiting]);
        (await Db.ReadAsync(s => s.Previews.Select(g => g.Id).ToListAsync())).ShouldBe([named]);
        (await ForecastAsync(RetentionKinds.Previews)).Kept[Need.InUse].ShouldBe(1);
        var noted = await NotedAsync();
        (noted[RetentionKinds.Openings].Count, noted[RetentionKinds.RoleGrants].Count, noted[RetentionKinds.Previews].Count).ShouldBe((1, 2, 1));

        // The agreement goes at its own term, and the preview that it named with it.
        Pass(days: 20);
        await RunAsync();
        Pass(days: 1);
        await RunAsync();
        (await CountAsync(s => s.Previews)).ShouldBe(0);
    }

    [StoreTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_can_be_told_who_saw_what_as_long_as_that_is_kept(bool held)
    {
        var (client, referral) = await ReferralAsync(HandoverState.Completed);
        Pass(days: 20);
        await Db.WriteAsync(u => u.Write(Opening(u.Keys.Next(), client)));
        Pass(days: 11);
        await RunAsync();
        (await Left(referral, client)).ShouldBe((0, 0, 0, false, 0, 0, 1, 1));

        if (held)
            (await Db.LegalHolds.AddAsync(client, "dispute", "2026/14", "dpo", CancellationToken.None)).ShouldBe(HoldAnswer.Held);
        Pass(days: 20);
        await RunAsync();
        (await CountAsync(s => s.Openings)).ShouldBe(held ? 1 : 0);
        (await Left(referral, client)).ShouldBe(held ? (0, 0, 0, false, 0, 0, 1, 1) : (0, 0, 0, false, 0, 0, 0, 0));
    }

    [StoreTheory]
    [InlineData("BE", true)]
    [InlineData("NL", false)]
    public async Task What_a_statute_keeps_is_not_purged_before_its_day(string country, bool kept)
    {
        BindByStatute(country);
        var (client, referral) = await ReferralAsync(HandoverState.Completed);
        Pass(days: 100);
        await RunAsync();
        (await Left(referral, client)).ShouldBe(kept ? (1, 1, 1, true, 1, 1, 1, 1) : (0, 0, 0, false, 0, 0, 0, 0));
        if (!kept)
            return;
        (await ForecastAsync(RetentionKinds.Referrals)).Kept[Need.Statute].ShouldBe(1);

        Pass(days: 267);
        await RunAsync();
        (await Left(referral, client)).ShouldBe((0, 0, 0, false, 0, 0, 0, 0));
    }

    [StoreFact]
    public async Task Contents_go_before_the_proof_of_what_left()
    {
        Terms(RetentionKinds.All.Except([RetentionKinds.Referrals]));
        var (client, referral) = await ReferralAsync(HandoverState.Completed);
        Pass(days: 31);
        await RunAsync();
        // Referral, handover, delivery and disclosure stay; payload, decision and statements are gone, and the client is needed.
        (await Left(referral, client)).ShouldBe((1, 0, 1, false, 1, 0, 1, 1));
    }

    [StoreTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_legal_hold_keeps_until_it_is_lifted(bool ofClient)
    {
        var (client, referral) = await ReferralAsync(HandoverState.Completed);
        var subject = ofClient ? client : referral;
        (await Db.LegalHolds.AddAsync(subject, "dispute", "2026/14", "dpo", CancellationToken.None)).ShouldBe(HoldAnswer.Held);
        (await Db.LegalHolds.AddAsync(subject, "dispute", "2026/14", "dpo", CancellationToken.None)).ShouldBe(HoldAnswer.NothingToHold);
        (await Db.LegalHolds.AddAsync(Db.Keys.Next(), "dispute", "2026/14", "dpo", CancellationToken.None)).ShouldBe(HoldAnswer.NothingToHold);
        (await Db.LegalHolds.AddAsync(Db.Keys.Next(), "dispute", "the mother of Jan phoned", "dpo", CancellationToken.None)).ShouldBe(HoldAnswer.NotACode);
        Pass(days: 31);
        await RunAsync();
        (await Left(referral, client)).ShouldBe((1, 1, 1, true, 1, 1, 1, 1));
        (await ForecastAsync(RetentionKinds.Records)).Kept[Need.LegalHold].ShouldBe(1);

        (await Db.LegalHolds.LiftAsync(subject, "dpo", CancellationToken.None)).ShouldBeTrue();
        (await Db.LegalHolds.LiftAsync(subject, "dpo", CancellationToken.None)).ShouldBeFalse();
        Pass(days: 1);
        await RunAsync();
        (await Left(referral, client)).ShouldBe((0, 0, 0, false, 0, 0, 0, 0));
    }

    [StoreFact]
    public async Task A_no_of_the_client_is_kept_as_long_as_anything_else_is_known_of_the_client()
    {
        var (client, referral) = await ReferralAsync(HandoverState.InService);
        var no = Db.Keys.Next();
        await Db.WriteAsync(u => u.Write(Rows.Agreement(no) with { ClientId = client, Status = AgreementStatus.Withdrawn, RecordedAt = u.Now, WithdrawnAt = u.Now }));
        Pass(days: 100);
        await RunAsync();
        (await CountAsync(s => s.ClientAgreements)).ShouldBe(1);

        await Db.WriteAsync(u => u.Inside(s => s.Handovers.Where(h => h.ReferralId == referral).ExecuteUpdateAsync(h => h.SetProperty(x => x.State, HandoverState.Cancelled))));
        Pass(days: 1);
        await RunAsync();
        Pass(days: 1);
        await RunAsync();
        (await CountAsync(s => s.ClientAgreements)).ShouldBe(0);
        (await Left(referral, client)).ShouldBe((0, 0, 0, false, 0, 0, 0, 0));
    }

    [StoreTheory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_restriction_or_an_objection_is_found_again_when_the_agency_sends_something(bool restricted, bool objected)
    {
        var (client, referral) = await ReferralAsync(HandoverState.Completed);
        await Db.WriteAsync(u => u.Inside(s => s.Clients.Where(c => c.Id == client).ExecuteUpdateAsync(c => c.SetProperty(x => x.Restricted, restricted).SetProperty(x => x.Objected, objected))));
        Pass(days: 31);
        await RunAsync();
        (await Left(referral, client)).ShouldBe((0, 0, 0, false, 0, 0, 1, 1));
    }

    [StoreFact]
    public async Task The_client_that_linked_numbers_stand_for_stays_as_long_as_one_of_them_does()
    {
        var (open, kept) = await ReferralAsync(HandoverState.InService);
        var (head, _) = await ReferralAsync(HandoverState.Completed);
        await Db.WriteAsync(u => u.Inside(s => s.Clients.Where(c => c.Id == open).ExecuteUpdateAsync(c => c.SetProperty(x => x.LinkedTo, head))));
        Pass(days: 31);
        await RunAsync();
        (await Db.ReadAsync(s => s.ClientIdentifiers.CountAsync(i => i.ClientId == head))).ShouldBe(1, "a no under its number is theirs");

        await Db.WriteAsync(u => u.Inside(s => s.Handovers.Where(h => h.ReferralId == kept).ExecuteUpdateAsync(h => h.SetProperty(x => x.State, HandoverState.Cancelled))));
        Pass(days: 1);
        await RunAsync();
        (await Db.ReadAsync(s => s.Clients.CountAsync())).ShouldBe(0);
    }

    [StoreFact]
    public async Task Records_that_were_set_aside_are_purged_with_their_task_and_not_those_that_a_replay_holds()
    {
        var (aside, replayed) = (Db.Keys.Next(), Db.Keys.Next());
        await Db.WriteAsync(u =>
        {
            foreach (var id in new[] { aside, replayed })
            {
                u.Write(Rows.Record(id) with { ClientId = null, State = RecordState.SetAside, ReasonCode = "unknown-code", ReceivedAt = u.Now });
                u.OpenTask(TaskKinds.SetAside, "vdab", id, "unknown-code", new Sentence("A code that is not known."));
            }

            var replay = u.Keys.Next();
            u.Write(new ReplayRow { Id = replay, At = u.Now, User = "op", Stage = StageNames.Translation, Code = "unknown-code", State = ReplayState.Running, Items = 1 });
            u.Write(new ReplayItemRow { ReplayId = replay, Number = 1, WorkItemId = u.Keys.Next(), SubjectId = replayed });
        });
        Pass(days: 31);
        await RunAsync();
        (await Db.ReadAsync(s => s.Records.Select(r => r.Id).ToListAsync())).ShouldBe([replayed]);
        var (closed, open) = (await Db.ReadAsync(s => s.Tasks.AsNoTracking().SingleAsync(t => t.SubjectId == aside)), await Db.ReadAsync(s => s.Tasks.AsNoTracking().SingleAsync(t => t.SubjectId == replayed)));
        closed.ClosedBy.ShouldBe("retention");
        closed.Version.ShouldBeGreaterThan(open.Version, "who read it before finds that it has changed");
        open.ClosedAt.ShouldBeNull();
    }

    [StoreFact]
    public async Task A_record_that_was_translated_later_is_still_found()
    {
        var id = Db.Keys.Next();
        await Db.WriteAsync(u => u.Write(Rows.Record(id) with { ClientId = null, State = RecordState.SetAside, ReasonCode = "unknown-code", ReceivedAt = u.Now }));
        Terms(RetentionKinds.All.Except([RetentionKinds.RecordsUnsettled]));
        Pass(days: 31);
        await RunAsync();
        await Db.WriteAsync(u => u.Inside(s => s.Records.ExecuteUpdateAsync(r => r.SetProperty(x => x.State, RecordState.Done))));
        Pass(days: 1);
        await RunAsync();
        (await CountAsync(s => s.Records)).ShouldBe(0);
    }

    [StoreFact]
    public async Task Killed_between_two_batches_another_process_goes_on()
    {
        for (var i = 0; i < 450; i++)
            await TaskAsync(closed: i % 9 != 0);
        Pass(days: 31);
        var begun = Db.Machine.GetUtcNow().AddTicks(-1);
        for (var more = true; more; Db.Machine.Advance(TimeSpan.FromSeconds(30)))
        {
            await using var process = Db.AnotherProcess();
            var lease = (await process.GetRequiredService<ILeases>().TakeAsync("retention", TimeSpan.FromSeconds(10), null, CancellationToken.None)).ShouldNotBeNull();
            more = await process.GetRequiredService<IRetention>().MoveAsync(lease, begun, CancellationToken.None);
        }

        (await CountAsync(s => s.Tasks)).ShouldBe(50);
        (await NotedAsync())[RetentionKinds.Tasks].Count.ShouldBe(400);
    }

    [StoreFact]
    public async Task A_kind_that_was_looked_at_since_is_left_alone()
    {
        var lease = (await Db.Leases.TakeAsync("retention", TimeSpan.FromHours(2), null, CancellationToken.None)).ShouldNotBeNull();
        (await Db.Retention.LookedAtAsync(CancellationToken.None)).ShouldBeNull();
        var begun = Db.Machine.GetUtcNow();
        var since = begun.AddTicks(-1);
        (await Db.Retention.MoveAsync(lease, since, CancellationToken.None)).ShouldBeTrue();
        // Killed behind the first kind: the others are due at once.
        (await Db.Retention.LookedAtAsync(CancellationToken.None)).ShouldBe(DateTimeOffset.MinValue);
        Db.Machine.Advance(TimeSpan.FromMinutes(1));
        while (await Db.Retention.MoveAsync(lease, since, CancellationToken.None))
        {
        }

        (await Db.Retention.LookedAtAsync(CancellationToken.None)).ShouldBe(begun);
        (await Db.Retention.MoveAsync(lease, since, CancellationToken.None)).ShouldBeFalse();
        (await Db.Retention.MoveAsync(lease, begun, CancellationToken.None)).ShouldBeTrue("the first was not looked at behind that moment");
    }

    [StoreFact]
    public async Task Whoever_lost_the_lease_purges_nothing()
    {
        await TaskAsync(closed: true);
        Pass(days: 31);
        var lost = (await Db.Leases.TakeAsync("retention", TimeSpan.FromSeconds(10), null, CancellationToken.None)).ShouldNotBeNull();
        Db.Machine.Advance(TimeSpan.FromMinutes(1));
        await using var other = Db.AnotherProcess();
        (await other.GetRequiredService<ILeases>().TakeAsync("retention", TimeSpan.FromSeconds(10), null, CancellationToken.None)).ShouldNotBeNull();
        await Should.ThrowAsync<LeaseLostException>(() => Db.Retention.MoveAsync(lost, Db.Machine.GetUtcNow(), CancellationToken.None));
        (await CountAsync(s => s.Tasks)).ShouldBe(1);
    }

    [StoreFact]
    public async Task Without_a_term_nothing_is_purged()
    {
        Terms([]);
        await TaskAsync(closed: true);
        await ReferralAsync(HandoverState.Completed);
        Pass(days: 4000);
        await RunAsync();
        (await CountAsync(s => s.Tasks)).ShouldBe(1);
        (await CountAsync(s => s.Referrals)).ShouldBe(1);
        (await Db.Retention.ForecastAsync(CancellationToken.None)).ShouldBeEmpty();
    }

    [StoreFact]
    public async Task What_was_abandoned_before_anything_left_has_a_term_of_its_own()
    {
        Terms([RetentionKinds.ReferralsAbandoned]);
        var (abandoned, handed) = (Db.Keys.Next(), await ReferralAsync(HandoverState.Completed));
        await Db.WriteAsync(u =>
        {
            u.Write(Rows.Referral(abandoned) with { State = ReferralState.Withheld, SubmittedAt = u.Now });
            u.Write(new WorkItem { Id = u.Keys.Next(), Stage = StageNames.Translation, SubjectId = abandoned, State = WorkItemState.Parked, ParkedCode = "exception", NotBefore = u.MachineNow });
        });
        Pass(days: 31);
        await RunAsync();
        (await Db.ReadAsync(s => s.Referrals.Select(r => r.Id).ToListAsync())).ShouldBe([handed.Referral]);
        (await CountAsync(s => s.WorkItems)).ShouldBe(1);
        Terms([RetentionKinds.ParkedWork]);
        await RunAsync();
        (await CountAsync(s => s.WorkItems)).ShouldBe(0);
    }

    [StoreFact]
    public async Task A_client_who_is_met_again_at_the_same_moment_stays()
    {
        Terms([RetentionKinds.Referrals]);
        var (client, _) = await ReferralAsync(HandoverState.Completed);
        Pass(days: 31);
        var brought = Db.Keys.Next();
        var known = await Db.ReadAsync(s => s.Clients.AsNoTracking().SingleAsync());
        // What the translation writes of a client known for long, after the purge has looked and before it commits.
        await using var met = Db.AnotherProcess(new MeetingDatabase(Db.Database, () => Db.WriteAsync(u =>
        {
            u.Use(known);
            u.Write(Rows.Record(brought) with { ClientId = client, SubmissionId = brought, State = RecordState.Done, ReceivedAt = u.Now });
        })));
        await RunAsync(met.GetRequiredService<IRetention>(), Db.Leases);
        (await CountAsync(s => s.Clients)).ShouldBe(1);
        (await CountAsync(s => s.ClientIdentifiers)).ShouldBe(1);
        (await Db.ReadAsync(s => s.Records.Select(r => r.Id).ToListAsync())).ShouldBe([brought]);
    }

    [StoreTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_hold_that_comes_between_looking_and_purging_counts(bool first)
    {
        Terms([RetentionKinds.Referrals]);
        if (!first)
            await Db.LegalHolds.AddAsync((await ReferralAsync(HandoverState.InService)).Client, "statute", "art.5", "dpo", CancellationToken.None);
        var (client, referral) = await ReferralAsync(HandoverState.Completed);
        Pass(days: 31);
        await using var met = Db.AnotherProcess(new MeetingDatabase(
            Db.Database, async () => (await Db.LegalHolds.AddAsync(referral, "dispute", "2026/14", "dpo", CancellationToken.None)).ShouldBe(HoldAnswer.Held)));
        await RunAsync(met.GetRequiredService<IRetention>(), Db.Leases);
        (await Left(referral, client)).ShouldBe((1, 1, 1, true, 1, 1, 1, 1));
    }

    [StoreFact]
    public async Task A_hold_on_what_is_purged_at_that_moment_is_refused()
    {
        Terms([RetentionKinds.Referrals]);
        var (client, referral) = await ReferralAsync(HandoverState.Completed);
        // Another referral keeps the client.
        var open = Db.Keys.Next();
        await Db.WriteAsync(u =>
        {
            u.Write(Rows.Referral(open) with { ClientId = client, State = ReferralState.Issued, SubmittedAt = u.Now });
            u.Write(Rows.Handover(open) with { ClientId = client, State = HandoverState.InService, IssuedAt = u.Now });
        });
        Pass(days: 31);
        await using var met = Db.AnotherProcess(new MeetingDatabase(Db.Database, RunAsync));
        (await met.GetRequiredService<ILegalHolds>().AddAsync(referral, "dispute", "2026/14", "dpo", CancellationToken.None)).ShouldBe(HoldAnswer.NothingToHold);
        (await CountAsync(s => s.LegalHolds)).ShouldBe(0);
        (await Db.ReadAsync(s => s.Referrals.Select(r => r.Id).ToListAsync())).ShouldBe([open]);
    }

    [StoreTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Openings_and_tasks_about_a_referral_stay_as_long_as_a_hold_or_a_statute_keeps_it(bool byStatute)
    {
        Terms([RetentionKinds.Openings, RetentionKinds.Tasks]);
        if (byStatute)
            BindByStatute("BE");
        var (client, referral) = await ReferralAsync(HandoverState.Completed);
        await Db.WriteAsync(u =>
        {
            var opening = Opening(u.Keys.Next(), client);
            (opening.Kind, opening.SubjectId, opening.ReferralId) = (OpeningKind.Inbox, referral, referral);
            u.Write(opening);
            u.OpenTask(TaskKinds.CaseWork, "vdab", u.Keys.Next(), "call", new Sentence("Call the client."), referral).ClosedAt = u.Now;
        });
        if (!byStatute)
            (await Db.LegalHolds.AddAsync(referral, "dispute", "2026/14", "dpo", CancellationToken.None)).ShouldBe(HoldAnswer.Held);
        Pass(days: 100);
        await RunAsync();
        (await CountAsync(s => s.Openings), await CountAsync(s => s.Tasks)).ShouldBe((1, 1));
        (await ForecastAsync(RetentionKinds.Tasks)).Kept[byStatute ? Need.Statute : Need.LegalHold].ShouldBe(1);

        if (!byStatute)
            (await Db.LegalHolds.LiftAsync(referral, "dpo", CancellationToken.None)).ShouldBeTrue();
        Pass(days: 300);
        await RunAsync();
        (await CountAsync(s => s.Openings), await CountAsync(s => s.Tasks)).ShouldBe((0, 0));
    }
}
