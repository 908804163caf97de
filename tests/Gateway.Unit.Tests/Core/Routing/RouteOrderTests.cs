using Gateway.Contracts.Events;
using Gateway.Core.Directory;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;

namespace Gateway.Unit.Tests.Core.Routing;

/// <summary>Which of several offices gets a referral, and where a client is taken to live.</summary>
public sealed class RouteOrderTests
{
    private static readonly Agency Sender = Cases.Merged with { Id = "sender", Organisations = ["sender"], Territory = [] };

    private static readonly Collaboration Site = Cases.Local with { Parties = ["sender", "pes", "office-a", "office-y", "office-z"], Providers = ["helpers"] };

    [Theory]
    [InlineData("pes helpers office-a", null, "office-a")]
    [InlineData("pes helpers", null, "pes")]
    [InlineData("helpers office-a!", null, "helpers")]
    [InlineData("pes! helpers!", null, "pes")]
    [InlineData("pes! office-a!", null, "office-a")]
    [InlineData("office-z office-y", null, "office-y")]
    [InlineData("office-y! office-z", null, "office-z")]
    [InlineData("office-y! office-z", "office-y", "office-y")]
    [InlineData("helpers office-z pes", "pes", "pes")]
    public void The_named_office_comes_first_then_a_place_then_the_kind_of_office_then_the_name(string offers, string? named, string chosen)
    {
        var routed = Decide(Referral(named), Offers(offers), Full(offers)).ShouldBeOfType<RoutingDecision.Routed>();

        var leg = routed.Legs.ShouldHaveSingleItem();
        (leg.Recipient, leg.Lead).ShouldBe((chosen, chosen != "helpers"));
        routed.Why.Notices.Contains("offer-full:" + chosen + "/X").ShouldBe(offers.Split(' ').Contains(chosen + "!"));
        (routed.Why.Rule, routed.Why.Says).ShouldBe((named is null ? "by-territory-and-service" : "by-named-office", DecisionSentences.OneOffice));
        routed.Why.Facts.ShouldContain("municipality=100");
    }

    [Fact]
    public void Two_offices_are_a_joint_plan()
    {
        var directory = World([Service("X", new ServiceOffer("office-a", null)), Service("Y", new ServiceOffer("office-y", null))]);

        var routed = Routes.Decide(Case(Referral(null) with { Services = ["X", "Y", "X"] }), new Agreed(directory, Cases.Policy, [Site]), Cases.Empty).ShouldBeOfType<RoutingDecision.Routed>();

        routed.Legs.Select(l => l.Recipient + ":" + string.Join('+', l.Services)).ShouldBe(["office-a:X", "office-y:Y"]);
        routed.Why.Says.ShouldBe(DecisionSentences.JointPlan);
    }

    [Theory]
    [InlineData("office-a! office-y!", "office-a/X office-y/X", null)]
    [InlineData("office-a! office-y", "", "office-y")]
    public void A_site_that_holds_waits_for_every_office_that_is_full(string offers, string waitsFor, string? chosen)
    {
        var decided = Decide(Referral(null), Offers(offers), Full(offers), Site with { WhenFull = WhenFull.Hold, NeedFirst = new Criterion.OneOf("barriers", ["DEBT"]) });

        (decided as RoutingDecision.Routed)?.Legs.Single().Recipient.ShouldBe(chosen);
        if (decided is RoutingDecision.Unroutable held)
            (string.Join(' ', held.WaitsFor), held.NeedsFirst, held.Code).ShouldBe((waitsFor, true, UnroutableCodes.NoCapacity));
        (decided is RoutingDecision.Routed).ShouldBe(chosen is not null);
    }

    [Theory]
    [InlineData("barriers", "DEBT", true)]
    [InlineData("barriers", "HOUSING", false)]
    [InlineData("benefitScheme", "UNEMPLOYMENT", false)] // the benefit is not looked at
    public void Need_comes_first_where_the_site_agreed_so(string fact, string value, bool first)
    {
        var site = Site with { WhenFull = WhenFull.Hold, NeedFirst = new Criterion.OneOf(fact, [value]) };

        Decide(Referral(null), Offers("office-a!"), Full("office-a!"), site).ShouldBeOfType<RoutingDecision.Unroutable>().NeedsFirst.ShouldBe(first);
        Decide(Referral(null), Offers("office-a!"), Full("office-a!"), site with { NeedFirst = null }).ShouldBeOfType<RoutingDecision.Unroutable>().NeedsFirst.ShouldBeFalse();
    }

    [Fact]
    public void Own_places_and_who_pays_are_noticed()
    {
        var site = Site with { Costs = [new CostSplit("Z", [new Funder("pes", 1)]), new CostSplit("X", [new Funder("pes", 40), new Funder("office-a", 60)])] };
        Decide(Referral(null), [new ServiceOffer("office-a", null) { OwnFirst = true }], Cases.Empty, site).Why.Notices.ShouldBe(["own-places:office-a/X", "paid-by:pes=40", "paid-by:office-a=60"]);
        Decide(Referral(null), [new ServiceOffer("office-a", null), new ServiceOffer("sender", null) { OwnFirst = true }], Cases.Empty).Why.Notices.ShouldBe(["own-places:sender/X"]);
        var stays = Decide(Referral(null), [new ServiceOffer("office-a", null), new ServiceOffer("sender", null)], Cases.Empty).ShouldBeOfType<RoutingDecision.Unroutable>();
        (stays.Code, stays.Why.Says).ShouldBe((UnroutableCodes.StaysWithSender, UnroutableCodes.StaysWithSender));
        stays.Why.Notices.ShouldBe(["stays-with-sender:X"]);
    }

