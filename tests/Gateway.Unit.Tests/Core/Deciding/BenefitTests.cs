using System.Text;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Directory;
using Gateway.Core.Intake;
using Gateway.Core.Life;
using Gateway.Core.Referrals;
using Gateway.Core.Work;

namespace Gateway.Unit.Tests.Core.Deciding;

/// <summary>The end of a benefit and the change from one to another: nothing is closed, and only who may know it is told.</summary>
public sealed class BenefitTests
{
    [Theory]
    [InlineData("2026-12-31", "UNEMPLOYMENT", "2026-06-30")]
    [InlineData("2026-12-31", "OTHER", "2026-09-30")]
    [InlineData("2026-12-31", null, "2026-09-30")]
    public void The_end_of_a_benefit_is_announced_as_many_months_ahead_as_the_rule_says(string ends, string? scheme, string announced)
    {
        var way = LifeWay.Begin();

        var told = way.Ending(ends, scheme);

        told.New<OfficeTask>().ShouldBeEmpty();
        var clock = told.Clock();
        (clock.Kind, CountryTime.DayOf("BE", clock.DueAt).ToString("yyyy-MM-dd", null)).ShouldBe((DeadlineKinds.BenefitEnding, announced));
        var task = way.Pass(clock).Task();
        (task.Kind, task.Agency, task.SubjectId, task.DueOn).ShouldBe((TaskKinds.BenefitEnding, "pes", way.Client.Id, DateOnly.Parse(ends, null)));
    }

    [Fact]
    public void An_end_within_the_months_is_announced_at_once_and_one_under_no_rule_too()
    {
        var way = LifeWay.Begin();
        way.Ending("2026-05-31").Task().DueOn.ShouldBe(new DateOnly(2026, 5, 31));
        way.Agreed = way.Agreed with { Policy = way.Agreed.Policy with { Life = LifeTerms.None } };
        way.Ending("2028-05-31").Task().Kind.ShouldBe(TaskKinds.BenefitEnding);
    }

    [Fact]
    public void Of_two_notices_the_later_end_is_announced_and_the_earlier_clock_says_nothing()
    {
        var way = LifeWay.Begin();
        var first = way.Ending("2026-12-31").Clock();
        var second = way.Ending("2027-01-31").Clock();

        way.Pass(first).Effects.ShouldBeEmpty();
        way.Pass(second).Task().DueOn.ShouldBe(new DateOnly(2027, 1, 31));
    }

    [Fact]
    public void After_the_transfer_its_end_is_announced_no_more()
    {
        var way = LifeWay.Begin();
        var clock = way.Ending("2026-12-31").Clock();
        way.Transfer("SOCIAL_ASSISTANCE", "2026-03-09");

        way.Pass(clock).New<OfficeTask>().ShouldBeEmpty();
    }

    [Fact]
    public void A_transfer_closes_nothing_and_asks_for_the_same_services()
    {
        var way = LifeWay.Referred();
        way.Reply(ReplyOutcomes.InService, way.Now, caseNumber: "D-1");
        way.ReleaseAll();
        var before = (way.Handover.State, way.Handover.Services, way.Referral.State, way.Referral.EndedAt);

        way.Transfer("SOCIAL_ASSISTANCE", "2026-03-09");

        (way.Handover.State, way.Handover.Services, way.Referral.State, way.Referral.EndedAt).ShouldBe(before);
        way.Known.Handovers.All.Count.ShouldBe(1);
        way.Known.Clients.All.Count.ShouldBe(1);
    }

    [Fact]
    public void An_office_that_may_know_the_benefit_gets_the_handover_once_more_with_the_new_one()
    {
        var way = LifeWay.Referred();
        way.Reply(ReplyOutcomes.Received, way.Now, caseNumber: "D-1");
        way.ReleaseAll();
        way.Now = way.Now.AddHours(1);

        var correction = way.Transfer("SOCIAL_ASSISTANCE", "2026-03-09").Corrections().ShouldHaveSingleItem();

        correction.Step.ShouldBe(2);
        Encoding.UTF8.GetString(way.Release(correction).Bytes.Span).ShouldContain("\"benefitScheme\":\"SOCIAL_ASSISTANCE\"");
    }

    [Fact]
    public void An_office_that_may_not_know_it_hears_nothing()
    {
        var way = LifeWay.Referred();

        way.Transfer("SOCIAL_ASSISTANCE", "2026-03-09").Corrections().ShouldBeEmpty("step one holds no benefit");
    }

    [Theory]
    [InlineData("2026-03-09", "UNEMPLOYMENT")]
    [InlineData("2026-03-10", "SOCIAL_ASSISTANCE")]
    public void A_transfer_that_was_announced_before_the_referral_counts_when_it_begins_after_it(string begins, string paid)
    {
        var life = new ClientLife { Benefits = [new BenefitChange("SOCIAL_ASSISTANCE", DateOnly.Parse(begins, null), "pes", Guid.Empty, Way.Morning.AddDays(-5))] };

        ((string?)StatedSince.Of(Cases.Json(Cases.Referral), life, Way.Morning, Cases.Today, new DateOnly(2026, 3, 10))["registration"]!["benefitScheme"]).ShouldBe(paid);
    }

    [Fact]
    public void A_notice_of_an_end_that_is_older_than_what_is_known_changes_nothing()
    {
        var way = LifeWay.Begin();
        var late = new BenefitEndingNotice { Ticket = "n-9", Client = LifeWay.Person, Scheme = "UNEMPLOYMENT", EndsOn = "2026-03-31", SentAt = way.Now.AddHours(-1) };
        way.Ending("2026-12-31");

        way.State(EventTypes.BenefitEndingNotice, late).New<OfficeTask>().ShouldBeEmpty();
        way.Now().BenefitEndsOn.ShouldBe(new DateOnly(2026, 12, 31));

        way.Transfer("SOCIAL_ASSISTANCE", "2026-03-09");
        way.State(EventTypes.BenefitEndingNotice, late with { Ticket = "n-10" }).New<OfficeTask>().ShouldBeEmpty();
        way.Now().BenefitEndsOn.ShouldBeNull();
    }

