using Gateway.Contracts.Events;
using Gateway.Core.Routing;
using Barrier = Gateway.Contracts.Events.Barrier;

namespace Gateway.Unit.Tests.Core.Routing;

/// <summary>The facts that criteria of local agreements look at.</summary>
public sealed class ReferralFactsTests
{
    private static readonly ReferralSubmitted Whole = Cases.Referral with
    {
        Client = Cases.Referral.Client with { BirthDate = "1990-03-10", ContactLanguage = "nld", NeedsInterpreter = false },
        Registration = new Registration { UnemployedSince = "2025-01", InscriptionDate = "2025-03-09", BenefitScheme = "UNEMPLOYMENT", MediationStatus = "ACTIVE" },
        Assistance = new Assistance { GrantedOn = "2026-03-09", Law = "1", Category = "A" },
        Work = new WorkHistory { DaysWorked = 312 },
        Profile = new WorkProfile
        {
            Education = 3, WeeklyHours = 38, Languages = [new LanguageSkill { Language = "fra" }, new LanguageSkill { Language = "nld" }], DrivingLicences = ["B"], Transport = "BIKE", OccupationsWanted = ["5120"],
            ForeignDiplomaNotRecognised = true,
        },
        Ladder = new LadderMeasurement { Presence = "present", AmbiguousRungs = [4, 3] },
        Barriers = [new Barrier { Code = "DEBT" }, new Barrier { Code = "" }],
        Goal = new Goal { Code = "WORK" },
    };

    [Theory]
    [InlineData("unemployedMonths", "unemployedMonths=13..14")] // some day of that month
    [InlineData("registeredMonths", "registeredMonths=12")]
    [InlineData("assistanceMonths", "assistanceMonths=0")]
    [InlineData("age", "age=35")] // tomorrow is the birthday
    [InlineData("daysWorked", "daysWorked=312")]
    [InlineData("education", "education=3")]
    [InlineData("weeklyHours", "weeklyHours=38")]
    [InlineData("rung", "rung=3..4")]
    [InlineData("benefitScheme", "benefitScheme=UNEMPLOYMENT")]
    [InlineData("mediationStatus", "mediationStatus=ACTIVE")]
    [InlineData("assistanceLaw", "assistanceLaw=1")]
    [InlineData("assistanceCategory", "assistanceCategory=A")]
    [InlineData("barriers", "barriers=DEBT")]
    [InlineData("languages", "languages=fra+nld")]
    [InlineData("contactLanguage", "contactLanguage=nld")]
    [InlineData("drivingLicences", "drivingLicences=B")]
    [InlineData("transport", "transport=BIKE")]
    [InlineData("occupations", "occupations=5120")]
    [InlineData("foreignDiploma", "foreignDiploma=true")]
    [InlineData("needsInterpreter", "needsInterpreter=false")]
    [InlineData("question", "question=HELP")]
    [InlineData("goal", "goal=WORK")]
    [InlineData("horoscope", "horoscope=?")]
    public void Each_fact_is_read_from_its_field(string fact, string says)
    {
        ReferralFacts.Of(Whole, Cases.Today).Describe(fact).ShouldBe(says);
        ReferralFacts.Of(new ReferralSubmitted { Ticket = "t", Purpose = "ACTIVATION", Question = "", Client = new Client { Identifiers = [] } }, Cases.Today).Describe(fact).ShouldBe(fact + "=?");
    }

    [Fact]
    public void Every_fact_that_may_be_named_is_read_and_has_its_kind()
    {
        var facts = ReferralFacts.Of(Whole, Cases.Today);

        ReferralFacts.Known.Count.ShouldBe(22);
        ReferralFacts.Known.ShouldAllBe(f => f.Value == FactKind.Number ? facts.Number(f.Key) != null : facts.Codes(f.Key) != null);
    }

    [Theory]
    [InlineData("benefitScheme", true)]
    [InlineData("assistanceLaw", true)]
    [InlineData("assistanceCategory", true)]
    [InlineData("assistanceMonths", true)]
    [InlineData("unemployedMonths", false)]
    public void What_tells_the_benefit_can_be_left_open(string fact, bool tells)
    {
        var without = ReferralFacts.Of(Whole, Cases.Today).WithoutBenefit();

        ReferralFacts.TellsBenefit(fact).ShouldBe(tells);
        without.Describe(fact).EndsWith('?').ShouldBe(tells);
    }

    [Theory]
    [InlineData("1990-03-09", "age=36")]
    [InlineData("1990-03", "age=35..36")]
    [InlineData("2026-03-10", "age=?")] // not born yet
    [InlineData("2026-03", "age=0")] // some day of this month, perhaps still to come
    public void An_age_is_as_precise_as_the_day_of_birth(string born, string says) =>
        ReferralFacts.Of(Whole with { Client = Whole.Client with { BirthDate = born } }, Cases.Today).Describe("age").ShouldBe(says);

    [Theory]
    [InlineData("present", 2, "rung=2")]
    [InlineData("absent", 2, "rung=?")]
    [InlineData("present", null, "rung=?")]
    public void A_rung_counts_where_it_was_measured(string presence, int? rung, string says) =>
        ReferralFacts.Of(Whole with { Ladder = new LadderMeasurement { Presence = presence, Rung = rung, AmbiguousRungs = [] } }, Cases.Today).Describe("rung").ShouldBe(says);

    [Theory]
    [InlineData(3, null, Verdict.Yes)]
    [InlineData(4, null, Verdict.Undetermined)]
    [InlineData(5, null, Verdict.No)]
    [InlineData(null, 4, Verdict.Yes)]
    [InlineData(null, 3, Verdict.Undetermined)]
    [InlineData(null, 2, Verdict.No)]
    [InlineData(3, 4, Verdict.Yes)]
    public void Bounds_are_inclusive(int? least, int? most, Verdict verdict)
    {
        var judged = Criteria.Judge(new Criterion.Between("rung", least, most), ReferralFacts.Of(Whole, Cases.Today));

        judged.Verdict.ShouldBe(verdict);
        judged.Used.ShouldBe(["rung"]);
        judged.Missing.ShouldBe(verdict == Verdict.Undetermined ? ["rung"] : []);
    }

    [Fact]
    public void What_was_looked_at_is_listed_once_and_what_is_unknown_is_missing()
    {
        var facts = ReferralFacts.Of(Whole with { Barriers = null }, Cases.Today);
        Criterion rung = new Criterion.Between("rung", 1, null);
        Criterion barrier = new Criterion.OneOf("barriers", ["DEBT"]);
        Criterion twice = new Criterion.Any([new Criterion.All([rung, barrier]), new Criterion.Not(rung), barrier]);

        var judged = Criteria.Judge(twice, facts);

        (judged.Verdict, string.Join(' ', judged.Used), string.Join(' ', judged.Missing)).ShouldBe((Verdict.Undetermined, "rung", "barriers"));
        Criteria.FactsOf(twice).ShouldBe(["rung", "barriers", "rung", "barriers"]);
        Should.Throw<ArgumentException>(() => Criteria.Judge(null!, facts));
        Should.Throw<ArgumentException>(() => Criteria.FactsOf(null!).ToList());
    }
}
