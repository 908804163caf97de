using Gateway.Contracts;
using Gateway.Core.Directory;
using Gateway.Core.Events;

namespace Gateway.Unit.Tests.Core.Events;

/// <summary>What the catalogue says of events, from their types, their fields and the policy.</summary>
public sealed class EventRulesTests
{
    [Theory]
    [InlineData(EventTypes.ReferralSubmitted, "client.identifiers.value", PersonalData.Identifies)]
    [InlineData(EventTypes.ReferralHandover, "referral.client.familyName", PersonalData.Identifies)]
    [InlineData(EventTypes.ReferralHandover, "referral.client.contact.phone", PersonalData.Identifies)]
    [InlineData(EventTypes.ReferralSubmitted, "barriers.code", PersonalData.About)]
    [InlineData(EventTypes.ReferralStatusChanged, "status", PersonalData.About)]
    [InlineData(EventTypes.ReferralSubmitted, "ticket", PersonalData.About)]
    [InlineData(EventTypes.ReferralSubmitted, "sender.contact.name", PersonalData.Staff)]
    [InlineData(EventTypes.ReferralHandover, "referral.sender.organisation", PersonalData.None)]
    [InlineData(EventTypes.ReferralSubmitted, "basis.reference", PersonalData.None)]
    [InlineData(EventTypes.CapacityStated, "free", PersonalData.None)]
    [InlineData(EventTypes.RecordReturned, "record", PersonalData.About)]
    [InlineData(EventTypes.RecordReturned, "sentence", PersonalData.None)]
    [InlineData(EventTypes.ApplicationProgressed, "outcome", PersonalData.About)]
    [InlineData(EventTypes.ApplicationProgressed, "case", PersonalData.About)]
    public void A_field_is_personal_data_unless_it_says_nothing_of_a_person(string type, string path, PersonalData personal) => EventRules.PersonalOf(type, path).ShouldBe(personal);

    [Theory]
    [InlineData(EventTypes.ReferralSubmitted, true, false)]
    [InlineData(EventTypes.ReferralHandover, false, true)]
    [InlineData(EventTypes.ReconciliationCounted, true, true)]
    [InlineData(EventTypes.RecordReturned, false, true)]
    [InlineData(EventTypes.MandateAnswered, false, true)]
    [InlineData(EventTypes.ChannelTested, false, true)]
    public void Who_sends_follows_from_the_code(string type, bool from, bool to)
    {
        var ways = EventRules.WaysOf(type, Cases.Policy);

        (ways.FromAgencies, ways.ToAgencies).ShouldBe((from, to));
    }

    [Fact]
    public void Every_event_travels_one_way_or_the_other() =>
        EventTypes.All.Keys.Where(t => EventRules.WaysOf(t, Cases.Policy) is { FromAgencies: false, ToAgencies: false }).ShouldBeEmpty();

    [Fact]
    public void Who_gets_it_follows_from_the_policy() =>
        EventRules.WaysOf(EventTypes.ReferralStatusChanged, Cases.Policy).Between.ShouldContain((RecipientClass.Welfare, RecipientClass.Pes));
}
