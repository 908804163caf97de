using Gateway.Contracts.Events;
using Gateway.Core.Directory;
using Gateway.Core.Life;
using Gateway.Core.Routing;
using Gateway.Core.Work;

namespace Gateway.Unit.Tests.Core.Deciding;

/// <summary>Two offices answer that they are not competent: somebody with a name has it as a task every working day.</summary>
public sealed class CompetenceTests
{
    [Fact]
    public void The_second_refusal_makes_a_task_of_a_named_owner_that_comes_back_every_working_day_until_an_office_accepts()
    {
        var way = Moved(new CompetenceOwner("pes", "coordinator", "+32 2 000"));

        var decision = way.Decline("office-b");

        var task = decision.Task();
        (task.Agency, task.ReasonCode, task.DueOn).ShouldBe(("pes", LifeCodes.CompetenceConflict, new DateOnly(2026, 3, 9)));
        task.Says().ShouldContain("office-a and office-b");
        task.Says().ShouldContain("pes, coordinator, +32 2 000");
        var friday = decision.Clock();
        friday.DueAt.ShouldBe(CountryTime.StartOf("BE", new DateOnly(2026, 3, 10)));
        way.Now = friday.DueAt.AddDays(3);
        var again = way.Pass(friday with { DueAt = way.Now });
        again.Task().DueOn.ShouldBe(new DateOnly(2026, 3, 13));
        again.Effects.OfType<Effect.TasksClosed>().ShouldContain(c => c.By == "next-day" && c.Subjects.Contains(task.SubjectId));
        var monday = again.Clock();
        monday.DueAt.ShouldBe(CountryTime.StartOf("BE", new DateOnly(2026, 3, 16)), "not on a weekend");

        way.State("referral.submitted", Cases.Referral.LivingIn("300") with { Ticket = "t-3" });
        way.ReleaseAll();
        way.Reply(ReplyOutcomes.Accepted, way.Now, office: "office-b");
        var solved = way.Pass(monday);
        solved.New<OfficeTask>().ShouldBeEmpty();
        solved.New<Deadline>().ShouldBeEmpty();
        solved.Effects.OfType<Effect.TasksClosed>().ShouldContain(c => c.By == "settled" && c.Subjects.Contains(task.SubjectId));
    }

    [Fact]
    public void Without_an_agreed_owner_the_desk_calls_the_office_that_answered_last()
    {
        var task = Moved(owner: null).Decline("office-b").Task();

        task.Agency.ShouldBe("gateway");
        task.Says().ShouldContain("Owner: office-b");
    }

    [Fact]
    public void One_refusal_is_no_conflict_and_a_sender_that_asks_no_more_ends_it()
    {
        var way = LifeWay.Referred();
        way.Decline("office-a").New<OfficeTask>().ShouldAllBe(t => t.ReasonCode == "not-accepted");
        way.State("referral.submitted", Cases.Referral.LivingIn("300") with { Ticket = "t-2" });
        way.ReleaseAll();
        var clock = way.Decline("office-b").Clock();

        way.State("referral.cancelled", new ReferralEnded { Ticket = "e-1", InReplyTo = "t-1" });

        way.Pass(clock).New<OfficeTask>().ShouldBeEmpty();
    }

    private static Way Moved(CompetenceOwner? owner)
    {
        var way = LifeWay.Begin();
        way.Agreed = way.Agreed with { Collaborations = [Cases.Local with { CompetenceOwner = owner }] };
        way.Refer();
        way.ReleaseAll();
        way.Decline("office-a");
        way.State("referral.submitted", Cases.Referral.LivingIn("300") with { Ticket = "t-2" });
        way.ReleaseAll();
        return way;
    }
}