    [Fact]
    public void What_the_office_wrote_later_counts_more_than_an_earlier_transfer()
    {
        var life = new ClientLife { Benefits = [new BenefitChange("SOCIAL_ASSISTANCE", new DateOnly(2026, 3, 9), "pes", Guid.Empty, Way.Morning)] };
        var stated = Cases.Json(Cases.Referral);

        ((string?)StatedSince.Of(stated, life, Way.Morning.AddHours(1), Cases.Today, Cases.Today)["registration"]!["benefitScheme"]).ShouldBe("UNEMPLOYMENT");
        ((string?)StatedSince.Of(stated, life, Way.Morning.AddHours(-1), Cases.Today, Cases.Today)["registration"]!["benefitScheme"]).ShouldBe("SOCIAL_ASSISTANCE");
        ((string?)StatedSince.Of(stated, life, Way.Morning.AddHours(-1), Cases.Today, Cases.Today.AddDays(-1))["registration"]!["benefitScheme"]).ShouldBe("UNEMPLOYMENT", "it has not begun");
        ((string?)stated["registration"]!["benefitScheme"]).ShouldBe("UNEMPLOYMENT", "what was stated is not changed");
    }

    [Fact]
    public void A_referral_without_an_office_is_decided_again_with_the_new_benefit()
    {
        var way = LifeWay.Begin();
        way.State("referral.submitted", Cases.Referral with { Client = Cases.Referral.Client with { Residence = new Residence { Municipality = "999" } } });
        way.Referral.State.ShouldBe(ReferralState.Unroutable);

        var decision = way.Transfer("SOCIAL_ASSISTANCE", "2026-03-09");

        decision.Effects.OfType<Effect.Enqueued>().ShouldContain(e => e.Stage == StageNames.Referral && e.Subject == way.Referral.RecordId && e.Generation == 1);
    }

    [Fact]
    public void A_transfer_that_begins_later_takes_effect_on_its_first_day()
    {
        var way = LifeWay.Referred();
        way.Reply(ReplyOutcomes.Received, way.Now, caseNumber: "D-1");
        way.ReleaseAll();
        way.Now = way.Now.AddMinutes(1);

        var decision = way.Transfer("SOCIAL_ASSISTANCE", "2026-04-01");

        decision.Corrections().ShouldBeEmpty();
        var clock = decision.Clock();
        (clock.Kind, clock.DueAt).ShouldBe((DeadlineKinds.BenefitTransferred, CountryTime.StartOf("BE", new DateOnly(2026, 4, 1))));
        way.Pass(clock).Corrections().ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("2026-03-31", "2026-04-01", null, null)]
    [InlineData("2026-03-31", "2026-04-03", "benefit-gap", "2 days without a benefit")]
    [InlineData("2026-03-31", "2026-03-31", "benefit-overlap", "overlap by 1 days")]
    [InlineData("2026-03-31", "2026-03-25", "benefit-overlap", "overlap by 7 days")]
    public void No_day_is_left_out_and_none_is_counted_twice_without_a_task(string ends, string begins, string? code, string? says)
    {
        var way = LifeWay.Begin();
        way.Ending(ends);

        var tasks = way.Transfer("SOCIAL_ASSISTANCE", begins).New<OfficeTask>().ToList();

        tasks.Select(t => t.ReasonCode).ShouldBe(code is null ? [] : [code]);
        if (says is not null)
            tasks[0].Says().ShouldContain(says);
    }

    [Fact]
    public void Without_a_known_end_and_with_two_on_one_day_the_sender_is_told()
    {
        var way = LifeWay.Begin();

        var first = way.Transfer("SOCIAL_ASSISTANCE", "2026-03-01").Record();
        (first.State == RecordState.SetAside, first.ReasonCode).ShouldBe((false, LifeCodes.EndNotKnown));
        way.Now = way.Now.AddHours(1);
        way.Transfer("OTHER", "2026-03-01").Record().ReasonCode.ShouldBe(LifeCodes.TwoOnOneDay);

        way.Known.Lives[way.Client.Id].BenefitOn(Cases.Today)!.Scheme.ShouldBe("OTHER", "the one that was stated last");
        way.Transfer("UNEMPLOYMENT", "1 april").Record().ReasonCode.ShouldBe(LifeCodes.NotADate);
        way.Transfer("UNEMPLOYMENT", "2026-03-08", from: null).After<RecordSnapshot>().Single().ReasonCode.ShouldBeNull("nothing is said of an old benefit");
    }

    [Fact]
    public void The_same_transfer_once_more_tells_nobody()
    {
        var way = LifeWay.Referred();
        way.Reply(ReplyOutcomes.Received, way.Now, caseNumber: "D-1");
        way.ReleaseAll();
        way.Now = way.Now.AddHours(1);
        way.Transfer("SOCIAL_ASSISTANCE", "2026-03-09").Corrections().Count.ShouldBe(1);

        way.Transfer("SOCIAL_ASSISTANCE", "2026-03-09").Corrections().ShouldBeEmpty();
    }

    [Fact]
    public void Of_an_erased_client_the_sender_hears_what_to_do()
    {
        var way = LifeWay.Begin();
        way.Known.Clients.All.Single(c => c.Id == way.Client.Id).Wrapped = null;

        way.Transfer("SOCIAL_ASSISTANCE", "2026-03-09").Record().ReasonCode.ShouldBe("client-gone");
    }
}
