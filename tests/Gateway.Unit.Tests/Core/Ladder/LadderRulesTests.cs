using Gateway.Contracts.Events;
using Gateway.Core.Ladder;

namespace Gateway.Unit.Tests.Core.Ladder;

/// <summary>A measurement is held against its variant, its day and what its organisation agreed.</summary>
public sealed class LadderRulesTests
{
    private static readonly DateOnly Received = new(2026, 3, 9);

    [Theory]
    [InlineData("six-rung", "4", 4, null, null)]
    [InlineData("six-rung", "4", null, null, null)]
    [InlineData("five-step", "4", 5, null, null)]
    [InlineData("five-step", "4", 2, null, "rung-not-of-variant")]
    [InlineData("five-step", "4", 2, "CHANGE_UNDER_WAY", null)]
    [InlineData("five-step", "4", 2, "because", "override-incomplete")]
    [InlineData("five-step", "4", null, "CHANGE_UNDER_WAY", "override-incomplete")]
    [InlineData("five-step", "3", null, null, null)]
    [InlineData("five-step", "3", 3, null, "rung-not-of-variant")]
    [InlineData("five-step", "3", 3, "QUESTIONS_DO_NOT_FIT", null)]
    [InlineData("half-step", "3.5", 3, null, null)]
    [InlineData("half-step", "3.5", 4, null, "rung-not-of-variant")]
    [InlineData("VL-W2", "4", null, null, null)]
    [InlineData("VL-W2", "4", 4, null, "rung-not-of-variant")]
    [InlineData("wheel", "7", null, null, null)]
    [InlineData("six-rung", "7", null, null, "unknown-rung")]
    [InlineData("six-rung", null, 4, null, null)]
    [InlineData("five-step", null, 4, null, "unknown-rung")]
    [InlineData(null, "4", 4, null, "undeclared-ladder-variant")]
    [InlineData("own", "4", 4, null, "undeclared-ladder-variant")]
    [InlineData("six-rung", "4", 9, "CHANGE_UNDER_WAY", "out-of-range")]
    public void A_rung_is_that_of_the_raw_value_or_has_a_reason(string? variant, string? raw, int? rung, string? because, string? code) =>
        LadderRules.Problem(Measurement() with { Variant = variant, RawRung = raw, Rung = rung, OverrideReason = because }, null, Received, null)?.Code.ShouldBe(code);

    [Theory]
    [InlineData("2026-03-01", "1985-07-30", null)]
    [InlineData("1984-01-01", "1985-07-30", "measured-before-birth")]
    [InlineData("1985", "1985-07-30", null)]
    [InlineData("1984-01-01", "1984", null)]
    [InlineData("2026-03-10", "1985-07-30", null)]
    [InlineData("2026-03-11", "1985-07-30", "measured-in-future")]
    [InlineData(null, "1985-07-30", null)]
    public void A_day_lies_between_birth_and_receipt(string? on, string born, string? code) =>
        LadderRules.Problem(Measurement() with { MeasuredOn = on }, born, Received, null)?.Code.ShouldBe(code);

    [Theory]
    [InlineData("2026-06-30", "six-rung", "2", null)]
    [InlineData("2026-06-30", "five-step", "2", "ladder-variant-not-agreed")]
    [InlineData("2026-07-01", "five-step", "2", null)]
    [InlineData("2026-07-01", "six-rung", "2", "ladder-variant-not-agreed")]
    public void A_variant_that_changes_mid_year_holds_from_its_day(string on, string variant, string raw, string? code)
    {
        var organisation = new MeasuringOrganisation(
            "office", [], [new DatedVariant("six-rung", null, null, new DateOnly(2026, 6, 30)), new DatedVariant("five-step", "2026.1", new DateOnly(2026, 7, 1), null)]);

        LadderRules.Problem(Measurement() with { MeasuredOn = on, Variant = variant, RawRung = raw, Rung = null }, null, new DateOnly(2026, 12, 1), organisation)?.Code.ShouldBe(code);
        organisation.ChangesIn(2026).ShouldBeTrue();
        organisation.ChangesIn(2027).ShouldBeFalse();
    }

    [Theory]
    [InlineData(0, null, "out-of-range")]
    [InlineData(7, null, "out-of-range")]
    [InlineData(5, 24, null)]
    [InlineData(5, 0, "out-of-range")]
    [InlineData(5, 121, "out-of-range")]
    public void An_expected_rung_has_a_horizon(int potential, int? months, string? code) =>
        LadderRules.Problem(Measurement() with { Potential = potential, PotentialHorizonMonths = months }, null, Received, null)?.Code.ShouldBe(code);

    [Theory]
    [InlineData("absent")]
    [InlineData("unknown")]
    public void What_was_not_measured_is_held_against_nothing(string presence)
    {
        var measurement = new LadderMeasurement { Presence = presence };

        LadderRules.Problem(measurement, "1985-07-30", Received, null).ShouldBeNull();
        LadderRules.RungOf(measurement).ShouldBeNull();
    }

    [Theory]
    [InlineData(null, "2027-03-01")]
    [InlineData("2026-09-15", "2026-09-15")]
    [InlineData("2026-02-01", "2027-03-01")]
    [InlineData("2031-01-01", "2027-03-01")]
    public void The_next_is_due_within_a_year_or_when_it_is_planned(string? planned, string due)
    {
        var terms = new LadderTerms([new MeasuringOrganisation("office", [], [])], [], []);

        RemeasureRules.NextDue(terms, "office", new DateOnly(2026, 3, 1), Measurement() with { NextDueOn = planned }).ShouldBe(DateOnly.Parse(due, null));
        RemeasureRules.NextDue(terms, "other", new DateOnly(2026, 3, 1), Measurement()).ShouldBeNull();
    }

    private static LadderMeasurement Measurement() => new() { Presence = "present", MeasuredOn = "2026-03-01", Variant = "six-rung", RawRung = "2", Rung = 2 };
}
