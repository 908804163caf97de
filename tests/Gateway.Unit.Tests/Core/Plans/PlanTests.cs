using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Plans;
using Gateway.Core.Referrals;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Unit.Tests.Core.Deciding;

namespace Gateway.Unit.Tests.Core.Plans;

/// <summary>The plan of a client: goal, interruptions, steps, prerequisites, and what the leads of a joint plan see.</summary>
public sealed class PlanTests
{
    private static readonly Goal Work = new() { Code = "WORK", SetBy = "TOGETHER" };

    private static Goal Dated(string first, string second) => Work with { Dated = [new DatedGoal { Code = "INCLUSION", DueOn = first }, new DatedGoal { Code = "WORK", DueOn = second }] };

    private static string? Problem(Decision decision) => decision.Effects.OfType<Effect.Changed>().Select(c => c.After).OfType<RecordSnapshot>().LastOrDefault()?.ReasonCode;

    private static IEnumerable<(string Agency, string Code)> Tasks(Decision decision) => decision.New<OfficeTask>().Select(t => (t.Agency, t.ReasonCode));

    private static IEnumerable<DeliverySnapshot> Told(Way way) => way.Deliveries.Where(d => d.Event == EventTypes.PlanChanged);

    private static JsonObject Released(Way way, DeliverySnapshot delivery) => JsonNode.Parse(way.Release(delivery).Bytes.Span)!.AsObject();

    [Fact]
    public void A_referral_with_one_part_and_its_answers_tell_nobody_of_a_plan()
    {
        var way = PlanWorld.Refer(["GUIDANCE"], Work);

        foreach (var outcome in new[] { "received", "accepted", "in-service", "completed" })
            way.Answer("office-a", outcome);

        Told(way).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("WORK", false)]
    public void A_service_that_begins_without_a_goal_counts_and_its_office_is_asked_for_one(string? goal, bool asked)
    {
        var way = PlanWorld.Refer(["GUIDANCE"], goal is null ? null : Work with { Code = goal });

        var begun = way.Answer("office-a", "in-service");

        way.Part("office-a").State.ShouldBe(HandoverState.InService);
        Tasks(begun).Contains(("office-a", PlanCodes.GoalMissing)).ShouldBe(asked);
        Tasks(way.Answer("office-a", "in-service")).ShouldBeEmpty("it is asked once");
    }

    [Fact]
    public void A_goal_that_comes_with_the_start_is_enough_and_one_that_comes_later_closes_the_task()
    {
        Tasks(PlanWorld.Refer(["GUIDANCE"]).Answer("office-a", "in-service", r => r with { Goal = Work })).ShouldBeEmpty();
        var way = PlanWorld.Refer(["GUIDANCE"]);
        way.Answer("office-a", "in-service");

        var set = way.Answer("office-a", "step-recorded", r => r with { Goal = Work });

        (way.Referral.Goal, way.Referral.GoalFrom, way.Referral.GoalSetBy).ShouldBe(("WORK", "office-a", "TOGETHER"));
        set.Effects.OfType<Effect.TasksClosed>().ShouldContain(t => t.Subjects.Contains(way.Referral.Id));
    }

    [Theory]
    [InlineData("office-a", "CARE", PlanCodes.GoalNotYours)]
    [InlineData("office-a", "WORK", null)]
    [InlineData("helpers", "CARE", PlanCodes.GoalNotYours)]
    [InlineData("office-a", "RICHES", PlanCodes.GoalUnknown)]
    public void Only_who_set_a_goal_changes_it(string office, string code, string? problem)
    {
        var way = PlanWorld.Refer(["GUIDANCE", "DIGITAL"], Work);

        var answered = way.Answer(office, "accepted", r => r with { Goal = new Goal { Code = code } });

        Problem(answered).ShouldBe(problem);
        way.Referral.Goal.ShouldBe("WORK");
        way.Part(office).State.ShouldBe(HandoverState.Accepted, "everything else in the answer counts");
    }

    [Fact]
    public void A_provider_sets_no_goal_even_where_there_is_none()
    {
        var way = PlanWorld.Refer(["GUIDANCE", "DIGITAL"]);

        Problem(way.Answer("helpers", "accepted", r => r with { Goal = Work })).ShouldBe(PlanCodes.GoalNotYours);
        way.Referral.Goal.ShouldBeNull();
    }

