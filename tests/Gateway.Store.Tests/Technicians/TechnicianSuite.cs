using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Operating;
using Gateway.Core.Technicians;
using Gateway.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Store.Tests.Technicians;

public sealed class TechniciansOnSqlite : TechnicianSuite<SqliteFixture>;

public sealed class TechniciansOnPostgreSql : TechnicianSuite<PostgreSqlFixture>;

public sealed class TechniciansOnSqlServer : TechnicianSuite<SqlServerFixture>;

/// <summary>Technicians among the users, and what they see of their own agency's traffic.</summary>
public abstract class TechnicianSuite<TFixture> : StoreSuite<TFixture> where TFixture : DatabaseFixture, new()
{
    private const string Vdab = "vdab";
    private const string Leuven = "ocmw-leuven";

    private ITechnicians Technicians => Db.Technicians;

    /// <inheritdoc />
    public override async Task InitializeAsync()
    {
        var leuven = new Agency { Id = Leuven, Name = Leuven, Class = RecipientClass.Welfare, Country = "BE", Channel = ChannelKind.Feed };
        Db.Agreed = new(new AgencyDirectory("1", [leuven], [], [], new Dictionary<string, IReadOnlyCollection<DateOnly>>()), Db.Agreed.Policy, []);
        await base.InitializeAsync();
        await Db.Installation.OpenAsync(CancellationToken.None);
    }

    [StoreFact]
    public async Task A_second_link_ends_what_the_first_opened_and_ending_the_way_in_ends_both()
    {
        var first = await Technicians.InviteAsync(Vdab, "Piet", "otto", default);
        var signedIn = (await Db.SignIns.SignInByLinkAsync(first.Secret!, default)).ShouldNotBeNull();
        (await Db.SignIns.SignInByLinkAsync(first.Secret!, default)).ShouldBeNull("it works once");

        var second = await Technicians.InviteAsync(Vdab, "piet", "otto", default);
        (await Db.Users.FindAsync(signedIn.Id, default))!.Sessions.ShouldBeGreaterThan(signedIn.Sessions);
        (await Technicians.ListAsync(Vdab, default)).ShouldHaveSingleItem().LinkUntil.ShouldNotBeNull();
        (await Technicians.InviteAsync(Leuven, "piet", "otto", default)).Problem.ShouldBe(UserProblem.NameTaken);
        (await Technicians.EndAsync(Leuven, "piet", "otto", default)).Problem.ShouldBe(UserProblem.Unknown);

        (await Technicians.EndAsync(Vdab, "piet", "otto", default)).Done.ShouldBeTrue();
        (await Db.SignIns.SignInByLinkAsync(second.Secret!, default)).ShouldBeNull();
        (await Technicians.ListAsync(Vdab, default)).ShouldHaveSingleItem().EndedAt.ShouldNotBeNull();
        (await Db.Users.SetPasswordAsync(signedIn.Id, null, "a walk along the river", "otto", default)).Problem.ShouldBe(UserProblem.PasswordOfTechnician);

        var third = await Technicians.InviteAsync(Vdab, "piet", "otto", default);
        (await Db.SignIns.SignInByLinkAsync(third.Secret!, default)).ShouldNotBeNull();
    }

    [StoreFact]
    public async Task Lists_hold_the_agencys_own_and_nothing_that_the_gate_stopped_before_it_left()
    {
        var submissions = new List<Guid>();
        await using (var unit = Db.Units.Open())
        {
            for (var i = 0; i < 52; i++)
            {
                submissions.Add(Db.Keys.Next());
                unit.Write(Rows.Submission(submissions[i], 1) with { ReceivedAt = unit.Now.AddMinutes(i) });
            }

            foreach (var (state, released) in new[] { (DeliveryState.Blocked, false), (DeliveryState.Blocked, true), (DeliveryState.Parked, true), (DeliveryState.Confirmed, true) })
            {
                var id = Db.Keys.Next();
                unit.Write(Rows.Delivery(id, id) with { State = state, ReleasedAt = released ? unit.Now : null, Position = state == DeliveryState.Confirmed ? 7 : null });
                if (state == DeliveryState.Parked)
                    unit.Write(new WorkItem { Id = Db.Keys.Next(), Stage = StageNames.Delivery, SubjectId = id, State = WorkItemState.Parked, Attempts = 8, ParkedCode = "webhook-failed", ParkedReason = StoredSentence.Store(WorkProblems.WebhookNoAnswer) });
            }

            await unit.CommitAsync(default);
        }

        var newest = await Db.OwnTraffic.SubmissionsAsync(Vdab, null, default);
        newest.Items.Select(s => s.Id).ShouldBe(submissions.AsEnumerable().Reverse().Take(50));
        (await Db.OwnTraffic.SubmissionsAsync(Vdab, newest.Older, default)).Items.Select(s => s.Id).ShouldBe([submissions[1], submissions[0]]);
        (await Db.OwnTraffic.SubmissionsAsync(Leuven, null, default)).Items.ShouldBeEmpty();
        (await Db.OwnTraffic.SubmissionsAsync(Leuven, submissions[9], default)).Items.ShouldBeEmpty();

        (await Db.OwnTraffic.DeliveriesAsync(Leuven, DeliveryState.Blocked, null, default)).Items.ShouldHaveSingleItem().ReleasedAt.ShouldNotBeNull();
        var failed = (await Db.OwnTraffic.DeliveriesAsync(Leuven, DeliveryState.Parked, null, default)).Items.ShouldHaveSingleItem();
        (failed.Attempts, failed.NextAt, failed.Code, failed.Reason).ShouldBe((8, null, "webhook-failed", (Sentence)WorkProblems.WebhookNoAnswer));
        (await Db.OwnTraffic.DeliveriesAsync(Vdab, DeliveryState.Parked, null, default)).Items.ShouldBeEmpty();
        (await Db.OwnTraffic.FeedAsync(Leuven, 0, default)).ShouldHaveSingleItem().Position.ShouldBe(7);
        (await Db.OwnTraffic.FeedAsync(Leuven, 7, default)).ShouldBeEmpty();
    }

    [StoreFact]
    public async Task A_test_event_destroys_the_keys_of_those_that_arrived()
    {
        (await Db.TestEvents.SendAsync(Leuven, "lies", default)).ShouldBe(TestSending.Sent);
        (await Db.TestEvents.SendAsync(Leuven, "lies", default)).ShouldBe(TestSending.StillWaiting);
        (await Db.TestEvents.SendAsync(Vdab, "piet", default)).ShouldBe(TestSending.NoChannel);
        var first = await Db.ReadAsync(s => s.Deliveries.SingleAsync());
        (await Db.ReadAsync(s => s.DataKeys.CountAsync(k => k.Id == first.ClientId))).ShouldBe(1);
        await using (var unit = Db.Units.Open())
        {
            unit.Change(first, first with { State = DeliveryState.Confirmed });
            await unit.CommitAsync(default);
        }

        (await Db.TestEvents.SendAsync(Leuven, "lies", default)).ShouldBe(TestSending.Sent);
        (await Db.ReadAsync(s => s.DataKeys.CountAsync(k => k.Id == first.ClientId))).ShouldBe(0);
        (await Db.ReadAsync(s => s.Operations.CountAsync(o => o.Action == "technician.test-sent" && o.User == "lies"))).ShouldBe(2);
    }
}
