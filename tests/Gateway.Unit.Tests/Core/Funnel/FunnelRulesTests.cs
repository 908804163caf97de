using Gateway.Contracts.Events;
using Gateway.Core.Funnel;
using Gateway.Unit.Tests.Catalogue;

namespace Gateway.Unit.Tests.Core.Funnel;

/// <summary>Counts that contradict each other are refused, and barriers among the losses have an owner and a level.</summary>
public sealed class FunnelRulesTests
{
    [Theory]
    [InlineData(18, 17, 16, "identified", 1, null)]
    [InlineData(18, 18, 18, "offered", 18, null)]
    [InlineData(0, 0, 0, "offered", 0, null)]
    [InlineData(17, 18, 16, "identified", 0, "eligible-above-identified")]
    [InlineData(18, 16, 17, "identified", 0, "offered-above-eligible")]
    [InlineData(18, 17, 16, "identified", 2, "lost-above-identified")]
    [InlineData(18, 17, 16, "eligible", 2, "lost-above-eligible")]
    [InlineData(18, 17, 16, "offered", 17, "lost-above-offered")]
    [InlineData(18, 17, -1, "identified", 0, "counts-below-zero")]
    [InlineData(18, 17, 16, "identified", -1, "counts-below-zero")]
    public void A_stage_is_a_part_of_the_one_before(int identified, int eligible, int offered, string stage, int lost, string? says)
    {
        var problem = FunnelRules.Problem(Counts("2026-03") with { Identified = identified, Eligible = eligible, Offered = offered, Lost = [new PilotLoss(stage, "procedures", lost)] }, new DateOnly(2026, 4, 1));

        problem?.Says.Code.ShouldBe("statement." + says);
        (problem is null).ShouldBe(says is null);
    }

    [Theory]
    [InlineData("2026-04", false)]
    [InlineData("2026-05", true)]
    public void A_month_that_has_not_begun_is_refused(string period, bool refused) =>
        (FunnelRules.Problem(Counts(period), new DateOnly(2026, 4, 1))?.Code == FunnelRules.InFuture).ShouldBe(refused);

    [Theory]
    [InlineData("own-places-first", "OWN_PLACES_FIRST", "agency")]
    [InlineData("COMMISSIONED_PLACES", "COMMISSIONED_PLACES", "agency")]
    [InlineData("procedures", "PROCEDURES", "site")]
    [InlineData("who-follows-up", "FOLLOW_UP", "site")]
    [InlineData("registration-systems", "REGISTRATION_SYSTEMS", "region")]
    [InlineData("PRIVACY", "PRIVACY", "law")]
    public void A_barrier_has_a_level_at_which_it_must_be_solved(string reason, string barrier, string level)
    {
        BarrierRules.Of(reason).ShouldBe(barrier);
        BarrierRules.LevelOf(barrier).ShouldBe(level);
    }

    [Theory]
    [InlineData("declined-offer")]
    [InlineData("FOUND_WORK")]
    [InlineData("other")]
    public void A_refusal_is_no_barrier(string reason) => BarrierRules.Of(reason).ShouldBeNull();

    [Fact]
    public void Who_solves_it_owns_it()
    {
        var agreed = Shipped.Agreed;
        var site = agreed.Sites.Find("leuven");

        BarrierRules.OwnerOf("PROCEDURES", site, "ocmw-leuven", agreed.Directory).ShouldBe("ocmw-leuven");
        BarrierRules.OwnerOf("PRIVACY", site, "ocmw-leuven", agreed.Directory).ShouldBe("vdab");
        BarrierRules.OwnerOf("PRIVACY", null, "ocmw-leuven", agreed.Directory).ShouldBe("ocmw-leuven");
    }

    private static PilotCounts Counts(string period) => new() { Ticket = "T", Collaboration = "leuven", Period = period, Identified = 1, Eligible = 1, Offered = 1 };
}
