using Gateway.Core.Operating;

namespace Gateway.Unit.Tests.Core.Operating;

/// <summary>A machine clock that is set, and clocks that differ.</summary>
public sealed class ClockHealthTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(5, 5, null)]
    [InlineData(6, 5, null)]
    [InlineData(-3595, 5, -3600)]
    [InlineData(3605, 5, 3600)]
    [InlineData(-20, 5, null)]
    [InlineData(-25, 5, -30)]
    public void A_clock_that_was_set_is_told_from_one_that_goes(int shown, int elapsed, int? jump) =>
        ClockHealth.Jump(Noon, Noon.AddSeconds(shown), TimeSpan.FromSeconds(elapsed)).ShouldBe(jump is { } seconds ? TimeSpan.FromSeconds(seconds) : null);

    [Theory]
    [InlineData(-40, null)]
    [InlineData(29, null)]
    [InlineData(90, "The clock of two is 90 s ahead of the one here")]
    public void Clocks_that_differ_are_told(int ahead, string? told)
    {
        var said = ClockHealth.Tell([("one", Noon.AddSeconds(-5)), ("two", Noon.AddSeconds(ahead))], Noon);
        if (told is null)
            said.ShouldBeNull();
        else
            said!.ShouldContain(told);
    }
}