    [Theory]
    [InlineData("2026-06-30", "2026-12-31", null, 2)]
    [InlineData("2026-06-30", "2026-06-30", null, 2)]
    [InlineData("2026-06-30", "2026-03-31", PlanCodes.DatedGoalsBad, 0)]
    [InlineData("2026-06", "2026-12-31", PlanCodes.DatedGoalsBad, 0)]
    [InlineData("soon", "2026-12-31", PlanCodes.DatedGoalsBad, 0)]
    public void Two_dated_goals_become_deadlines_when_they_lie_in_order(string first, string second, string? problem, int deadlines)
    {
        var way = new Way { Agreed = PlanWorld.Agreed() };

        var decision = way.State(EventTypes.ReferralSubmitted, PlanWorld.Asking(["GUIDANCE"], Dated(first, second)));

        Problem(decision).ShouldBe(problem);
        way.Referral.Goal.ShouldBe("WORK");
        decision.New<Deadline>().Count(d => d.Kind == DeadlineKinds.DatedGoal).ShouldBe(deadlines);
        way.Referral.State.ShouldBe(ReferralState.Issued);
    }

    [Fact]
    public void A_dated_goal_that_passes_asks_who_set_it_as_long_as_somebody_is_with_the_client()
    {
        var way = new Way { Agreed = PlanWorld.Agreed() };
        var deadlines = way.State(EventTypes.ReferralSubmitted, PlanWorld.Asking(["GUIDANCE"], Dated("2026-06-30", "2026-12-31"))).New<Deadline>().ToList();
        way.Answer("office-a", "in-service");

        Tasks(way.Passes(deadlines[0].Id, deadlines[0])).ShouldBe([("pes", PlanCodes.DatedGoalDue)]);
        way.Answer("office-a", "completed", r => r with { NextStep = "WORK" });
        Tasks(way.Passes(deadlines[1].Id, deadlines[1])).ShouldBeEmpty();
    }

    [Fact]
    public void Days_of_dated_goals_stand_still_while_a_service_is_interrupted_and_go_on_with_what_was_left()
    {
        var way = new Way { Agreed = PlanWorld.Agreed() };
        way.State(EventTypes.ReferralSubmitted, PlanWorld.Asking(["GUIDANCE"], Dated("2026-03-31", "2026-12-31")));
        way.Answer("office-a", "in-service");
        way.Now = Way.Morning.AddDays(2);

        var paused = way.Answer("office-a", "paused", r => r with { Reason = "ABSENCE_JUSTIFIED" });
        way.Now = Way.Morning.AddDays(12);
        var resumed = way.Answer("office-a", "resumed");

        paused.Effects.OfType<Effect.DeadlinesStopped>().ShouldHaveSingleItem();
        way.Referral.DatedGoals.ShouldBe("INCLUSION=2026-04-10,WORK=2027-01-10");
        resumed.New<Deadline>().Select(d => d.DueAt).ShouldBe([CountryTime.EndOf("BE", new DateOnly(2026, 4, 10)), CountryTime.EndOf("BE", new DateOnly(2027, 1, 10))]);
    }

    [Theory]
    [InlineData("in-service", "paused", "ABSENCE_JUSTIFIED", null)]
    [InlineData("accepted", "paused", "CLIENT_ASKED", null)]
    [InlineData("received", "paused", "CLIENT_ASKED", PlanCodes.NothingToPause)]
    [InlineData("in-service", "paused", null, PlanCodes.PauseReasonMissing)]
    [InlineData("in-service", "paused", "griep", PlanCodes.PauseReasonMissing)]
    [InlineData("in-service", "resumed", null, PlanCodes.NotPaused)]
    public void An_interruption_needs_a_service_and_a_coded_reason(string before, string outcome, string? reason, string? problem)
    {
        var way = PlanWorld.Refer(["GUIDANCE"], Work);
        way.Answer("office-a", before);

        Problem(way.Answer("office-a", outcome, r => r with { Reason = reason })).ShouldBe(problem);
        (way.Part("office-a").PausedAt is not null).ShouldBe(problem is null && outcome == "paused");
    }

