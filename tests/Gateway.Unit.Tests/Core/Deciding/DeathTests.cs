using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Life;
using Gateway.Core.Referrals;
using Gateway.Core.Work;

namespace Gateway.Unit.Tests.Core.Deciding;

/// <summary>A client died: everything ends, and the offices are told to stop, never why.</summary>
public sealed class DeathTests
{
    [Fact]
    public void Everything_ends_and_the_office_is_told_only_to_stop()
    {
        var way = LifeWay.Referred();
        way.Reply(ReplyOutcomes.Received, way.Now, caseNumber: "D-1");
        way.Deliveries.Count(d => d.State == DeliveryState.Waiting).ShouldBeGreaterThan(0, "step two and a status wait");

        var decision = Die(way);

        (way.Referral.EndedAt, way.Referral.AckDueAt, way.Handover.AckDueAt).ShouldBe((way.Now, null, null));
        Lifecycle.IsFinal(way.Handover.State).ShouldBeTrue();
        var waiting = way.Deliveries.Where(d => d.State == DeliveryState.Waiting).ShouldHaveSingleItem();
        (waiting.Recipient, waiting.Status).ShouldBe(("office-a", CoarseStatuses.Cancelled));
        way.Release(waiting).Released.ShouldNotBeNull("the stop leaves");
        decision.New<OfficeTask>().ShouldBeEmpty();
        decision.New<Deadline>().ShouldBeEmpty();
        decision.Effects.OfType<Effect.TasksClosed>().SelectMany(c => c.Subjects).ShouldBeSubsetOf([way.Client.Id, way.Referral.Id, way.Handover.Id, .. way.Known.Agreements.All.Select(a => a.Id), .. way.Deliveries.Select(d => d.Id)]);
    }

    [Fact]
    public void Nothing_that_is_still_queued_leaves_and_no_clock_says_anything()
    {
        var way = LifeWay.Referred();
        var benefit = way.Ending("2026-12-31").Clock();
        var application = way.Lodge("2026-03-06").Clock();
        way.Reply(ReplyOutcomes.Received, way.Now, caseNumber: "D-1");
        var late = way.Deliveries.Single(d => d.Step == 2);
        Die(way);
        // A delivery that a stage read before the notice came.
        way.Known.Take(new Decision(ItemOutcome.Completed, [new Effect.Changed(late, late)]));

        way.Release(late).Released.ShouldBeNull();
        way.Pass(application).New<OfficeTask>().ShouldBeEmpty();
        way.Pass(benefit).New<OfficeTask>().ShouldBeEmpty();
    }

    [Fact]
    public void A_referral_of_somebody_who_died_is_set_aside()
    {
        var way = LifeWay.Begin();
        Die(way);

        var record = way.Refer().Record();

        (record.State, record.ReasonCode).ShouldBe((RecordState.SetAside, LifeCodes.ClientDied));
    }

    [Theory]
    [InlineData("ending")]
    [InlineData("transfer")]
    [InlineData("application")]
    public void Nobody_is_asked_to_do_anything_for_somebody_who_died(string told)
    {
        var way = LifeWay.Referred();
        Die(way);

        var decision = told switch
        {
            "ending" => way.Ending("2026-03-20"),
            "transfer" => way.Transfer("SOCIAL_ASSISTANCE", "2026-03-01"),
            _ => way.Lodge("2026-03-06", municipality: "300"),
        };

        (decision.Record().State, decision.Record().ReasonCode).ShouldBe((RecordState.SetAside, LifeCodes.ClientDied));
        decision.New<OfficeTask>().Select(t => t.ReasonCode).ShouldBe([LifeCodes.ClientDied], "only the one that the record was set aside for");
        decision.New<Deadline>().ShouldBeEmpty();
    }

    [Fact]
    public void A_notice_of_death_that_names_another_municipality_opens_no_task_about_a_move()
    {
        var way = LifeWay.Referred();

        var decision = way.Change(c => c with { Client = c.Client with { Residence = new Residence { Municipality = "300" } }, Death = new Death { On = "2026-03-08" } });

        way.Now().Deceased.ShouldBeTrue();
        decision.New<OfficeTask>().ShouldBeEmpty();
    }

    [Fact]
    public void A_revoked_notice_lets_the_client_be_referred_again_and_opens_nothing_by_itself()
    {
        var way = LifeWay.Referred();
        Die(way);
        way.Now = way.Now.AddHours(1);

        var decision = way.Change(c => c with { Death = new Death { Revoked = true } });

        decision.Task().ReasonCode.ShouldBe("death-revoked");
        Lifecycle.IsFinal(way.Handover.State).ShouldBeTrue();
        way.Refer(ticket: "t-2");
        way.Known.Handovers.All.Count.ShouldBe(2);
        way.Now = way.Now.AddHours(-1);
        Die(way);
        way.Now().Deceased.ShouldBeFalse("an earlier notice, repeated, does not count");
    }

    [Theory]
    [InlineData("2026-04-01", LifeCodes.DayInFuture)]
    [InlineData("2026", LifeCodes.NotADate)]
    [InlineData(null, LifeCodes.NotADate)]
    public void A_death_without_a_day_is_set_aside(string? day, string code)
    {
        var way = LifeWay.Referred();

        Die(way, day).Record().ReasonCode.ShouldBe(code);

        way.Now().Deceased.ShouldBeFalse();
    }

    [Fact]
    public void There_is_nothing_to_revoke_of_the_living() =>
        LifeWay.Begin().Change(c => c with { Death = new Death { Revoked = true } }).Record().ReasonCode.ShouldBe(LifeCodes.NoDeathKnown);

    [Fact]
    public void Who_died_under_one_of_two_numbers_died_under_both_and_is_revoked_under_both()
    {
        var way = LifeWay.Referred();
        var other = way.Meet("pes", New);
        way.Replace(Way.Insz, New);

        Tell(way, other, new Death { On = "2026-03-08" });

        way.Now().Deceased.ShouldBeTrue();
        Lifecycle.IsFinal(way.Handover.State).ShouldBeTrue();
        way.Refer(ticket: "t-2").Record().ReasonCode.ShouldBe(LifeCodes.ClientDied);
        way.Now = way.Now.AddHours(1);
        Tell(way, other, new Death { Revoked = true }).New<OfficeTask>().ShouldHaveSingleItem().ReasonCode.ShouldBe("death-revoked");
        (way.Now().Deceased, way.Known.Clients.Find(other.Id)!.Deceased).ShouldBe((false, false));
    }

    [Fact]
    public void A_death_that_was_told_before_the_link_counts_under_both_numbers()
    {
        var way = LifeWay.Referred();
        var other = way.Meet("pes", New);
        Tell(way, other, new Death { On = "2026-03-08" });

        way.Replace(Way.Insz, New);

        way.Now().Deceased.ShouldBeTrue();
        Lifecycle.IsFinal(way.Handover.State).ShouldBeTrue();
        way.Deliveries.Where(d => d.State == DeliveryState.Waiting).ShouldHaveSingleItem().Status.ShouldBe(CoarseStatuses.Cancelled, "nothing is corrected any more");
    }

    private const string New = "17073003384";

    private static Decision Tell(Way way, ClientSnapshot client, Death death) => way.State(
        EventTypes.ClientChanged, new ClientChanged { Ticket = "c-" + way.Next(), SentAt = way.Now, Client = new Client { Identifiers = [new Identifier("insz", New)] }, Death = death }, client.Id);

    private static Decision Die(Way way, string? day = "2026-03-08") => way.Change(c => c with { Death = new Death { On = day } });
}
