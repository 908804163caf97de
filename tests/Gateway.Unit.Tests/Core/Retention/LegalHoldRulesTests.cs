using Gateway.Core.Retention;

namespace Gateway.Unit.Tests.Core.Retention;

/// <summary>What may be said of a legal hold.</summary>
public sealed class LegalHoldRulesTests
{
    [Theory]
    [InlineData("2026/14", true)]
    [InlineData("RG-2026-0114", true)]
    [InlineData("art.17:3", true)]
    [InlineData("A/1", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("Peeters", false)]
    [InlineData("the mother of Jan phoned", false)]
    [InlineData("2026/14 Peeters", false)]
    [InlineData("85073003328", false)]
    [InlineData("85.07.30-033.28", false)]
    [InlineData("RG-85073003328", false)]
    [InlineData("2026-0000000000000000000000000000000000000", false)]
    public void A_reference_is_one_bounded_word_that_names_nobody(string? written, bool isReference) =>
        LegalHoldRules.Reference(written).ShouldBe(isReference ? written : null);
}