    [Fact]
    public void The_other_side_learns_that_a_service_is_interrupted_and_goes_on_and_never_why()
    {
        var way = PlanWorld.Refer(["GUIDANCE"], Work);
        way.Answer("office-a", "in-service");

        way.Answer("office-a", "paused", r => r with { Reason = "ABSENCE_JUSTIFIED" });
        var twice = way.Answer("office-a", "paused", r => r with { Reason = "ABSENCE_JUSTIFIED" });
        way.Answer("office-a", "resumed");

        Problem(twice).ShouldBe(PlanCodes.PausedAlready);
        way.Deliveries.Select(d => d.Status).OfType<string>().ShouldBe(["in-service", "paused", "in-service"]);
        way.Part("office-a").State.ShouldBe(HandoverState.InService);
        foreach (var delivery in way.Deliveries.Where(d => d.State == DeliveryState.Waiting).ToList())
            System.Text.Encoding.UTF8.GetString(way.Release(delivery).Bytes.Span).ShouldNotContain("ABSENCE");
    }

    [Theory]
    [InlineData("completed", null, true)]
    [InlineData("stabilised", null, true)]
    [InlineData("dropped-out", null, true)]
    [InlineData("client-withdrew", null, false)]
    [InlineData("completed", "WORK", false)]
    [InlineData("completed", "HOUSING", false)]
    [InlineData("completed", "ELSEWHERE", true)]
    public void A_step_that_ends_without_a_next_one_is_asked_about_after_the_agreed_days(string outcome, string? next, bool asked)
    {
        var way = PlanWorld.Refer(["GUIDANCE"], Work);
        way.Answer("office-a", "in-service");

        var ended = way.Answer("office-a", outcome, r => r with { NextStep = next });
        var due = way.Part("office-a").NextStepDueAt;

        Problem(ended).ShouldBe(next == "ELSEWHERE" ? PlanCodes.NextStepUnknown : null);
        (due is not null).ShouldBe(asked);
        if (!asked)
            return;
        due.ShouldBe(CountryTime.EndOf("BE", new DateOnly(2026, 3, 12)), "three working days after a Monday");
        Tasks(way.Passes(way.Part("office-a").Id)).ShouldBe([("office-a", PlanCodes.NextStepMissing)]);
    }

    [Fact]
    public void A_next_step_may_be_said_after_the_end_and_a_newer_referral_is_one()
    {
        var way = PlanWorld.Refer(["GUIDANCE"], Work);
        way.Answer("office-a", "completed");
        var said = way.Answer("office-a", "step-recorded", r => r with { NextStep = "HOUSING" });
        Problem(said).ShouldBeNull();
        (way.Part("office-a").NextStep, way.Part("office-a").NextStepDueAt).ShouldBe(("HOUSING", null));

        var other = PlanWorld.Refer(["GUIDANCE"], Work);
        other.Answer("office-a", "completed");
        var ended = other.Part("office-a");
        other.Now = other.Now.AddDays(1);
        other.State(EventTypes.ReferralSubmitted, PlanWorld.Asking(["HOUSING"]) with { Ticket = "t-2" });
        Tasks(other.Passes(ended.Id)).ShouldBeEmpty();
    }

    [Fact]
    public void A_part_waits_for_its_prerequisite_and_is_handed_over_when_that_runs()
    {
        var way = PlanWorld.Refer(["COURSE", "CHILDCARE"], Work);

        way.Part("office-a").WaitsFor.ShouldBe("CHILDCARE");
        way.Part("office-a").AckDueAt.ShouldBeNull();
        way.Deliveries.ShouldNotContain(d => d.Recipient == "office-a", "neither the handover nor the plan");
        Problem(way.Answer("office-a", "accepted")).ShouldBe(PlanCodes.PartWaits);
        way.Answer("office-d", "accepted");
        way.Part("office-a").WaitsFor.ShouldNotBeNull();

        way.Answer("office-d", "in-service");

        way.Part("office-a").WaitsFor.ShouldBeNull();
        way.Part("office-a").AckDueAt.ShouldNotBeNull();
        way.Deliveries.ShouldContain(d => d.Recipient == "office-a" && d.Step == 1);
    }

    [Theory]
    [InlineData("declined-other")]
    [InlineData("not-reached")]
    [InlineData("dropped-out")]
    public void A_prerequisite_that_does_not_come_is_decided_again_and_a_correction_lets_the_part_go_on(string outcome)
    {
        var way = PlanWorld.Refer(["COURSE", "CHILDCARE"], Work);

        Tasks(way.Answer("office-d", outcome)).ShouldContain(("pes", PlanCodes.PrerequisiteEnded));
        way.Part("office-a").WaitsFor.ShouldNotBeNull();
        way.Now = way.Now.AddHours(1);
        way.State(EventTypes.ReferralAmended, PlanWorld.Asking(["COURSE"], Work) with { Ticket = "a-1", InReplyTo = "t-1", SentAt = way.Now });

        way.Part("office-a").WaitsFor.ShouldBeNull();
        way.Deliveries.Count(d => d.Recipient == "office-a" && d.Step == 1).ShouldBe(1);
    }

