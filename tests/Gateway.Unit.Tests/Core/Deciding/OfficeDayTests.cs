using Gateway.Core.Work;

namespace Gateway.Unit.Tests.Core.Deciding;

/// <summary>Terms run from the day that it is at the office: what comes at night, Belgian time, came that day.</summary>
public sealed class OfficeDayTests
{
    [Theory]
    [InlineData("2026-03-10T22:59:59Z", "2026-03-13")]
    [InlineData("2026-03-10T23:00:00Z", "2026-03-16")]
    [InlineData("2026-03-11T22:59:59Z", "2026-03-16")]
    public void An_answer_is_due_three_working_days_after_the_day_of_the_handover(string now, string due)
    {
        var way = new Way { Now = DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture) };

        way.Refer();

        way.Handover.AckDueOn.ShouldBe(DateOnly.Parse(due, null));
        way.Referral.AckDueAt.ShouldBe(Moment.EndOf(way.Handover.AckDueOn));
    }

    [Fact]
    public void The_confirmation_of_a_stop_too()
    {
        var way = new Way();
        way.Refer();
        way.ReleaseAll();
        way.Now = new DateTimeOffset(2026, 3, 10, 23, 30, 0, TimeSpan.Zero);

        way.Withdraw();

        way.Deliveries.Single(d => d.ConfirmDueAt is not null).ConfirmDueAt.ShouldBe(Moment.EndOf(new DateOnly(2026, 3, 18)));
    }
}
