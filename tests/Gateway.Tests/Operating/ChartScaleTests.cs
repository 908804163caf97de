using Gateway.Dashboard.Charts;

namespace Gateway.Tests.Operating;

/// <summary>A chart begins at zero, ends at a round number, and draws nothing where nothing is known.</summary>
public sealed class ChartScaleTests
{
    [Theory]
    [InlineData(null, 1)]
    [InlineData(0.0, 1)]
    [InlineData(1.0, 1)]
    [InlineData(3.0, 4)]
    [InlineData(41.0, 50)]
    [InlineData(99.5, 100)]
    [InlineData(1_001.0, 2_000)]
    public void A_scale_ends_at_a_round_number(double? most, double top) => ChartScale.Of([null, most]).Top.ShouldBe(top);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(25, 75)]
    [InlineData(80, 150)]
    public void A_value_never_stands_out_of_the_chart(double value, double height) => new ChartScale(50).Height(value, 150).ShouldBe(height);

    [Theory]
    [InlineData(null, "–")]
    [InlineData(0.0, "0")]
    [InlineData(2.25, "2.3")]
    public void What_is_not_known_is_not_zero(double? value, string text) => ChartScale.Text(value).ShouldBe(text);
}
