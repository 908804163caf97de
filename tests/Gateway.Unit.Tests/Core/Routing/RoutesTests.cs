using Gateway.Contracts.Events;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;
using Barrier = Gateway.Contracts.Events.Barrier;

namespace Gateway.Unit.Tests.Core.Routing;

public class RoutesTests
{
    private static readonly TargetGroupRule BenefitClient = new(TargetGroup.BenefitClientWithBarriers, new Criterion.All(
    [
        new Criterion.OneOf("benefitScheme", ["UNEMPLOYMENT"]),
        new Criterion.OneOf("barriers", ["DEBT"]),
        new Criterion.Between("unemployedMonths", 12, null),
    ]));

    private static readonly TargetGroupRule AssistanceClient = new(TargetGroup.AssistanceClientForPes, new Criterion.All(
    [
        new Criterion.OneOf("assistanceLaw", ["1"]),
        new Criterion.Between("rung", 2, null),
    ]));

    [Fact]
    public void The_question_goes_to_the_office_of_the_residence_under_the_local_agreement()
    {
        var routed = Routed(Cases.Referral, Cases.Local);

        routed.Legs.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            l => l.Recipient.ShouldBe("office-a"), l => l.Services.ShouldBe(["GUIDANCE"]), l => l.Lead.ShouldBeTrue());
        routed.Agreement.ShouldBe(Cases.Local);
        routed.Municipality.ShouldBe("100");
        routed.Why.Inputs.ShouldBe([new InputVersion("directory", "dir-1"), new InputVersion("agreement:local", "loc-1")]);
    }

    [Fact]
    public void A_retired_code_is_forwarded_with_a_notice()
    {
        var routed = Routed(Cases.Referral.LivingIn("200"));

        routed.Legs.ShouldHaveSingleItem().Recipient.ShouldBe("office-b");
        routed.Municipality.ShouldBe("300");
        routed.Why.Notices.ShouldContain("retired-code:200->300");
    }

    [Fact]
    public void An_agreement_written_for_the_old_code_covers_the_new_one() =>
        Routed(Cases.Referral.LivingIn("300"), Cases.Local with { Parties = ["pes", "office-b"], Municipalities = ["200"] }).Agreement.ShouldNotBeNull();

    [Theory]
    [InlineData("somebody", null, UnroutableCodes.UnknownOffice)]
    [InlineData(null, "999", UnroutableCodes.UnknownOffice)]
    [InlineData("pes-control", null, UnroutableCodes.OfficeMayNot)]
    [InlineData("abroad", null, UnroutableCodes.OtherCountry)]
    [InlineData("pes", null, UnroutableCodes.StaysWithSender)]
    [InlineData("helpers", null, UnroutableCodes.OfficeMayNot)]
    public void A_named_office_must_exist_be_live_and_be_one_that_may(string? organisation, string? municipality, string code)
    {
        var referral = Cases.Referral with { Recipient = new Party { Organisation = organisation, Municipality = municipality }, Services = organisation == "helpers" ? ["DIGITAL"] : null };

        Unroutable(referral).ShouldBe(code);
    }

    [Fact]
    public void A_named_office_keeps_a_client_who_lives_elsewhere_with_a_notice()
    {
        var routed = Routed(Cases.Referral.LivingIn("300") with { Recipient = new Party { Organisation = "office-a" } }, Cases.Local);

        routed.Legs.ShouldHaveSingleItem().Recipient.ShouldBe("office-a");
        routed.Why.Notices.ShouldContain(RoutingNotices.OutsideTerritory);
        routed.Agreement.ShouldNotBeNull();
    }

    [Fact]
    public void What_a_named_office_does_not_offer_is_not_sent_to_another_instead() =>
        Unroutable(Cases.Referral with { Recipient = new Party { Organisation = "office-b" }, Services = ["HOUSING"] }).ShouldBe(UnroutableCodes.NotOfferedThere);

    [Fact]
    public void Services_that_do_not_exist_or_are_not_offered_there_have_their_own_codes()
    {
        Unroutable(Cases.Referral with { Services = ["MAGIC"] }).ShouldBe(UnroutableCodes.UnknownService);
        Unroutable(Cases.Referral with { Question = "WHAT" }).ShouldBe(UnroutableCodes.UnknownQuestion);
        Unroutable(Cases.Referral.LivingIn("300") with { Services = ["HOUSING"] }).ShouldBe(UnroutableCodes.NotOfferedThere);
        Unroutable(Cases.Referral with { Services = ["INSPECTION"] }).ShouldBe(UnroutableCodes.NotOfferedThere);
        Unroutable(Cases.Referral.LivingIn(null)).ShouldBe(UnroutableCodes.ResidenceMissing);
        Unroutable(Cases.Referral.LivingIn("999")).ShouldBe(UnroutableCodes.MunicipalityUnknown);
    }

    [Fact]
    public void What_the_sender_offers_stays_with_the_sender_and_is_explained()
    {
        var routed = Routed(Cases.Referral with { Question = "BOTH" });

        routed.Legs.ShouldHaveSingleItem().Recipient.ShouldBe("office-a");
        routed.Why.Notices.ShouldContain("stays-with-sender:TRAINING");
        Unroutable(Cases.Referral with { Services = ["TRAINING"] }).ShouldBe(UnroutableCodes.StaysWithSender);
    }

    [Fact]
    public void A_joint_plan_is_split_over_offices_and_a_provider_only_where_an_agreement_names_it()
    {
        var joint = Cases.Case(Cases.Referral with { Services = ["TRAINING", "DIGITAL"] }, Cases.Welfare);

        var with = Routes.Decide(joint, Cases.Agreed(Cases.Local with { Providers = ["helpers"] }), Cases.Empty).ShouldBeOfType<RoutingDecision.Routed>();
        with.Legs.Select(l => (l.Recipient, l.Lead)).ShouldBe([("pes", true), ("helpers", false)]);
        with.Why.Notices.ShouldContain("prerequisite:HOUSING");

        var without = Routes.Decide(joint, Cases.Agreed(Cases.Local), Cases.Empty).ShouldBeOfType<RoutingDecision.Routed>();
        without.Legs.ShouldHaveSingleItem().Recipient.ShouldBe("pes");
        without.Why.Notices.ShouldContain("not-offered-there:DIGITAL");
    }

    [Fact]
    public void An_agreement_that_ended_stops_referrals_and_no_agreement_at_all_leaves_the_policy()
    {
        Unroutable(Cases.Referral, Cases.Local with { ValidTo = Cases.Today.AddDays(-1) }).ShouldBe(UnroutableCodes.AgreementNotInForce);
        Unroutable(Cases.Referral, Cases.Local with { ValidFrom = Cases.Today.AddDays(1) }).ShouldBe(UnroutableCodes.AgreementNotInForce);
        var routed = Routed(Cases.Referral);
        routed.Agreement.ShouldBeNull();
        routed.Why.Notices.ShouldContain(RoutingNotices.NoLocalAgreement);
    }

    [Fact]
    public void An_agreement_about_other_services_leaves_these_out()
    {
        Unroutable(Cases.Referral, Cases.Local with { Services = ["HOUSING"] }).ShouldBe(UnroutableCodes.ServiceNotAgreed);
        Routed(Cases.Referral with { Services = ["GUIDANCE", "HOUSING"] }, Cases.Local with { Services = ["HOUSING"] })
            .ShouldSatisfyAllConditions(r => r.Legs[0].Services.ShouldBe(["HOUSING"]), r => r.Why.Notices.ShouldContain("service-not-agreed:GUIDANCE"));
    }

    [Fact]
    public void Only_a_clear_no_from_every_target_group_stops_a_referral()
    {
        var site = Cases.Local with { TargetGroups = [BenefitClient, AssistanceClient] };

        Routed(Cases.Referral, site).Why.Facts.ShouldContain("group.BenefitClientWithBarriers=Yes");
        var clear = Cases.Referral with { Barriers = [new Barrier { Code = "MOBILITY" }], Ladder = new LadderMeasurement { Presence = "present", Rung = 1 } };
        Unroutable(clear, site).ShouldBe(UnroutableCodes.CriteriaNotMet);
    }

    [Fact]
    public void Missing_facts_leave_it_to_a_counsellor_and_are_listed()
    {
        var routed = Routed(Cases.Referral with { Barriers = null, Registration = null }, Cases.Local with { TargetGroups = [BenefitClient] });

        routed.Why.Notices.ShouldContain(RoutingNotices.CounsellorDecides);
        routed.Why.Missing.ShouldBe(["benefitScheme", "barriers", "unemployedMonths"]);
    }

    [Fact]
    public void The_benefit_a_client_receives_never_changes_where_they_go()
    {
        Collaboration[] sites = [Cases.Local, Cases.Local with { TargetGroups = [BenefitClient] }, Cases.Local with { TargetGroups = [AssistanceClient] },
            Cases.Local with { TargetGroups = [BenefitClient with { Criterion = new Criterion.Not(new Criterion.OneOf("benefitScheme", ["SOCIAL_ASSISTANCE"])) }] }];
        foreach (var site in sites)
        {
            foreach (var rung in new int?[] { null, 1, 4 })
            {
                var answers = from scheme in new[] { null, "UNEMPLOYMENT", "SOCIAL_ASSISTANCE", "NONE", "OTHER" }
                              from law in new[] { null, "1", "6" }
                              let referral = Cases.Referral with
                              {
                                  Registration = Cases.Referral.Registration! with { BenefitScheme = scheme },
                                  Assistance = law is null ? null : new Assistance { Law = law, GrantedOn = "2025-06-01" },
                                  Ladder = rung is null ? null : new LadderMeasurement { Presence = "present", Rung = rung },
                              }
                              select Where(Routes.Decide(Cases.Case(referral), Cases.Agreed(site), Cases.Empty));
                answers.Distinct(StringComparer.Ordinal).Count().ShouldBe(1);
            }
        }

        static string Where(RoutingDecision decision) =>
            decision is RoutingDecision.Routed routed ? string.Join(';', routed.Legs.Select(l => l.Recipient + "=" + string.Join(',', l.Services))) : ((RoutingDecision.Unroutable)decision).Code;
    }

    [Fact]
    public void A_full_service_is_still_asked_with_a_notice_unless_the_site_holds_referrals()
    {
        var housing = Cases.Case(Cases.Referral with { Services = ["HOUSING"] });
        var hold = Cases.Local with { WhenFull = WhenFull.Hold };

        Routes.Decide(housing, Cases.Agreed(Cases.Local), Cases.Full).ShouldBeOfType<RoutingDecision.Routed>().Why.Notices.ShouldContain("offer-full:office-a/HOUSING");
        Routes.Decide(housing, Cases.Agreed(hold), Cases.Full).ShouldBeOfType<RoutingDecision.Unroutable>().Code.ShouldBe(UnroutableCodes.NoCapacity);
        Routes.Decide(housing, Cases.Agreed(hold), Cases.Empty).ShouldBeOfType<RoutingDecision.Routed>().Why.Notices.ShouldBeEmpty();
    }

    [Fact]
    public void An_explanation_holds_no_name_number_or_identifier_of_the_client()
    {
        var text = string.Join(' ', Routed(Cases.Referral, Cases.Local with { TargetGroups = [BenefitClient] }).Why.Facts)
            + Admissibility.Decide(Cases.Case(), Cases.Agreed()).Why;

        text.ShouldNotContain("Voorbeeld");
        text.ShouldNotContain("85073003328");
        text.ShouldNotContain("+32");
    }

    private static RoutingDecision.Routed Routed(ReferralSubmitted referral, params Collaboration[] agreements) =>
        Routes.Decide(Cases.Case(referral), Cases.Agreed(agreements), Cases.Empty).ShouldBeOfType<RoutingDecision.Routed>();

    private static string Unroutable(ReferralSubmitted referral, params Collaboration[] agreements) =>
        Routes.Decide(Cases.Case(referral), Cases.Agreed(agreements), Cases.Empty).ShouldBeOfType<RoutingDecision.Unroutable>().Code;
}
