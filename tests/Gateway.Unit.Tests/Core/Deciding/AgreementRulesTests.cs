using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Agreements;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;
using Gateway.Core.Routing;

namespace Gateway.Unit.Tests.Core.Deciding;

/// <summary>After a withdrawal only what the client gave later counts (GDPR art. 7(3)).</summary>
public sealed class AgreementRulesTests
{
    [Theory]
    [InlineData("2026-03-01", null, false, "an amendment repeats the old claim without its record's number")]
    [InlineData("2026-03-01", "A-7", false, "an older record that was never seen")]
    [InlineData("2026-03-09", "A-7", false, "given that morning, perhaps before the withdrawal")]
    [InlineData("2026-03", "A-7", false, "a day that is not known exactly may lie before")]
    [InlineData("2026-03-10", null, true, "given the day after")]
    [InlineData("2026-03-10", "A-7", true, "given the day after, under a record of its own")]
    public void A_claim_in_a_referral_counts_only_if_it_was_given_after_the_withdrawal(string givenOn, string? recordId, bool counts, string why)
    {
        var way = new Way();
        way.Refer("2026-03-01", "A-1");
        way.Withdraw(ticket: null, client: way.Client.Id);
        way.Now = Way.Morning.AddDays(3);

        way.State(EventTypes.ReferralAmended, Cases.Referral with { Ticket = "t-2", InReplyTo = "t-1", SentAt = way.Now, Agreement = Way.Claim(givenOn, recordId) });

        way.Referral.State.ShouldBe(counts ? ReferralState.Issued : ReferralState.Withheld, why);
    }

    [Fact]
    public void A_new_referral_that_repeats_an_agreement_withdrawn_as_a_whole_is_withheld()
    {
        var way = new Way();
        way.Withdraw(ticket: null, client: way.Client.Id);
        way.Now = Way.Morning.AddDays(3);

        way.Refer("2026-03-01", "A-3");

        (way.Referral.State, way.Referral.ReasonCode).ShouldBe((ReferralState.Withheld, WithheldCodes.AgreementWithdrawn));
    }

    [Theory]
    [InlineData("2026-03-09T10:00:00Z", true)]
    [InlineData("2026-03-09T07:00:00Z", false)]
    [InlineData(null, false)]
    public void A_statement_about_the_agreement_alone_counts_on_the_same_day_when_it_was_made_after_the_withdrawal(string? sentAt, bool counts)
    {
        var way = new Way();
        way.Refer("2026-03-01", "A-1");
        way.Withdraw();
        way.Now = Way.Morning.AddHours(4);

        way.State(EventTypes.ConsentGiven, new ConsentGiven { Ticket = "g-1", InReplyTo = "t-1", SentAt = sentAt is null ? null : DateTimeOffset.Parse(sentAt, System.Globalization.CultureInfo.InvariantCulture), Agreement = Way.Claim("2026-03-09", "A-2") });

        way.Known.Agreements.Find(way.Referral.AgreementId)!.Status.ShouldBe(counts ? AgreementStatus.Given : AgreementStatus.Withdrawn);
    }

