using Gateway.Core.Handovers;

namespace Gateway.Unit.Tests.Core.Webhooks;

/// <summary>When an office is told by mail.</summary>
public sealed class NoticeRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(true, null, true, false)]
    [InlineData(true, 1, false, false)]
    [InlineData(true, 23, false, false)]
    [InlineData(true, 24, true, false)]
    [InlineData(false, null, false, false)]
    [InlineData(false, 1, false, true)]
    public void At_once_then_once_a_day_and_at_once_again_after_there_was_nothing(bool isThere, int? hoursAgo, bool due, bool over)
    {
        var stand = new NoticeStand("a", NoticeKind.Inbox, isThere, hoursAgo is { } h ? Now.AddHours(-h) : null);

        (NoticeRules.IsDue(stand, Now), NoticeRules.IsOver(stand)).ShouldBe((due, over));
    }
}