    [Fact]
    public void A_correction_of_another_kind_does_not_hand_over_what_waits()
    {
        var way = PlanWorld.Refer(["COURSE", "CHILDCARE"], Work);
        way.Now = way.Now.AddHours(1);

        way.State(EventTypes.ReferralAmended, PlanWorld.Asking(["COURSE", "CHILDCARE"], Work) with { Ticket = "a-1", InReplyTo = "t-1", SentAt = way.Now, Appointment = "2026-03-20T09:00" });

        way.Deliveries.ShouldNotContain(d => d.Recipient == "office-a");
    }

    [Fact]
    public void Both_leads_see_the_plan_and_a_provider_does_not()
    {
        var way = PlanWorld.Refer(["GUIDANCE", "HOUSING", "DIGITAL"], Work);
        Told(way).Select(d => d.Recipient).ShouldBe(["office-a", "office-d", "pes"], ignoreOrder: true);

        way.Answer("office-a", "in-service", r => r with { NextStep = "HOUSING", Reason = "PRIVACY" });
        var seen = Released(way, Told(way).Last(d => d.Recipient == "office-d"));

        ((string?)seen["goal"]!["code"]).ShouldBe("WORK");
        seen["parts"]!.AsArray().Select(p => (string?)p!["services"]![0] + ":" + p["state"] + ":" + p["lead"]!["organisation"] + ":" + p["nextStep"])
            .ShouldBe(["GUIDANCE:in-service:office-a vzw:HOUSING", "HOUSING:pending:office-d vzw:", "DIGITAL:pending:pes vzw:"], ignoreOrder: true);
        ((string?)seen["parts"]!.AsArray().Single(p => (string?)p!["services"]![0] == "HOUSING")!["contact"]!["role"]).ShouldBe("reception");
        seen.ToJsonString().ShouldNotContain("PRIVACY");
        seen.ToJsonString().ShouldNotContain("helpers");
        way.Deliveries.ShouldNotContain(d => d.Recipient == "helpers" && d.Event == EventTypes.PlanChanged);
    }

    [Fact]
    public void A_service_that_the_sender_keeps_makes_a_joint_plan_with_the_other_office()
    {
        var way = PlanWorld.Refer(["GUIDANCE", "COACHING"], Work);

        way.Answer("office-a", "accepted");
        var seen = Released(way, Told(way).Last(d => d.Recipient == "pes"));

        seen["parts"]!.AsArray().Select(p => (string?)p!["lead"]!["organisation"]).ShouldBe(["pes vzw", "office-a vzw"]);
    }

    [Fact]
    public void A_service_whose_own_places_are_filled_first_is_a_handover_and_not_kept_as_well()
    {
        var coaching = PlanWorld.Services.Single(s => s.Code == "COACHING");
        var agreed = PlanWorld.Agreed([.. PlanWorld.Services.Except([coaching]), coaching with { Offers = [new ServiceOffer("pes", 5) { OwnFirst = true }] }]);

        PlanWorld.Refer(["GUIDANCE", "COACHING"], Work, agreed).Referral.OwnServices.ShouldBeNull();
        PlanWorld.Refer(["GUIDANCE", "COACHING"], Work).Referral.OwnServices.ShouldBe("COACHING");
    }

    [Theory]
    [InlineData("protected")]
    [InlineData("withdrawn")]
    [InlineData("no-manifest")]
    public void A_plan_stays_behind_where_a_handover_would(string why)
    {
        var way = PlanWorld.Refer(["GUIDANCE", "HOUSING"], Work);
        way.Answer("office-a", "in-service");
        if (why == "protected")
            way.Known.Clients.Find(way.Client.Id)!.SecretAddress = true;
        if (why == "withdrawn")
            way.Withdraw();
        if (why == "no-manifest")
            way.Agreed = way.Agreed with { Policy = way.Agreed.Policy with { Manifests = [.. way.Agreed.Policy.Manifests.Where(m => m.Event != EventTypes.PlanChanged)] } };

        foreach (var waiting in Told(way).Where(d => d.State == DeliveryState.Waiting).ToList())
        {
            var release = way.Release(waiting);
            release.Released.ShouldBeNull();
            release.Decision.New<OfficeTask>().ShouldBeEmpty();
        }
    }

