using Gateway.Core.Operating;

namespace Gateway.Unit.Tests.Core.Operating;

/// <summary>One test record is on its way at a time; one that does not come is given up.</summary>
public sealed class HeartbeatNoteTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 9, 12, 0, 0, TimeSpan.Zero);
    private static readonly Guid Submission = Guid.Parse("00000000-0000-0000-0000-000000000001");
    private static readonly HeartbeatNote Back = HeartbeatNote.Begin(Noon) with { Every = TimeSpan.FromMinutes(5) };

    [Theory]
    [InlineData(4, false, false)]
    [InlineData(5, false, true)]
    [InlineData(5, true, false)]
    [InlineData(14, true, false)]
    [InlineData(15, true, true)]
    public void The_next_is_due(int minutes, bool underway, bool due) =>
        (underway ? Back.Sent(1, Submission, Noon) : Back).IsDue(Noon.AddMinutes(minutes)).ShouldBe(due);

    [Fact]
    public void Switched_off_none_is_due() => (Back with { Every = TimeSpan.Zero }).IsDue(Noon.AddYears(1)).ShouldBeFalse();

    [Fact]
    public void What_came_through_is_noted_with_the_time_it_took()
    {
        var came = Back.Sent(7, Submission, Noon).Came([Submission], Noon.AddSeconds(2));

        came.ShouldBe(Back with { Number = 7, CameAt = Noon.AddSeconds(2), Took = TimeSpan.FromSeconds(2) });
    }

    [Fact]
    public void Another_that_was_given_up_before_is_not_taken_for_it()
    {
        var sent = Back.Sent(8, Submission, Noon);

        sent.Came([Guid.Empty], Noon.AddSeconds(2)).ShouldBe(sent);
    }
}
