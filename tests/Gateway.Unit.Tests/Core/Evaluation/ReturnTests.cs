using Gateway.Core.Evaluation;
using Gateway.Core.Operating;
using Gateway.Unit.Tests.Catalogue;

namespace Gateway.Unit.Tests.Core.Evaluation;

public class ReturnTests
{
    private static readonly AgreedEvaluation Agreed = Shipped.Agreed.Evaluation;

    // Eurocities, report on active inclusion in cities (2014): the Supporting People programme of Birmingham, 2011/12.
    [Fact]
    public void The_published_totals_of_Birmingham_are_reproduced_and_the_claim_stays_the_publishers()
    {
        var found = ReturnRules.Of(Agreed.Find("birmingham-supporting-people").ShouldNotBeNull(), Agreed, own: null);

        (found.Cost, found.Benefit, found.Net).ShouldBe((60_000_000m, 126_500_000m, 66_500_000m));
        Math.Round(found.Ratio.ShouldNotBeNull(), 2).ShouldBe(2.11m);
        (found.Of.Currency, found.Of.Period).ShouldBe(("EUR", "2011/12"));
        found.Claim.Effect.ShouldBeNull();
        found.Claim.CannotSay.Select(s => s.Code).ShouldBe(["effect.not-checked"]);
        found.Missing.ShouldBeEmpty();
        found.Notes.Select(s => s.ToString()).ShouldBe(["2 of 2 figures have no range in their source: how the result depends on them is not known."]);
        found.Sensitivity.ShouldBeEmpty();
    }

    // Eurocities, report on active inclusion in cities (2014): Barcelona, 3.13 for one euro.
    [Fact]
    public void The_published_ratio_of_Barcelona_is_reproduced()
    {
        var found = ReturnRules.Of(Agreed.Find("barcelona-active-inclusion").ShouldNotBeNull(), Agreed, own: null);

        found.Ratio.ShouldBe(3.13m);
        found.Of.Parameters.ShouldAllBe(p => p.Kind == ParameterKind.Published && p.Source.Length > 0);
    }

    [Fact]
    public void A_pilot_without_a_comparison_has_costs_and_a_break_even_and_no_benefit_which_is_not_zero()
    {
        var found = ReturnRules.Of(Own(comparison: null), Agreed, Counted(50));

        found.Cost.ShouldBe(85_000m + (50 * 2_400m));
        found.Benefit.ShouldBeNull();
        found.Ratio.ShouldBeNull();
        found.BreakEven.ShouldBe(decimal.Ceiling(205_000m / (1288.46m * 12)));
        found.Missing.Select(m => m.Code).ShouldBe(["return.no-benefit"]);
        found.Sensitivity.ShouldBeEmpty();
        found.Notes.Select(n => n.Code).ShouldBe(["return.mixed-years"]);
    }

    [Fact]
    public void A_benefit_counts_only_people_beyond_the_comparison_and_each_figure_is_moved_alone()
    {
        var found = ReturnRules.Of(Own("sound"), new AgreedEvaluation([Groups.Sound()], []), Counted(50));

        // 20 points of 70 people are 14 people; 56 reached it.
        found.Lines.Single(l => l.IsBenefit).Count.ShouldBe(14m);
        found.Benefit.ShouldBe(14 * 1288.46m * 12);
        var swings = found.Sensitivity.ToDictionary(s => s.Parameter);
        swings.Keys.ShouldBe(["beyond-comparison", "living-wage", "months", "guidance", "coordination"], ignoreOrder: true);
        swings["months"].AtLow.ShouldBe(14 * 1288.46m * 6 / 205_000m);
        swings["months"].AtHigh.ShouldBe(found.Ratio.ShouldNotBeNull());
        swings["coordination"].AtLow.ShouldBe(14 * 1288.46m * 12 / (75_000m + 120_000m));
        swings["beyond-comparison"].AtLow.ShouldBe(3.7m * 1288.46m * 12 / 205_000m);
        found.Sensitivity[0].Parameter.ShouldBe("beyond-comparison", "the widest comes first");
        found.Claim.CannotSay.Select(s => s.Code).ShouldContain("effect.elsewhere");
    }

    [Fact]
    public void A_difference_within_chance_is_no_benefit()
    {
        var within = Groups.Sound() with { Offered = Groups.Group(70, 44, wasOffered: true) };

        ReturnRules.Of(Own("sound"), new AgreedEvaluation([within], []), Counted(50)).Benefit.ShouldBeNull();
    }

    [Fact]
    public void A_count_that_is_hidden_or_missing_is_never_zero_and_no_amount_gives_it_away()
    {
        var hidden = ReturnRules.Of(Own(null), Agreed, new OwnCounts(new Dictionary<string, Cell> { [ReturnCounts.TookPart] = new(null, Suppression.Small) }));
        var missing = ReturnRules.Of(Own(null), Agreed, own: null);

        (hidden.Cost, missing.Cost, hidden.BreakEven).ShouldBe((null, null, null));
        hidden.Lines.Single(l => l.Line.Id == "guidance").Amount.ShouldBeNull();
        hidden.Lines.Single(l => l.Line.Id == "coordination").Amount.ShouldBe(85_000m);
        hidden.Missing.Select(m => m.Code).ShouldBe(["return.count-hidden", "return.no-benefit"]);
        missing.Missing.Select(m => m.Code).ShouldBe(["return.count-missing", "return.no-benefit"]);
    }

    private static ReturnCalculation Own(string? comparison) => Agreed.Find("samen-op-weg").ShouldNotBeNull() with { Comparison = comparison };

    private static OwnCounts Counted(int tookPart) => new(new Dictionary<string, Cell> { [ReturnCounts.TookPart] = new(tookPart, Suppression.None) });
}
