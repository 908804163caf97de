using Gateway.Core.Evaluation;

namespace Gateway.Unit.Tests.Core.Evaluation;

public class EffectClaimTests
{
    public static TheoryData<string, string> Refused => new()
    {
        { "none", "effect.no-comparison" },
        { "a cohort of four", "effect.too-few" },
        { "a comparison group of four", "effect.too-few" },
        { "four who reached it", "effect.too-few-reached" },
        { "four who did not", "effect.too-few-reached" },
        { "both were offered the same", "effect.offered-the-same" },
        { "neither was offered it", "effect.offered-the-same" },
        { "ten years", "effect.too-long" },
        { "other months", "effect.other-months" },
        { "an earlier group that is not earlier", "effect.not-earlier" },
        { "no facts", "effect.not-matched" },
        { "unlike", "effect.unlike" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Without_a_group_that_carries_it_no_effect_is_claimed_and_the_reason_is_told(string group, string code)
    {
        var claim = EffectClaim.Judge(Planted(group));

        claim.Effect.ShouldBeNull();
        claim.CanSay.Select(s => s.Code).ShouldBe(["effect.describes"]);
        claim.CannotSay.Select(s => s.Code).ShouldBe([code, "effect.none"]);
        claim.CannotSay.Select(s => s.ToString()).ShouldAllBe(s => !s.Contains(" 4 ", StringComparison.Ordinal), "no count of a small group is told");
    }

    [Fact]
    public void A_difference_between_places_is_told_with_its_interval_and_called_an_association()
    {
        var claim = EffectClaim.Judge(Groups.Sound());

        var effect = claim.Effect.ShouldNotBeNull();
        (effect.PeopleOffered, effect.PeopleOther, effect.IsWithinChance).ShouldBe((70, 80, false));
        claim.CanSay.ShouldHaveSingleItem().ToString().ShouldBe("Outcome at least one rung higher: 80.0 of a hundred who were offered it reached it, and 60.0 of a hundred in the comparison group. The difference is 20.0 points, with a 95% interval from 5.2 to 33.4.");
        claim.CannotSay.Select(s => s.Code).ShouldBe(["effect.elsewhere", "effect.other-people"]);
        claim.Limits["en"].ShouldBe("Two towns of one region.");
        effect.MatchedOn.ShouldHaveSingleItem().LargestDifference.ShouldBe(0);
    }

    [Fact]
    public void Only_where_chance_decided_may_the_difference_be_put_down_to_the_offer()
    {
        EffectClaim.Judge(Groups.Sound() with { Design = ComparisonDesign.Randomised }).CanSay.Select(s => s.Code).ShouldBe(["effect.difference", "effect.randomised"]);
        var earlier = Groups.Sound() with { Design = ComparisonDesign.Earlier, Other = Groups.Group(80, 48, wasOffered: false, "2025-01-01", "2025-06-30") };
        EffectClaim.Judge(earlier).CannotSay.Select(s => s.Code).ShouldBe(["effect.earlier", "effect.other-people"]);
    }

    [Fact]
    public void A_difference_that_chance_can_explain_is_told_as_such_whatever_the_design()
    {
        var claim = EffectClaim.Judge(Groups.Sound() with { Design = ComparisonDesign.Randomised, Offered = Groups.Group(70, 44, wasOffered: true) });

        claim.Effect.ShouldNotBeNull().IsWithinChance.ShouldBeTrue();
        claim.CanSay.Select(s => s.Code).ShouldBe(["effect.difference"]);
        claim.CannotSay[0].Code.ShouldBe("effect.within-chance");
    }

    // R. G. Newcombe, Statistics in Medicine 17 (1998) 873-890, table II, method 10.
    [Theory]
    [InlineData(56, 70, 48, 80, 0.2000, 0.0524, 0.3339)]
    [InlineData(9, 10, 3, 10, 0.6000, 0.1705, 0.8090)]
    [InlineData(10, 10, 0, 20, 1.0000, 0.6791, 1.0000)]
    public void The_interval_is_the_published_one(int reached, int of, int otherReached, int otherOf, double difference, double low, double high)
    {
        var found = ShareDifference.Of(reached, of, otherReached, otherOf);

        found.Difference.ShouldBe(difference, 0.00005);
        found.Low.ShouldBe(low, 0.00006);
        found.High.ShouldBe(high, 0.00006);
    }

    private static Comparison? Planted(string group)
    {
        var sound = Groups.Sound();
        return group switch
        {
            "none" => null,
            "a cohort of four" => sound with { Offered = Groups.Group(4, 4, wasOffered: true) },
            "a comparison group of four" => sound with { Other = Groups.Group(4, 1, wasOffered: false) },
            "four who reached it" => sound with { Offered = Groups.Group(70, 4, wasOffered: true) },
            "four who did not" => sound with { Other = Groups.Group(80, 76, wasOffered: false) },
            "both were offered the same" => sound with { Other = Groups.Group(80, 48, wasOffered: true) },
            "neither was offered it" => sound with { Offered = Groups.Group(70, 56, wasOffered: false) },
            "ten years" => sound with { Offered = Groups.Group(70, 56, wasOffered: true, "2016-01-01", "2025-12-31"), Other = Groups.Group(80, 48, wasOffered: false, "2016-01-01", "2025-12-31") },
            "other months" => sound with { Other = Groups.Group(80, 48, wasOffered: false, "2025-01-01", "2025-06-30") },
            "an earlier group that is not earlier" => sound with { Design = ComparisonDesign.Earlier },
            "no facts" => sound with { Offered = sound.Offered with { Facts = new Dictionary<string, IReadOnlyDictionary<string, int>>() } },
            _ => sound with { Offered = Groups.Group(70, 56, wasOffered: true, young: 20) },
        };
    }
}