    public static TheoryData<string, Func<Agency, Agency>, string> Closed => new()
    {
        { "not live", a => a with { Live = false }, UnroutableCodes.OfficeNotLive },
        { "closed today", a => a with { ClosesOn = Cases.Today }, UnroutableCodes.OfficeNotLive },
        { "control", a => a with { Class = RecipientClass.PesControl }, UnroutableCodes.OfficeMayNot },
        { "a register", a => a with { Class = RecipientClass.Register }, UnroutableCodes.OfficeMayNot },
        { "abroad", a => a with { Country = "NL" }, UnroutableCodes.OtherCountry },
    };

    [Theory]
    [MemberData(nameof(Closed))]
    public void A_named_office_that_may_not_get_it_gets_nothing(string what, Func<Agency, Agency> change, string code)
    {
        var directory = World([Service("X", new ServiceOffer("office-a", null), new ServiceOffer("pes", null))], pes: change(Cases.Pes));

        var none = Routes.Decide(Case(Referral("pes")), new Agreed(directory, Cases.Policy, [Site]), Cases.Empty).ShouldBeOfType<RoutingDecision.Unroutable>(what);
        (none.Code, none.Why.Rule, none.Why.Says).ShouldBe((code, code, code));
        var itself = Routes.Decide(Case(Referral("sender")), new Agreed(directory, Cases.Policy, [Site]), Cases.Empty).ShouldBeOfType<RoutingDecision.Unroutable>();
        (itself.Code, itself.Why.Says).ShouldBe((UnroutableCodes.StaysWithSender, DecisionSentences.SenderNamesItself));
    }

    [Fact]
    public void An_office_that_closed_is_followed_to_the_one_that_took_over()
    {
        var directory = World([Service("X", new ServiceOffer("office-a", null), new ServiceOffer("office-y", null))], pes: Cases.Pes with { ClosesOn = Cases.Today, Successor = "office-y" });

        var routed = Routes.Decide(Case(Referral("pes")), new Agreed(directory, Cases.Policy, [Site]), Cases.Empty).ShouldBeOfType<RoutingDecision.Routed>();

        routed.Legs.Single().Recipient.ShouldBe("office-y");
        routed.Why.Notices.ShouldBe(["office-closed:pes->office-y"]);
    }

    [Theory]
    [InlineData("100", null, null, "100", "")]
    [InlineData(null, "Aartstad", null, "100", "")]
    [InlineData("999", "Aartstad", null, "100", "")] // the code says nothing, the name does
    [InlineData(" ", "Aartstad", null, "100", "")]
    [InlineData("200", null, null, "300", "retired-code:200->300")]
    [InlineData("300", null, "100", "300", "")] // whoever is asked for by a municipality's name is asked there; the client lives elsewhere
    public void A_client_lives_where_the_record_says(string? code, string? place, string? asked, string lives, string notice)
    {
        var directory = World([Service("X", new ServiceOffer("pes", null))]);
        var referral = Cases.Referral.LivingIn(code, place) with { Services = ["X"], Recipient = asked is null ? null : new Party { Organisation = "pes", Municipality = asked } };

        var routed = Routes.Decide(Case(referral), new Agreed(directory, Cases.Policy, []), Cases.Empty).ShouldBeOfType<RoutingDecision.Routed>();

        (routed.Municipality, string.Join(' ', routed.Why.Notices)).ShouldBe((lives, (notice + " no-local-agreement").Trim()));
    }