    [Fact]
    public void A_prerequisite_that_the_gate_stops_before_it_left_is_decided_again()
    {
        var way = new Way { Agreed = PlanWorld.Agreed() };
        way.State(EventTypes.ReferralSubmitted, PlanWorld.Asking(["COURSE", "CHILDCARE"], Work));
        way.Agreed = way.Agreed with { Policy = way.Agreed.Policy with { Manifests = [] } };

        var blocked = way.Release(way.Deliveries.Single(d => d.Step == 1)).Decision;

        Tasks(blocked).ShouldContain(("gateway", PlanCodes.PrerequisiteEnded));
        Tasks(blocked).ShouldNotContain(t => t.Agency == "pes", "pending hides it");
    }

    [Fact]
    public void When_every_lead_has_left_the_referrer_and_the_desk_are_told_once()
    {
        var way = PlanWorld.Refer(["GUIDANCE", "HOUSING"], Work);
        way.Answer("office-a", "in-service");
        way.Answer("office-d", "in-service");
        Tasks(way.Answer("office-a", "dropped-out")).ShouldNotContain(t => t.Code == PlanCodes.AllLeft);

        Tasks(way.Answer("office-d", "completed")).Where(t => t.Code == PlanCodes.AllLeft).ShouldBe([("pes", PlanCodes.AllLeft), ("gateway", PlanCodes.AllLeft)]);
        Tasks(way.Answer("office-d", "dropped-out")).ShouldNotContain(t => t.Code == PlanCodes.AllLeft);
    }

    [Fact]
    public void A_lead_who_names_a_next_step_has_not_left_the_client_alone()
    {
        var way = PlanWorld.Refer(["GUIDANCE", "HOUSING"], Work);
        way.Answer("office-a", "dropped-out");

        Tasks(way.Answer("office-d", "completed", r => r with { NextStep = "FOLLOW_UP" })).ShouldBeEmpty();
    }

    [Fact]
    public void An_answer_to_a_part_that_is_not_the_offices_waits_and_says_so()
    {
        var way = PlanWorld.Refer(["GUIDANCE", "HOUSING"], Work);

        var answered = way.Answer("office-d", "in-service", to: way.Part("office-a"));

        way.Part("office-a").State.ShouldBe(HandoverState.Issued);
        answered.New<OfficeTask>().ShouldHaveSingleItem().Kind.ShouldBe(TaskKinds.WaitingReply);
    }

    [Theory]
    [InlineData("2005-01-01", true)]
    [InlineData("1980-01-01", false)]
    [InlineData(null, true)]
    public void A_rule_of_entry_is_asked_once_and_stands_in_the_decision(string? born, bool open)
    {
        var way = new Way { Agreed = PlanWorld.Agreed() };
        var asked = PlanWorld.Asking(["YOUTH"], Work);

        var decision = way.State(EventTypes.ReferralSubmitted, asked with { Client = asked.Client with { BirthDate = born } });

        way.Referral.State.ShouldBe(open ? ReferralState.Issued : ReferralState.Unroutable);
        decision.New<StoredDecision>().Single().Parts.ShouldContain("entry.YOUTH=" + (born is null ? "Undetermined" : open ? "Yes" : "No"));
    }

    [Fact]
    public void A_birthday_ends_nobodys_route_and_a_referral_that_waited_is_judged_by_the_day_it_came_in()
    {
        var way = new Way { Agreed = PlanWorld.Agreed() };
        var asked = PlanWorld.Asking(["YOUTH"], Work);
        asked = asked with { Client = asked.Client with { BirthDate = "2001-03-20" } };
        way.State(EventTypes.ReferralSubmitted, asked);
        way.Answer("office-a", "in-service");
        way.Now = Way.Morning.AddMonths(2);
        way.State(EventTypes.ReferralAmended, asked with { Ticket = "a-1", InReplyTo = "t-1", SentAt = way.Now, Appointment = "2026-06-01T09:00" });
        way.Part("office-a").State.ShouldBe(HandoverState.InService);

        Routes.Decide(Cases.Case(asked) with { Today = new DateOnly(2026, 5, 9), EnteredOn = new DateOnly(2026, 3, 9) }, PlanWorld.Agreed(), Cases.Empty).ShouldBeOfType<RoutingDecision.Routed>();
        Routes.Decide(Cases.Case(asked) with { Today = new DateOnly(2026, 5, 9) }, PlanWorld.Agreed(), Cases.Empty).ShouldBeOfType<RoutingDecision.Unroutable>();
    }
}
