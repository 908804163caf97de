using Gateway.Core.Clients;

namespace Gateway.Unit.Tests.Core.Rights;

/// <summary>A person's number is found in what somebody writes down about a file, and a file's number is none.</summary>
public sealed class NumbersInTextTests
{
    [Theory]
    [InlineData("85073003328", true)]
    [InlineData("85.07.30-033.28", true)]
    [InlineData("AVG-85073003328", true)]
    [InlineData("AVG/85.07.30-033.28/2", true)]
    [InlineData("file85073003328", true)]
    [InlineData("123456782", true)]
    [InlineData("1234.56.782", true)]
    [InlineData("AVG-123456782", false)]
    [InlineData("AVG-2026-17", false)]
    [InlineData("85073003329", false)]
    [InlineData("art. 17, 3, b", false)]
    [InlineData("", false)]
    public void A_text_holds_a_persons_number_or_not(string text, bool holds) => NationalNumbers.AreIn(text).ShouldBe(holds);
}
