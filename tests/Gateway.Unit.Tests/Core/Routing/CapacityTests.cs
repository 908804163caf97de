using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Directory;
using Gateway.Core.Intake;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Unit.Tests.Core.Deciding;

namespace Gateway.Unit.Tests.Core.Routing;

/// <summary>What offices state of their places, and what they answer to the question before a referral.</summary>
public sealed class CapacityTests
{
    private static readonly DateTimeOffset Now = Way.Morning;
    private static readonly Collaboration Hold = Cases.Local with { WhenFull = WhenFull.Hold, Costs = [new CostSplit("HOUSING", [new Funder("pes", 40), new Funder("office-a", 60)])] };

    [Theory]
    [InlineData(5, 2, 0, 0, null, true)]
    [InlineData(2, 2, 0, 0, null, false)]
    [InlineData(3, 2, 1, 0, null, false)] // promised
    [InlineData(3, 2, 0, 1, null, false)] // somebody waits for it
    [InlineData(null, 9, 9, 9, null, true)] // no limit
    [InlineData(null, 0, 0, 0, 0, false)] // but one of clients
    [InlineData(5, 0, 0, 0, 1, true)]
    public void A_place_is_free_when_nobody_has_it_was_promised_it_or_waits_for_it(int? places, int taken, int promised, int waiting, int? clients, bool free)
    {
        var occupancy = Occupied(taken, promised, waiting);

        Ask(places, occupancy, Hold with { MostClientsPerOffice = clients }).Offices.ShouldHaveSingleItem().HasPlace.ShouldBe(free);
    }

    [Theory]
    [InlineData(3, 1, 3, 2)] // the smaller of both limits
    [InlineData(9, 1, 3, 3)]
    [InlineData(null, 1, 3, 3)]
    [InlineData(3, 1, null, 2)]
    [InlineData(null, 1, null, null)]
    public void Where_nobody_is_held_back_the_smaller_limit_counts(int? places, int taken, int? clients, int? free) =>
        Capacity.Free(new ServiceOffer("office-a", places), "HOUSING", Cases.Local with { MostClientsPerOffice = clients }, Occupied(taken, 7, 7), Cases.Today, waited: false).ShouldBe(free);

    [Theory]
    [InlineData(true, 3)]
    [InlineData(false, 1)]
    public void Whoever_waits_already_does_not_stand_behind_those_who_wait(bool waited, int free) =>
        Capacity.Free(new ServiceOffer("office-a", 5), "HOUSING", Hold, Occupied(1, 1, 2), Cases.Today, waited).ShouldBe(free);

    [Theory]
    [InlineData(31, true)]
    [InlineData(32, false)]
    public void What_an_office_stated_counts_for_a_month_and_then_the_directory_does(int daysAgo, bool counts)
    {
        var occupancy = Occupied(0, 0, 0).Add(new StatedCapacity("office-a", "HOUSING", 0, 14, true, Now.AddDays(-daysAgo)));

        var office = Ask(5, occupancy, Hold).Offices.Single();

        (office.HasPlace, office.WaitingDays, office.AssessFirst, office.StatedAt, office.AgeInDays)
            .ShouldBe(counts ? (false, 14, true, Now.AddDays(-31), 31) : (true, null, false, null, null));
    }

    [Fact]
    public void A_statement_of_a_clock_that_runs_ahead_is_not_of_tomorrow() =>
        Ask(5, Occupied(0, 0, 0).Add(new StatedCapacity("office-a", "HOUSING", 1, null, false, Now.AddDays(2))), Hold).Offices.Single().AgeInDays.ShouldBe(0);

    [Fact]
    public void The_answer_says_what_the_site_agreed()
    {
        var answer = Ask(5, Occupied(0, 0, 0), Hold);
        (answer.Service, answer.Municipality, answer.AskedAt).ShouldBe(("HOUSING", "100", Now));
        var office = answer.Offices.Single();
        (office.Office, office.OwnFirst, office.WhenFull).ShouldBe(("office-a", false, "hold"));
        office.PaidBy.ShouldBe([new Funder("pes", 40), new Funder("office-a", 60)]);

        var without = Ask(5, Occupied(0, 0, 0), Hold with { ValidTo = Cases.Today.AddDays(-1) }).Offices.Single();
        (without.WhenFull, without.PaidBy.Count).ShouldBe(("waitlist", 0));
        Ask(5, Occupied(0, 0, 0), Cases.Local).Offices.Single().WhenFull.ShouldBe("waitlist");
        Ask(5, Occupied(0, 0, 0), Hold with { Parties = ["pes", "office-b"] }).Offices.Single().WhenFull.ShouldBe("waitlist", "the office is no party");
    }

    [Fact]
    public void Who_has_a_place_comes_first_then_by_name()
    {
        var directory = World(new("office-a", 1), new("office-z", 1), new("office-y", 1), new("pes", 1));
        var occupancy = new PlacesFor { Held = { [("office-a", "HOUSING")] = 1 } };

        CapacityQuestion.Answer(Cases.Pes, "HOUSING", "100", new Agreed(directory, Cases.Policy, []), occupancy, Now).Offices.Select(o => (o.Office, o.HasPlace))
            .ShouldBe([("office-y", true), ("office-z", true), ("office-a", false)]);
    }

