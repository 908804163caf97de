using FsCheck;
using FsCheck.Fluent;
using Gateway.Contracts.Events;
using Gateway.Core.Routing;
using Barrier = Gateway.Contracts.Events.Barrier;

namespace Gateway.Unit.Tests.Core.Routing;

public class CriteriaTests
{
    private static readonly Criterion Yes = new Criterion.OneOf("question", ["HELP"]);
    private static readonly Criterion No = new Criterion.OneOf("question", ["OTHER"]);
    private static readonly Criterion Open = new Criterion.Between("rung", 1, 3);

    public static TheoryData<Criterion, Verdict> Tables() => new()
    {
        { new Criterion.All([Yes, Yes]), Verdict.Yes },
        { new Criterion.All([Yes, Open]), Verdict.Undetermined },
        { new Criterion.All([No, Open]), Verdict.No },
        { new Criterion.Any([Yes, Open]), Verdict.Yes },
        { new Criterion.Any([No, Open]), Verdict.Undetermined },
        { new Criterion.Any([No, No]), Verdict.No },
        { new Criterion.Not(Yes), Verdict.No },
        { new Criterion.Not(No), Verdict.Yes },
        { new Criterion.Not(Open), Verdict.Undetermined },
    };

    [Theory]
    [MemberData(nameof(Tables))]
    public void Criteria_follow_the_tables_of_three_valued_logic(Criterion criterion, Verdict verdict) =>
        Judge(criterion, Cases.Referral).Verdict.ShouldBe(verdict);

    [Fact]
    public void What_left_it_open_is_listed_and_only_that()
    {
        Judge(new Criterion.All([Yes, Open]), Cases.Referral).Missing.ShouldBe(["rung"]);
        Judge(new Criterion.All([No, Open]), Cases.Referral).Missing.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("2024", Verdict.Undetermined)]
    [InlineData("2025-03", Verdict.Undetermined)]
    [InlineData("2025-02", Verdict.Yes)]
    [InlineData("2025-04", Verdict.No)]
    [InlineData(null, Verdict.Undetermined)]
    public void A_date_with_unknown_parts_decides_only_what_it_can(string? since, Verdict verdict)
    {
        var referral = Cases.Referral with { Registration = new Registration { UnemployedSince = since } };

        Judge(new Criterion.Between("unemployedMonths", 12, 20), referral).Verdict.ShouldBe(verdict);
    }

    [Fact]
    public void An_ambiguous_rung_decides_only_what_holds_for_each_of_its_rungs()
    {
        var referral = Cases.Referral with { Ladder = new LadderMeasurement { Presence = "present", AmbiguousRungs = [3, 4] } };

        Judge(new Criterion.Between("rung", 2, null), referral).Verdict.ShouldBe(Verdict.Yes);
        Judge(new Criterion.Between("rung", 4, null), referral).Verdict.ShouldBe(Verdict.Undetermined);
        Judge(new Criterion.Between("rung", 5, null), referral).Verdict.ShouldBe(Verdict.No);
        Judge(new Criterion.Between("rung", 1, null), referral with { Ladder = new LadderMeasurement { Presence = "unknown", Rung = 2 } }).Verdict.ShouldBe(Verdict.Undetermined);
    }

    [Fact]
    public void An_empty_list_of_barriers_is_not_the_absence_of_barriers() =>
        Judge(new Criterion.OneOf("barriers", ["DEBT"]), Cases.Referral with { Barriers = [] }).Verdict.ShouldBe(Verdict.Undetermined);

    [Fact]
    public void Learning_more_settles_a_verdict_and_never_turns_one_around() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            var criterion = AnyCriterion(random, 3);
            var whole = Whole(random);
            var before = Judge(criterion, Without(whole, random)).Verdict;
            return before == Verdict.Undetermined || before == Judge(criterion, whole).Verdict;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    private static Judgement Judge(Criterion criterion, ReferralSubmitted referral) =>
        Criteria.Judge(criterion, ReferralFacts.Of(referral, Cases.Today));

    private static Criterion AnyCriterion(Random random, int depth) => random.Next(depth > 0 ? 7 : 4) switch
    {
        0 => new Criterion.Between("rung", random.Next(1, 4), random.Next(3, 7)),
        1 => new Criterion.Between("unemployedMonths", random.Next(0, 30), null),
        2 => new Criterion.OneOf("barriers", [random.Next(2) == 0 ? "DEBT" : "HOUSING"]),
        3 => new Criterion.Between("daysWorked", null, random.Next(0, 500)),
        4 => new Criterion.Not(AnyCriterion(random, depth - 1)),
        5 => new Criterion.All([AnyCriterion(random, depth - 1), AnyCriterion(random, depth - 1)]),
        _ => new Criterion.Any([AnyCriterion(random, depth - 1), AnyCriterion(random, depth - 1), AnyCriterion(random, depth - 1)]),
    };

    private static ReferralSubmitted Whole(Random random) => Cases.Referral with
    {
        Ladder = new LadderMeasurement { Presence = "present", Rung = random.Next(1, 7) },
        Registration = new Registration { UnemployedSince = Cases.Today.AddDays(-random.Next(0, 1000)).ToString("yyyy-MM-dd", null) },
        Barriers = [new Barrier { Code = random.Next(2) == 0 ? "DEBT" : "HOUSING" }],
        Work = new WorkHistory { DaysWorked = random.Next(0, 600) },
    };

    // Less of the same referral: parts missing, a date without its day or month, a rung that may be its neighbour.
    private static ReferralSubmitted Without(ReferralSubmitted whole, Random random)
    {
        var rung = whole.Ladder!.Rung!.Value;
        return whole with
        {
            Ladder = random.Next(3) switch { 0 => null, 1 => new LadderMeasurement { Presence = "present", AmbiguousRungs = [rung, Math.Min(6, rung + 1)] }, _ => whole.Ladder },
            Registration = random.Next(3) switch { 0 => null, 1 => new Registration { UnemployedSince = whole.Registration!.UnemployedSince![..(random.Next(2) == 0 ? 4 : 7)] }, _ => whole.Registration },
            Barriers = random.Next(2) == 0 ? null : whole.Barriers,
            Work = random.Next(2) == 0 ? null : whole.Work,
        };
    }
}
