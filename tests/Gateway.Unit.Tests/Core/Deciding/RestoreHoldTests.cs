using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Operating;

namespace Gateway.Unit.Tests.Core.Deciding;

/// <summary>What waits for a person after a restore.</summary>
public sealed class RestoreHoldTests
{
    [Theory]
    [InlineData(ChannelKind.Feed, DeliveryState.Waiting, false, true)]
    [InlineData(ChannelKind.Webhook, DeliveryState.Waiting, false, true)]
    [InlineData(ChannelKind.Amqp, DeliveryState.Released, false, true)]
    [InlineData(ChannelKind.File, DeliveryState.Released, false, true)]
    [InlineData(ChannelKind.Feed, DeliveryState.Released, true, false)]
    [InlineData(ChannelKind.Feed, DeliveryState.Confirmed, true, false)]
    [InlineData(ChannelKind.File, DeliveryState.Blocked, false, false)]
    [InlineData(ChannelKind.Inbox, DeliveryState.Waiting, false, false)]
    [InlineData(ChannelKind.Gateway, DeliveryState.Waiting, false, false)]
    public void What_may_have_left_is_parked(ChannelKind channel, DeliveryState state, bool hasPosition, bool parked)
    {
        var delivery = new DeliverySnapshot { From = "vdab", Recipient = "ocmw", Event = "referral.handover", State = state, Position = hasPosition ? 3 : null };
        RestoreHold.IsParked(delivery, Agency(channel)).ShouldBe(parked);
    }

    [Fact]
    public void What_is_for_an_office_that_the_directory_lost_is_parked_and_says_why()
    {
        var delivery = new DeliverySnapshot { From = "vdab", Recipient = "gone", Event = "referral.handover", State = DeliveryState.Waiting };
        RestoreHold.IsParked(delivery, null).ShouldBeTrue();
        RestoreHold.Fault.ShouldBe(new Gateway.Core.Work.Fault("restored", WorkProblems.MayHaveLeft));
    }

    [Fact]
    public void No_person_has_the_name_of_who_holds() => UserRules.Normal(RestoreHold.User).ShouldContain(' ');

    private static Agency Agency(ChannelKind channel) => TestAgency.Entry with { Channel = channel };
}
