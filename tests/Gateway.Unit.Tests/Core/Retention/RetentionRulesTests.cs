using Gateway.Core.Agreements;
using Gateway.Core.Handovers;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;
using Gateway.Core.Retention;

namespace Gateway.Unit.Tests.Core.Retention;

public class RetentionRulesTests
{
    private static readonly DateTimeOffset Begin = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("14 days", "2026-02-14")]
    [InlineData("1 day", "2026-02-01")]
    [InlineData("1 month", "2026-02-28")]
    [InlineData("6 months", "2026-07-31")]
    [InlineData("10 years", "2036-01-31")]
    public void A_term_counts_by_the_calendar(string text, string end)
    {
        var period = Period.Read(text)!;
        period.After(Begin).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture).ShouldBe(end);
        period.ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("14")]
    [InlineData("days")]
    [InlineData("0 days")]
    [InlineData("-3 days")]
    [InlineData("1.5 years")]
    [InlineData("14  days")]
    [InlineData(" 14 days")]
    [InlineData("14 dagen")]
    [InlineData("14 Days")]
    [InlineData("P14D")]
    [InlineData("101 years")]
    [InlineData("1201 months")]
    [InlineData("36501 days")]
    [InlineData("99999999999 days")]
    [InlineData("always")]
    public void What_is_no_term_is_read_as_none(string text) => Period.Read(text).ShouldBeNull();

    [Theory]
    [InlineData("30 days", "1 month", true)]
    [InlineData("12 months", "1 year", false)]
    [InlineData("11 months", "1 year", true)]
    [InlineData("366 days", "1 year", false)]
    public void Terms_are_compared_over_the_same_days(string one, string other, bool shorter) =>
        Period.Read(one)!.IsShorterThan(Period.Read(other)!).ShouldBe(shorter);

    [Theory]
    [InlineData(29, Need.None, false)]
    [InlineData(30, Need.None, true)]
    [InlineData(31, Need.None, true)]
    [InlineData(4000, Need.OpenReferral, false)]
    [InlineData(4000, Need.LegalHold, false)]
    [InlineData(4000, Need.RunningDeadline, false)]
    [InlineData(4000, Need.OpenDelivery, false)]
    [InlineData(4000, Need.OpenWork, false)]
    [InlineData(4000, Need.ClientsNo, false)]
    [InlineData(4000, Need.Statute, false)]
    public void A_record_goes_when_its_term_is_over_and_nothing_needs_it(int days, Need need, bool purged)
    {
        var decision = RetentionRules.Decide(new RetentionTerm("tasks", new Period(30, 0), "because"), Begin, need, Begin.AddDays(days));
        decision.ShouldBe(new RetentionDecision(purged, Begin.AddDays(30), need));
    }

    [Fact]
    public void What_is_kept_always_never_goes() =>
        RetentionRules.Decide(new RetentionTerm("audit-trail", null, "because"), Begin, Need.None, Begin.AddYears(500)).Purge.ShouldBeFalse();

    public static TheoryData<string, HandoverState[], DeliveryState[], bool, bool, bool, Need> Lives() => new()
    {
        { "nothing was handed over", [], [], false, false, false, Need.None },
        { "an office has not answered", [HandoverState.Issued], [DeliveryState.Confirmed], false, false, false, Need.OpenReferral },
        { "an office is at work", [HandoverState.Completed, HandoverState.InService], [], false, false, false, Need.OpenReferral },
        { "one is on a waiting list", [HandoverState.Waitlisted], [], false, false, false, Need.OpenReferral },
        { "all have finished", [HandoverState.Completed, HandoverState.NotAccepted, HandoverState.Cancelled], [DeliveryState.Confirmed, DeliveryState.Blocked], false, false, false, Need.None },
        { "others ended", [HandoverState.NotStarted, HandoverState.Stopped, HandoverState.Stabilised], [], false, false, false, Need.None },
        { "the sender waits to be told", [HandoverState.Completed], [], true, false, false, Need.RunningDeadline },
        { "a status has not left", [HandoverState.Completed], [DeliveryState.Waiting], false, false, false, Need.OpenDelivery },
        { "it left, and nobody confirmed", [HandoverState.Completed], [DeliveryState.Released], false, false, false, Need.None },
        { "a statute", [HandoverState.Completed], [], false, false, true, Need.Statute },
        { "a statute, and an office is at work", [HandoverState.InService], [], false, false, true, Need.OpenReferral },
        { "a statute and a dispute", [HandoverState.Completed], [], false, true, true, Need.LegalHold },
        { "a dispute", [HandoverState.Completed], [], false, true, false, Need.LegalHold },
    };

    [Theory]
    [MemberData(nameof(Lives))]
    public void A_referral_is_needed_until_every_office_has_finished(string why, HandoverState[] states, DeliveryState[] deliveries, bool deadline, bool held, bool bound, Need need)
    {
        var referral = new ReferralSnapshot { Agency = "vdab", TicketHash = [1], StatementHash = [1], Purpose = "ACTIVATION", SubmittedAt = Begin, AckDueAt = deadline ? Begin : null };
        HandoverSnapshot Handover(HandoverState state, int day) => new()
        {
            Sender = "vdab", Recipient = "ocmw-leuven", Services = "", TicketHash = [1], State = state, IssuedAt = Begin, CompletedAt = Begin.AddDays(day),
        };
        var life = RetentionRules.LifeOf(referral, [.. states.Select((s, i) => Handover(s, i + 1))], deliveries, held, bound);
        life.Need.ShouldBe(need, why);
        life.KeptBy.ShouldBe(held ? Need.LegalHold : bound ? Need.Statute : Need.None, why);
        life.HandedOver.ShouldBe(states.Length > 0);
        life.LastAt.ShouldBe(Begin.AddDays(states.Length));
    }

    public static TheoryData<string, bool, bool, ReferralLife?, Need> Asides() => new()
    {
        { "about nothing that is kept", false, false, null, Need.None },
        { "it waits for a person", true, false, null, Need.Open },
        { "it waits, and its client is held", true, true, null, Need.Open },
        { "its client is held", false, true, null, Need.LegalHold },
        { "its referral is open", false, false, new ReferralLife(Need.OpenReferral, true, Begin, Need.None), Need.None },
        { "its referral is open, and a statute keeps that", false, false, new ReferralLife(Need.OpenReferral, true, Begin, Need.Statute), Need.Statute },
        { "its referral is held", false, false, new ReferralLife(Need.LegalHold, true, Begin, Need.LegalHold), Need.LegalHold },
    };

    [Theory]
    [MemberData(nameof(Asides))]
    public void An_opening_or_a_task_outlives_its_own_term_with_what_a_hold_or_a_statute_keeps(string why, bool open, bool held, ReferralLife? life, Need need) =>
        RetentionNeeds.OfAside(open, held, life).ShouldBe(need, why);

    [Theory]
    [InlineData(AgreementStatus.Given, false, true, false, Need.None)]
    [InlineData(AgreementStatus.Given, true, true, false, Need.InUse)]
    [InlineData(AgreementStatus.Withdrawn, false, true, false, Need.ClientsNo)]
    [InlineData(AgreementStatus.Refused, false, true, false, Need.ClientsNo)]
    [InlineData(AgreementStatus.Revoked, false, true, false, Need.ClientsNo)]
    [InlineData(AgreementStatus.Withdrawn, false, false, false, Need.None)]
    [InlineData(AgreementStatus.Withdrawn, false, false, true, Need.LegalHold)]
    public void A_no_is_needed_as_long_as_its_client_is_known(AgreementStatus status, bool referred, bool known, bool held, Need need) =>
        RetentionRules.NeedOf(new ClientAgreement { Agency = "vdab", Status = status }, referred, known, held).ShouldBe(need);

    [Fact]
    public void An_agreement_counts_from_its_last_day()
    {
        var agreement = new ClientAgreement { Agency = "vdab", RecordedAt = Begin };
        RetentionRules.MomentOf(agreement).ShouldBe(Begin);
        RetentionRules.MomentOf(agreement with { WithdrawnAt = Begin.AddDays(3) }).ShouldBe(Begin.AddDays(3));
        RetentionRules.MomentOf(agreement with { WithdrawnAt = Begin.AddDays(3), Expires = new DateOnly(2026, 12, 31) }).Date.ShouldBe(new DateTime(2026, 12, 31, 0, 0, 0, DateTimeKind.Unspecified));
    }
}
