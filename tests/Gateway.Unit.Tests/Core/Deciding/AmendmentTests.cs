using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Referrals;

namespace Gateway.Unit.Tests.Core.Deciding;

/// <summary>A correction goes out once, however often it is decided.</summary>
public sealed class AmendmentTests
{
    [Fact]
    public void A_correction_that_is_decided_again_sends_nothing_more()
    {
        var way = new Way();
        way.Refer();
        way.ReleaseAll();
        var correction = Cases.Referral with { Ticket = "t-2", InReplyTo = "t-1", SentAt = way.Now.AddHours(1) };
        way.State(EventTypes.ReferralAmended, correction);
        way.ReleaseAll();
        Handovers(way).ShouldBe(2, "the referral, and its correction");

        way.State(EventTypes.ReferralAmended, correction);
        way.ReleaseAll();

        Handovers(way).ShouldBe(2);
    }

    [Fact]
    public void A_referral_with_a_time_in_the_future_is_corrected_like_any_other()
    {
        var way = new Way();
        way.State(EventTypes.ReferralSubmitted, Cases.Referral with { SentAt = way.Now.AddDays(400), Agreement = Way.Claim("2026-03-01") });
        way.ReleaseAll();
        way.Now = way.Now.AddHours(1);

        way.State(EventTypes.ReferralAmended, Cases.Referral with { Ticket = "t-2", InReplyTo = Cases.Referral.Ticket, SentAt = way.Now, Agreement = Way.Claim("2026-03-01") });
        way.ReleaseAll();

        Handovers(way).ShouldBe(2);
    }

    [Fact]
    public void Another_correction_of_the_same_moment_is_sent()
    {
        var way = new Way();
        way.Refer();
        way.ReleaseAll();
        var correction = Cases.Referral with { Ticket = "t-2", InReplyTo = "t-1", SentAt = way.Now.AddHours(1) };
        way.State(EventTypes.ReferralAmended, correction);
        way.ReleaseAll();

        way.State(EventTypes.ReferralAmended, correction with { Ticket = "t-3" });

        Handovers(way).ShouldBe(3);
    }

    [Fact]
    public void A_correction_of_a_referral_that_is_withheld_is_decided_again()
    {
        var way = new Way();
        way.State(EventTypes.ReferralSubmitted, Cases.Referral with { Ticket = "t-1", Basis = null });
        var correction = Cases.Referral with { Ticket = "t-2", InReplyTo = "t-1", Basis = null, SentAt = way.Now.AddHours(1) };
        way.State(EventTypes.ReferralAmended, correction);

        var again = way.State(EventTypes.ReferralAmended, correction);

        way.Referral.State.ShouldBe(ReferralState.Withheld);
        again.After<ReferralSnapshot>().ShouldNotBeEmpty();
    }

    private static int Handovers(Way way) => way.Deliveries.Count(d => d.Event == EventTypes.ReferralHandover);
}
