using Gateway.Core.Directory;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;

namespace Gateway.Unit.Tests.Core.Routing;

/// <summary>Whose turn it is when a place is free.</summary>
public sealed class WaitingRulesTests
{
    private static readonly DateTimeOffset Noon = new(Cases.Today, new TimeOnly(12, 0), TimeSpan.Zero);

    private static readonly DateTimeOffset Since = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly Collaboration Hold = Cases.Local with { WhenFull = WhenFull.Hold };

    [Theory]
    [InlineData(1, 1, "")]
    [InlineData(1, 0, "2")]
    [InlineData(3, 1, "2,1")]
    [InlineData(9, 0, "2,1,3")]
    public void Need_comes_first_then_whoever_waits_longest_and_no_more_than_there_are_places(int places, int taken, string expected)
    {
        var turn = Next(Directory(places), new PlacesFor { Held = { [("office-a", "HOUSING")] = taken } }, Waits(3, 3), Waits(1, 1), Waits(2, 2, need: true));

        string.Join(',', turn).ShouldBe(expected);
    }

    [Fact]
    public void Whoever_is_being_decided_keeps_a_place_and_is_not_asked_for_again()
    {
        Next(Directory(1), new PlacesFor(), Waits(1, 1), Waits(2, 9) with { Due = true }).ShouldBeEmpty();
        Next(Directory(2), new PlacesFor(), Waits(1, 1), Waits(2, 9) with { Due = true }).ShouldBe(["1"]);
    }

    [Fact]
    public void A_place_that_was_promised_is_not_promised_again() =>
        Next(Directory(2), new PlacesFor { Handed = { [("office-a", "HOUSING")] = 2 } }, Waits(1, 1)).ShouldBeEmpty();

    [Theory]
    [InlineData(-1, false)]
    [InlineData(5, true)]
    public void An_office_that_declined_is_asked_again_only_when_it_stated_a_place_since(int days, bool asked)
    {
        var places = new PlacesFor().Add(new StatedCapacity("office-a", "HOUSING", 1, null, false, Since.AddDays(days)));

        Next(Directory(5), places, Waits(1, 0) with { WaitsFor = "!office-a/HOUSING" }).Count.ShouldBe(asked ? 1 : 0);
    }

    [Fact]
    public void An_offer_that_is_gone_and_an_agreement_that_ended_free_no_place()
    {
        Next(Cases.Directory([.. Cases.Services.Where(s => s.Code != "HOUSING")]), new PlacesFor(), Waits(1, 1)).ShouldBeEmpty();
        WaitingRules.Next([Waits(1, 1)], new Agreed(Directory(5), Cases.Policy, [Hold with { ValidTo = Cases.Today.AddDays(-1) }]), new PlacesFor(), Noon).ShouldBeEmpty();
    }

    [Fact]
    public void Whose_turn_it_is_gets_the_place()
    {
        // What is said to be free here is what routing finds: otherwise a referral would be decided again and again.
        var referral = Cases.Referral with { Services = ["HOUSING"] };
        foreach (var (places, taken, promised, guided) in from p in Enumerable.Range(0, 4) from t in Enumerable.Range(0, 4) from h in Enumerable.Range(0, 3) from g in Enumerable.Range(0, 3) select (p, t, h, g))
        {
            var occupancy = new PlacesFor { Held = { [("office-a", "HOUSING")] = taken }, Handed = { [("office-a", "HOUSING")] = promised }, Guided = { ["office-a"] = guided }, Wait = { [("office-a", "HOUSING")] = 1 } };
            var site = Hold with { MostClientsPerOffice = 2 };
            var agreed = new Agreed(Directory(places), Cases.Policy, [site]);

            var turn = WaitingRules.Next([Waits(1, 1)], agreed, occupancy, Noon).Count == 1;
            var routed = Routes.Decide(Cases.Case(referral) with { Before = new AskedBefore { Waited = true } }, agreed, occupancy) is RoutingDecision.Routed;

            turn.ShouldBe(routed, $"{places} places, {taken} taken, {promised} promised, {guided} guided");
        }
    }

    [Fact]
    public void A_new_referral_does_not_overtake_whoever_waits()
    {
        var occupancy = new PlacesFor { Wait = { [("office-a", "HOUSING")] = 1 } };
        var decided = Routes.Decide(Cases.Case(Cases.Referral with { Services = ["HOUSING"] }), new Agreed(Directory(1), Cases.Policy, [Hold]), occupancy);

        decided.ShouldBeOfType<RoutingDecision.Unroutable>().WaitsFor.ShouldBe(["office-a/HOUSING"]);
    }

    [Fact]
    public void The_client_after_the_last_whom_the_office_may_guide_waits_or_is_on_its_list()
    {
        var occupancy = new PlacesFor { Guided = { ["office-a"] = 60 } };
        var site = Cases.Local with { MostClientsPerOffice = 60 };

        Routes.Decide(Cases.Case(), Cases.Agreed(site with { WhenFull = WhenFull.Hold }), occupancy).ShouldBeOfType<RoutingDecision.Unroutable>().Code.ShouldBe(UnroutableCodes.NoCapacity);
        Routes.Decide(Cases.Case(), Cases.Agreed(site), occupancy).ShouldBeOfType<RoutingDecision.Routed>().Why.Notices.ShouldContain("offer-full:office-a/GUIDANCE");
        occupancy.Guided["office-a"] = 59;
        Routes.Decide(Cases.Case(), Cases.Agreed(site), occupancy).ShouldBeOfType<RoutingDecision.Routed>().Why.Notices.ShouldBeEmpty();
    }

    private static AgencyDirectory Directory(int places) =>
        Cases.Directory([.. Cases.Services.Where(s => s.Code != "HOUSING"), new Service { Code = "HOUSING", Names = Cases.Words, Offers = [new ServiceOffer("office-a", places)] }]);

    private static WaitingReferral Waits(int id, int day, bool need = false) =>
        new(new Guid(id, 0, 0, new byte[8]), Guid.Empty, "local", "office-a/HOUSING", Since.AddDays(day), need);

    private static List<string> Next(AgencyDirectory directory, IOccupancy occupancy, params WaitingReferral[] waiting) =>
        [.. WaitingRules.Next(waiting, new Agreed(directory, Cases.Policy, [Hold]), occupancy, Noon).Select(w => w.Referral.ToString("N")[7].ToString())];
}