    public static TheoryData<string, Func<Agency, Agency>, bool> Offices => new()
    {
        { "as it is", a => a, true },
        { "not live", a => a with { Live = false }, false },
        { "closes today", a => a with { ClosesOn = Cases.Today }, false },
        { "closes tomorrow", a => a with { ClosesOn = Cases.Today.AddDays(1) }, true },
        { "control", a => a with { Class = RecipientClass.PesControl }, false },
        { "elsewhere", a => a with { Territory = [new Territory("300", null, null)] }, false },
        { "a provider that no agreement names", a => a with { Class = RecipientClass.Provider }, false },
    };

    [Theory]
    [MemberData(nameof(Offices))]
    public void An_office_that_may_not_be_referred_to_is_not_asked(string what, Func<Agency, Agency> change, bool asked) =>
        Ask(5, Occupied(0, 0, 0), Hold, change(Cases.Welfare)).Offices.Count.ShouldBe(asked ? 1 : 0, what);

    [Fact]
    public void A_provider_that_the_agreement_names_is_asked() =>
        Ask(5, Occupied(0, 0, 0), Hold with { Providers = ["office-a"] }, Cases.Welfare with { Class = RecipientClass.Provider }).Offices.Count.ShouldBe(1);

    [Fact]
    public void What_an_office_states_is_free_comes_on_top_of_what_is_taken()
    {
        var way = new Way();
        Occupancy(way).Held[("office-a", "HOUSING")] = 4;

        var row = State(way, new CapacityStated { Ticket = "c", Service = "HOUSING", FreePlaces = 3, WaitingDays = 20, AssessFirst = true, SentAt = Now.AddHours(-1) }).New<CapacitySnapshot>().ShouldHaveSingleItem();

        (row.Agency, row.Service, row.Places, row.WaitingDays, row.AssessFirst, row.StatedAt).ShouldBe(("office-a", "HOUSING", 7, 20, true, Now.AddHours(-1)));
        way.Known.Records.All.Last().State.ShouldBe(RecordState.Done);
    }

    [Fact]
    public void A_newer_statement_takes_the_place_of_an_older_one_and_not_the_other_way_round()
    {
        var way = new Way();
        State(way, new CapacityStated { Ticket = "c-1", Service = "HOUSING", FreePlaces = 3, SentAt = Now.AddHours(-2) });

        State(way, new CapacityStated { Ticket = "c-0", Service = "HOUSING", FreePlaces = 9, SentAt = Now.AddHours(-3) }).After<CapacitySnapshot>().ShouldBeEmpty();
        State(way, new CapacityStated { Ticket = "c-2", Service = "HOUSING", FreePlaces = 0, WaitingDays = 0, SentAt = Now.AddHours(-2) }).After<CapacitySnapshot>().Single().Places.ShouldBe(0, "of the same moment the later record counts");
        State(way, new CapacityStated { Ticket = "c-3", Service = "HOUSING", FreePlaces = 1 }).After<CapacitySnapshot>().Single().ShouldSatisfyAllConditions(r => r.StatedAt.ShouldBe(Now), r => r.AssessFirst.ShouldBeFalse());
        way.Known.Capacities.All.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("TRAINING", 1, null, CapacityRules.NotOffered)]
    [InlineData("HOUSING", -1, null, "out-of-range")]
    [InlineData("HOUSING", 1, -1, "out-of-range")]
    public void What_cannot_be_is_set_aside(string service, int free, int? days, string code)
    {
        var way = new Way();

        State(way, new CapacityStated { Ticket = "c", Service = service, FreePlaces = free, WaitingDays = days }).After<CapacitySnapshot>().ShouldBeEmpty();

        (way.Known.Records.All.Last().State, way.Known.Records.All.Last().ReasonCode).ShouldBe((RecordState.SetAside, code));
    }

    private static Decision State(Way way, CapacityStated stated) => way.State(EventTypes.CapacityStated, stated, agency: "office-a");

    private static PlacesFor Occupancy(Way way) => (PlacesFor)way.Known.Occupancy;

    private static PlacesFor Occupied(int taken, int promised, int waiting) => new()
    {
        Held = { [("office-a", "HOUSING")] = taken }, Handed = { [("office-a", "HOUSING")] = promised }, Wait = { [("office-a", "HOUSING")] = waiting },
    };

    private static CapacityAnswer Ask(int? places, IOccupancy occupancy, Collaboration site, Agency? office = null) => CapacityQuestion.Answer(
        Cases.Pes, "HOUSING", "100", new Agreed(Cases.Directory([new Service { Code = "HOUSING", Names = Cases.Words, Offers = [new ServiceOffer("office-a", places)] }], office ?? Cases.Welfare), Cases.Policy, [site]), occupancy, Now);

    private static AgencyDirectory World(params ServiceOffer[] offers) => new(
        "dir-1", [Cases.Pes, Cases.Welfare, Cases.Welfare with { Id = "office-z" }, Cases.Welfare with { Id = "office-y" }], [new Municipality { Country = "BE", Code = "100", Name = "Aartstad" }],
        [new Service { Code = "HOUSING", Names = Cases.Words, Offers = offers }], new Dictionary<string, IReadOnlyCollection<DateOnly>>());
}
