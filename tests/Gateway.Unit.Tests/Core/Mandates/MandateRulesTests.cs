using Gateway.Core.Directory;
using Gateway.Core.Mandates;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;

namespace Gateway.Unit.Tests.Core.Mandates;

/// <summary>What a control service may have on a mandate: only what the basis lists, only as long as everything holds.</summary>
public sealed class MandateRulesTests
{
    private const string Law = "LAW-1";

    private static readonly DateOnly Today = Cases.Today;

    private static readonly MandateAsked Sound = new()
    {
        Basis = Law, Controller = "pes", From = Today.AddDays(-20), To = Today, EndsOn = Today, Kinds = ["ATTENDANCE"],
    };

    /// <summary>Requests that hold in all but one thing.</summary>
    public static TheoryData<string, MandateAsked, string?> Requests() => new()
    {
        { "as it should be", Sound, null },
        { "a whole period, to the day", Sound with { From = Today.AddDays(-30) }, null },
        { "unknown basis", Sound with { Basis = "LAW-9" }, MandateCodes.BasisUnknown },
        { "a basis of activation", Sound with { Basis = "TASK-1" }, MandateCodes.BasisUnknown },
        { "a basis that ended yesterday", Sound with { Basis = "LAW-ENDED" }, MandateCodes.BasisNotInForce },
        { "a basis that begins tomorrow", Sound with { Basis = "LAW-LATER" }, MandateCodes.BasisNotInForce },
        { "a basis that names others", Sound with { Basis = "LAW-OTHERS" }, MandateCodes.BasisOtherRecipient },
        { "a basis of another country", Sound with { Basis = "LAW-ABROAD" }, MandateCodes.BasisOtherRecipient },
        { "an agency that the basis does not cover", Sound with { Controller = "office-a" }, MandateCodes.BasisOtherController },
        { "an agency that nobody knows", Sound with { Controller = "nobody" }, MandateCodes.BasisOtherController },
        { "a mandate that ended yesterday", Sound with { EndsOn = Today.AddDays(-1) }, MandateCodes.Ended },
        { "a first day after the last", Sound with { From = Today, To = Today.AddDays(-1) }, MandateCodes.PeriodInvalid },
        { "days that have not come", Sound with { To = Today.AddDays(1) }, MandateCodes.PeriodInvalid },
        { "a day too long", Sound with { From = Today.AddDays(-31) }, MandateCodes.PeriodTooLong },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public void A_mandate_holds_as_a_whole_or_not_at_all(string what, MandateAsked asked, string? code)
    {
        var decision = Decide(asked);

        decision.Code.ShouldBe(code, what);
        decision.Given.ShouldBe(code is null ? ["ATTENDANCE"] : [], what);
        decision.Refused.ShouldBe(code is null ? [] : [new RefusedKind("ATTENDANCE", code)], what);
    }

    [Fact]
    public void What_the_basis_does_not_list_is_refused_with_its_own_reason()
    {
        var decision = Decide(Sound with { Kinds = ["ATTENDANCE", "DEBTS", "CASE_NOTES", "SANCTION", "HEALTH", "ATTENDANCE"] });

        decision.Given.ShouldBe(["ATTENDANCE"]);
        decision.Refused.ShouldBe(
        [
            new RefusedKind("DEBTS", MandateCodes.KindNever), new RefusedKind("CASE_NOTES", MandateCodes.KindNever), new RefusedKind("SANCTION", MandateCodes.KindNotListed),
            new RefusedKind("HEALTH", MandateCodes.KindNever),
        ]);
    }

    [Fact]
    public void A_policy_that_lists_what_is_never_given_gives_none_of_it()
    {
        var decision = Decide(Sound with { Kinds = ["DEBTS"] }, Terms with { Kinds = ["DEBTS"] });

        decision.Given.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(RecipientClass.Pes)]
    [InlineData(RecipientClass.Welfare)]
    [InlineData(RecipientClass.WelfareDecision)]
    [InlineData(RecipientClass.Provider)]
    [InlineData(RecipientClass.Employer)]
    [InlineData(RecipientClass.Health)]
    [InlineData(RecipientClass.Police)]
    public void Nobody_but_a_control_service_asks_with_a_mandate(RecipientClass asking) =>
        MandateRules.Decide(new MandateCase(Sound, Cases.Control with { Class = asking }, Today), World(Terms)).Code.ShouldBe(MandateCodes.NotControl);

    [Fact]
    public void A_control_service_that_takes_no_part_any_more_gets_nothing()
    {
        MandateRules.Decide(new MandateCase(Sound, Cases.Control with { Live = false }, Today), World(Terms)).Given.ShouldBeEmpty();
        MandateRules.Decide(new MandateCase(Sound, null, Today), World(Terms)).Code.ShouldBe(MandateCodes.NotControl, "the directory does not know it any more");
    }

    [Fact]
    public void A_second_decision_takes_away_and_adds_nothing()
    {
        var first = new MandateDecision(null, ["ATTENDANCE", "CLAIM"], [new RefusedKind("SANCTION", MandateCodes.KindNotListed)]);

        var again = MandateRules.Again(first, new MandateDecision(null, ["ATTENDANCE", "SANCTION"], [new RefusedKind("CLAIM", MandateCodes.KindNotListed)]));

        again.Given.ShouldBe(["ATTENDANCE"]);
        again.Refused.ShouldBe([new RefusedKind("SANCTION", MandateCodes.KindNotListed), new RefusedKind("CLAIM", MandateCodes.KindNotListed)]);
        var whole = new MandateDecision(MandateCodes.Ended, [], []);
        MandateRules.Again(whole, first).ShouldBe(whole);
    }

    [Fact]
    public void Every_reason_says_what_to_do()
    {
        foreach (var code in MandateCodes.All)
            MandateCodes.Says(code).ShouldEndWith(".", Case.Sensitive, code);
        typeof(MandateCodes).GetFields().Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!).ShouldBe(MandateCodes.All, ignoreOrder: true);
    }

    private static MandateTerms Terms { get; } = new() { Recipients = ["pes-control"], Kinds = ["ATTENDANCE"], LongestDays = 31 };

    private static MandateDecision Decide(MandateAsked asked, MandateTerms? terms = null) => MandateRules.Decide(new MandateCase(asked, Cases.Control, Today), World(terms ?? Terms));

    private static Agreed World(MandateTerms terms)
    {
        var law = new LegalBasis
        {
            Reference = Law, Kind = BasisKind.LegalObligation, Titles = Cases.Words, Country = "BE", Agencies = ["pes"], Purposes = ["CONTROL"], Mandate = terms,
        };
        LegalBasis[] laws =
        [
            law, law with { Reference = "LAW-ENDED", To = Today.AddDays(-1) }, law with { Reference = "LAW-LATER", From = Today.AddDays(1) },
            law with { Reference = "LAW-OTHERS", Mandate = terms with { Recipients = ["another-control"] } }, law with { Reference = "LAW-ABROAD", Country = "NL" }, Cases.Basis,
        ];
        return Cases.Agreed() with { Policy = Cases.Policy with { Bases = laws.ToDictionary(b => b.Reference, StringComparer.Ordinal) } };
    }
}
