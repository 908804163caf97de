using FsCheck;
using FsCheck.Fluent;
using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Core.Ladder;

namespace Gateway.Unit.Tests.Translation;

public class NumbersAndLaddersTests
{
    [Theory]
    [InlineData("insz", "85073003328", "85073003328")]
    [InlineData("insz", "85.07.30-033.28", "85073003328")]
    [InlineData("insz", "17073003384", "17073003384")]
    [InlineData("insz", "98472899765", "98472899765")]
    [InlineData("insz", "85073003327", null)]
    [InlineData("insz", "8507300332", null)]
    [InlineData("bsn", "111222333", "111222333")]
    [InlineData("bsn", "999990019", "999990019")]
    [InlineData("bsn", "10000008", "010000008")]
    [InlineData("bsn", "123456789", null)]
    [InlineData("bsn", "000000000", null)]
    [InlineData("fnr", "01010050053", "01010050053")]
    [InlineData("fnr", "01010050054", null)]
    [InlineData("agency", " x-1 ", "x-1")]
    [InlineData("other", "1", null)]
    public void A_national_number_is_normalised_or_refused(string scheme, string raw, string? expected) =>
        NationalNumbers.Normalise(scheme, raw).ShouldBe(expected);

    [Fact]
    public void One_wrong_digit_never_passes()
    {
        var wrong = from position in Gen.Choose(0, 10) from digit in Gen.Choose(0, 9) select (position, digit);
        Prop.ForAll(wrong.ToArbitrary(), w =>
        {
            var digits = "85073003328".ToCharArray();
            digits[w.position] = (char)('0' + w.digit);
            var number = new string(digits);
            return (NationalNumbers.Normalise(IdentifierSchemes.Insz, number) is not null) == (number == "85073003328");
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("six-rung", "4", 4)]
    [InlineData("half-step", "3.5", 3)]
    [InlineData("half-step", "3,5", 3)]
    [InlineData("five-step", "4", 5)]
    [InlineData("five-step", "1", 1)]
    [InlineData("VL-W2", "2", 2)]
    public void A_declared_variant_reads_as_one_rung(string variant, string raw, int rung) =>
        LadderVariants.Read(variant, raw).ShouldBe(new LadderReading.Exact(rung));

    [Theory]
    [InlineData("five-step", "3", new[] { 3, 4 })]
    [InlineData("VL-W2", "3", new[] { 3, 4 })]
    [InlineData("VL-W2", "4", new int[0])]
    [InlineData("wheel", "groen", new int[0])]
    public void What_fits_no_single_rung_stays_ambiguous(string variant, string raw, int[] rungs) =>
        LadderVariants.Read(variant, raw).ShouldBeOfType<LadderReading.Ambiguous>().Rungs.ShouldBe(rungs);

    [Theory]
    [InlineData("six-rung", "7")]
    [InlineData("six-rung", "3.5")]
    [InlineData("half-step", "3.2")]
    [InlineData("five-step", "6")]
    public void A_rung_the_variant_lacks_is_none(string variant, string raw) =>
        LadderVariants.Read(variant, raw).ShouldBeOfType<LadderReading.NoSuchRung>();

    [Fact]
    public void An_undeclared_variant_is_not_guessed()
    {
        LadderVariants.Read(null, "4").ShouldBeOfType<LadderReading.UndeclaredVariant>();
        LadderVariants.Read("eigen", "4").ShouldBeOfType<LadderReading.UndeclaredVariant>();
    }
}