    [Fact]
    public void An_old_claim_does_not_take_the_place_of_what_the_client_gave_after_the_withdrawal()
    {
        var way = new Way();
        way.Refer("2026-03-01", "A-1");
        way.Withdraw();
        way.Now = Way.Morning.AddDays(3);
        way.State(EventTypes.ConsentGiven, new ConsentGiven { Ticket = "g-1", InReplyTo = "t-1", SentAt = way.Now, Agreement = Way.Claim("2026-03-12", "A-2") });
        var renewed = way.Referral.AgreementId;

        way.State(EventTypes.ReferralAmended, Cases.Referral with { Ticket = "t-2", InReplyTo = "t-1", SentAt = way.Now, Agreement = Way.Claim("2026-03-01") });

        way.Referral.AgreementId.ShouldBe(renewed);
        way.Known.Agreements.Find(renewed)!.Status.ShouldBe(AgreementStatus.Given);
    }

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, null, true)]
    [InlineData(true, false, false)]
    [InlineData(null, true, false)]
    public void That_needs_may_be_told_is_taken_back_by_the_same_record_and_given_by_another_only(bool? first, bool? then, bool counts)
    {
        var way = new Way();
        way.State(EventTypes.ReferralSubmitted, Cases.Referral with { Agreement = Way.Claim("2026-03-01", "A-1") with { ExplicitNeeds = first } });

        way.State(EventTypes.ReferralAmended, Cases.Referral with { Ticket = "t-2", InReplyTo = "t-1", SentAt = way.Now, Agreement = Way.Claim("2026-03-01", "A-1") with { ExplicitNeeds = then } });

        way.Known.Agreements.Find(way.Referral.AgreementId)!.ExplicitNeeds.ShouldBe(counts);
    }

    [Fact]
    public void A_withdrawn_row_is_never_given_again()
    {
        var way = new Way();
        way.Refer("2026-03-01", "A-1");
        way.Withdraw();
        var withdrawn = way.Known.Agreements.All.Where(a => a.GivenOn is not null).ShouldHaveSingleItem();
        way.Now = Way.Morning.AddDays(30);

        way.State(EventTypes.ConsentGiven, new ConsentGiven { Ticket = "g-1", InReplyTo = "t-1", SentAt = way.Now, Agreement = Way.Claim("2026-04-08", "A-1") });

        way.Known.Agreements.Find(withdrawn.Id)!.Status.ShouldBe(AgreementStatus.Withdrawn);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_claim_to_a_notice_that_was_registered_late_is_judged_again_with_its_referral(bool amended)
    {
        var way = new Way();
        var present = way.Agreed;
        way.Agreed = Without("2026-1");
        way.Refer("2026-03-01", "A-1");
        (way.Referral.State, way.Referral.ReasonCode).ShouldBe((ReferralState.Withheld, WithheldCodes.AgreementNoticeUnknown));

        way.Agreed = present;
        if (amended)
            way.State(EventTypes.ReferralAmended, Cases.Referral with { Ticket = "t-2", InReplyTo = "t-1", SentAt = way.Now, Agreement = Way.Claim("2026-03-01", "A-1") });
        else
            way.Again();

        way.Referral.State.ShouldBe(ReferralState.Issued);
        way.Known.Agreements.Find(way.Referral.AgreementId)!.Status.ShouldBe(AgreementStatus.Given);
    }

    [Theory]
    [InlineData("2026-1", AgreementStatus.Given, "it names a notice that was shown")]
    [InlineData("2025-9", AgreementStatus.Unproven, "it names another that nobody knows")]
    public void A_record_is_judged_by_what_it_says_now(string version, AgreementStatus status, string why)
    {
        var way = new Way();
        way.State(EventTypes.ReferralSubmitted, Cases.Referral with { Agreement = Way.Claim("2026-03-01", "A-1") with { NoticeVersion = "2025-9" } });
        way.Referral.ReasonCode.ShouldBe(WithheldCodes.AgreementNoticeUnknown);

        way.State(EventTypes.ConsentGiven, new ConsentGiven { Ticket = "g-1", InReplyTo = "t-1", SentAt = way.Now, Agreement = Way.Claim("2026-03-01", "A-1") with { NoticeVersion = version } });

        way.Known.Agreements.Find(way.Referral.AgreementId)!.Status.ShouldBe(status, why);
        way.Known.Agreements.All.Count().ShouldBe(status == AgreementStatus.Given ? 2 : 1, why);
    }

    private static Agreed Without(string version)
    {
        var agreed = new Way().Agreed;
        return agreed with { Policy = agreed.Policy with { Notices = [.. agreed.Policy.Notices.Select(n => n with { Versions = [.. n.Versions.Where(v => v.Version != version)] })] } };
    }
}
