using Gateway.Contracts;
using Gateway.Core.Referrals;

namespace Gateway.Unit.Tests.Core.Deciding;

/// <summary>Under which ticket the recipient may answer.</summary>
public sealed class HandoverTicketTests
{
    [Fact]
    public void A_referral_that_an_amendment_gets_issued_is_handed_over_under_its_own_ticket()
    {
        var way = new Way();
        way.State(EventTypes.ReferralSubmitted, Cases.Referral with { Ticket = "t-1", Basis = null });
        way.Referral.State.ShouldBe(ReferralState.Withheld);

        way.State(EventTypes.ReferralAmended, Cases.Referral with { Ticket = "t-2", InReplyTo = "t-1", SentAt = way.Now.AddHours(1) });

        way.Referral.State.ShouldBe(ReferralState.Issued);
        way.Handover.TicketHash.ShouldBe(way.Index.Ticket(way.Handover.Recipient, "t-1"), "the event that it reads names this one");
    }
}