    [Theory]
    [InlineData("300", "office-a", null, "100", true)] // the only municipality of the named office
    [InlineData("300", "office-a", "100", "100", true)]
    [InlineData(null, "office-a", null, "100", false)]
    public void A_named_office_serves_a_client_where_the_office_is(string? code, string named, string? at, string served, bool outside)
    {
        var directory = World([Service("X", new ServiceOffer("office-a", null))]);
        var referral = Cases.Referral.LivingIn(code) with { Services = ["X"], Recipient = new Party { Organisation = named, Municipality = at } };

        var routed = Routes.Decide(Case(referral), new Agreed(directory, Cases.Policy, []), Cases.Empty).ShouldBeOfType<RoutingDecision.Routed>();

        (routed.Municipality, routed.Why.Notices.Contains(RoutingNotices.OutsideTerritory)).ShouldBe((served, outside));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void Where_nothing_is_said_the_only_municipality_of_the_sender_counts(int municipalities, bool counts)
    {
        var sender = Sender with { Territory = [.. new[] { "100", "300" }.Take(municipalities).Select(c => new Territory(c, null, null)), new Territory("400", null, new DateOnly(2020, 1, 1))] };
        var decided = Routes.Decide(
            new ReferralCase { Referral = Cases.Referral.LivingIn(null) with { Services = ["X"] }, Sender = sender, Today = Cases.Today }, new Agreed(World([Service("X", new ServiceOffer("office-a", null))]), Cases.Policy, []), Cases.Empty);

        decided.Why.Notices.Contains(RoutingNotices.SendersTerritory).ShouldBe(counts);
        (decided as RoutingDecision.Routed)?.Municipality.ShouldBe("100");
        if (decided is RoutingDecision.Unroutable none)
        {
            none.Code.ShouldBe(UnroutableCodes.ResidenceMissing);
            none.Why.Missing.ShouldBe(["client.residence.municipality"]);
        }
    }

    [Fact]
    public void The_agreement_that_covers_most_of_the_offices_counts()
    {
        var one = Site with { Id = "a", Parties = ["sender", "office-a"], Providers = [] };
        var two = Site with { Id = "b", Parties = ["sender", "office-a", "office-y"], Providers = [] };
        var other = Site with { Id = "c", Parties = ["sender", "office-z"], Providers = [] };
        var lapsed = Site with { Id = "0", ValidTo = Cases.Today.AddDays(-1) };

        Chosen(one, two, other).ShouldBe("b");
        Chosen(one, two with { Id = "0" }).ShouldBe("0");
        Chosen(one with { Id = "a" }, one with { Id = "b" }).ShouldBe("a");
        Chosen(other).ShouldBeNull("it covers none of them");
        Chosen(lapsed, one).ShouldBe("a", "one that has ended does not stand in the way of one that holds");
        Chosen(one with { ValidFrom = Cases.Today, ValidTo = Cases.Today }).ShouldBe("a");

        static string? Chosen(params Collaboration[] sites) =>
            Routes.Decide(Case(Referral(null)), new Agreed(World([Service("X", new ServiceOffer("office-a", null), new ServiceOffer("office-y", null))]), Cases.Policy, sites), Cases.Empty)
                .ShouldBeOfType<RoutingDecision.Routed>().Agreement?.Id;
    }

    [Theory]
    [InlineData(20, true)]
    [InlineData(19, false)]
    public void A_rule_of_entry_looks_at_the_day_on_which_the_referral_came_in(int birthday, bool open)
    {
        var directory = World([Service("X", new ServiceOffer("office-a", null)) with { Entry = new Criterion.Between("age", null, 24) }]);
        var referral = Referral(null) with { Client = Cases.Referral.LivingIn("100").Client with { BirthDate = $"2001-02-{birthday}" } };

        var decided = Routes.Decide(Case(referral) with { EnteredOn = new DateOnly(2026, 2, 19) }, new Agreed(directory, Cases.Policy, [Site]), Cases.Empty);

        (decided is RoutingDecision.Routed).ShouldBe(open);
        decided.Why.Facts.ShouldContain("entry.X=" + (open ? "Yes" : "No"));
        decided.Why.Facts.ShouldContain("age");
        if (!open)
        {
            ((RoutingDecision.Unroutable)decided).Code.ShouldBe(UnroutableCodes.EntryNotMet);
            decided.Why.Notices.ShouldBe(["entry-not-met:X"]);
        }

        var unknown = Routes.Decide(Case(Referral(null)), new Agreed(directory, Cases.Policy, [Site]), Cases.Empty).ShouldBeOfType<RoutingDecision.Routed>();
        unknown.Why.Missing.ShouldBe(["age"]);
    }

    private static RoutingDecision Decide(ReferralSubmitted referral, ServiceOffer[] offers, IOccupancy occupancy, Collaboration? site = null) =>
        Routes.Decide(Case(referral), new Agreed(World([Service("X", offers)]), Cases.Policy, [site ?? Site]), occupancy);

    private static ReferralCase Case(ReferralSubmitted referral) => new() { Referral = referral, Sender = Sender, Today = Cases.Today };

    private static ReferralSubmitted Referral(string? named) => Cases.Referral.LivingIn("100") with { Services = ["X"], Recipient = named is null ? null : new Party { Organisation = named } };

    private static ServiceOffer[] Offers(string offers) => [.. offers.Split(' ').Select(o => new ServiceOffer(o.TrimEnd('!'), 1))];

    private static PlacesFor Full(string offers)
    {
        var places = new PlacesFor();
        foreach (var full in offers.Split(' ').Where(o => o.EndsWith('!')))
            places.Held[(full.TrimEnd('!'), "X")] = 1;
        return places;
    }

    private static Service Service(string code, params ServiceOffer[] offers) => new() { Code = code, Names = Cases.Words, Offers = offers };

    private static AgencyDirectory World(Service[] services, Agency? pes = null) => new(
        "dir-1", [Sender, pes ?? Cases.Pes, Cases.Welfare, Cases.Welfare with { Id = "office-y", Organisations = ["office-y"] }, Cases.Welfare with { Id = "office-z", Organisations = ["office-z"] }, Cases.Provider],
        Cases.Directory().Municipalities, services, new Dictionary<string, IReadOnlyCollection<DateOnly>>());
}
