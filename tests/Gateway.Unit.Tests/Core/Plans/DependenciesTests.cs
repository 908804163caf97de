using Gateway.Core.Directory;
using Gateway.Core.Routing;

namespace Gateway.Unit.Tests.Core.Plans;

/// <summary>Which parts wait for which.</summary>
public sealed class DependenciesTests
{
    [Theory]
    [InlineData("A>B", null)]
    [InlineData("A>A", "A")]
    [InlineData("A>B B>A", "A")]
    [InlineData("A>B B>C C>A", "A")]
    [InlineData("A>B B>C C>B", "B")]
    [InlineData("A>B A>C B>D C>D", null)]
    public void A_service_that_waits_for_itself_is_found(string edges, string? circle)
    {
        var graph = edges.Split(' ').Select(e => e.Split('>')).GroupBy(e => e[0], e => e[1]).ToDictionary(g => g.Key, g => (IReadOnlyList<string>)[.. g]);

        Dependencies.Circle(graph).ShouldBe(circle);
    }

    [Fact]
    public void Offices_that_would_wait_for_each_other_do_not_wait()
    {
        Service[] services =
        [
            .. PlanWorld.Services.Where(s => s.Code is not "HOUSING"),
            PlanWorld.Services.Single(s => s.Code == "HOUSING") with { DependsOn = ["GUIDANCE"] },
        ];

        var routed = Routes.Decide(Cases.Case(PlanWorld.Asking(["COURSE", "GUIDANCE", "CHILDCARE", "HOUSING"])), PlanWorld.Agreed(services), Cases.Empty).ShouldBeOfType<RoutingDecision.Routed>();

        routed.Legs.ShouldAllBe(l => l.WaitsFor.Count == 0);
        routed.Why.Notices.ShouldContain("waits-in-a-circle:office-a");
    }

    [Fact]
    public void A_local_agreement_adds_what_must_run_first()
    {
        var agreed = PlanWorld.Agreed();
        agreed = agreed with { Collaborations = [agreed.Collaborations[0] with { DependsOn = new Dictionary<string, IReadOnlyList<string>> { ["HOUSING"] = ["GUIDANCE"] } }] };

        var routed = Routes.Decide(Cases.Case(PlanWorld.Asking(["GUIDANCE", "HOUSING"])), agreed, Cases.Empty).ShouldBeOfType<RoutingDecision.Routed>();

        routed.Legs.Single(l => l.Recipient == "office-d").WaitsFor.ShouldBe(["GUIDANCE"]);
    }

    [Fact]
    public void A_prerequisite_that_is_not_asked_is_noticed_and_waited_for_by_nobody()
    {
        var routed = Routes.Decide(Cases.Case(PlanWorld.Asking(["COURSE"])), PlanWorld.Agreed(), Cases.Empty).ShouldBeOfType<RoutingDecision.Routed>();

        routed.Legs.Single().WaitsFor.ShouldBeEmpty();
        routed.Why.Notices.ShouldContain("prerequisite:CHILDCARE");
    }
}
