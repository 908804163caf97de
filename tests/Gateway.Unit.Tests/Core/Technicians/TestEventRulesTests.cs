using Gateway.Core.Directory;
using Gateway.Core.Technicians;

namespace Gateway.Unit.Tests.Core.Technicians;

public sealed class TestEventRulesTests
{
    [Theory]
    [InlineData(ChannelKind.Feed, true, false, TestSending.Sent)]
    [InlineData(ChannelKind.Webhook, true, false, TestSending.Sent)]
    [InlineData(ChannelKind.File, true, true, TestSending.StillWaiting)]
    [InlineData(ChannelKind.Inbox, true, false, TestSending.NoChannel)]
    [InlineData(ChannelKind.Amqp, false, false, TestSending.NoChannel)]
    public void One_test_at_a_time_goes_to_a_channel_that_leads_to_a_system(ChannelKind channel, bool live, bool waiting, TestSending came) =>
        TestEventRules.MaySend(Cases.Welfare with { Channel = channel, Live = live }, waiting).ShouldBe(came);

    [Fact]
    public void An_agency_that_the_directory_lost_gets_none() => TestEventRules.MaySend(null, waiting: false).ShouldBe(TestSending.NoChannel);
}
