using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Directory;
using Gateway.Core.Referrals;
using Gateway.Core.Work;

namespace Gateway.Unit.Tests.Core.Deciding;

/// <summary>Terms, validity and ages count in days of the office: between its midnight and that of universal time it is the next day already.</summary>
public sealed class OfficeDayTests
{
    [Theory]
    [InlineData("2026-03-10T22:59:59Z", "2026-03-13")]
    [InlineData("2026-03-10T23:00:00Z", "2026-03-16")]
    [InlineData("2026-03-11T22:59:59Z", "2026-03-16")]
    public void An_answer_is_due_three_working_days_after_the_day_of_the_handover(string now, string due)
    {
        var way = new Way { Now = At(now) };

        way.Refer();

        way.Handover.AckDueOn.ShouldBe(DateOnly.Parse(due, null));
        way.Referral.AckDueAt.ShouldBe(CountryTime.EndOf("BE", way.Handover.AckDueOn));
    }

    [Fact]
    public void The_confirmation_of_a_stop_too()
    {
        var way = new Way();
        way.Refer();
        way.ReleaseAll();
        way.Now = new DateTimeOffset(2026, 3, 10, 23, 30, 0, TimeSpan.Zero);

        way.Withdraw();

        way.Deliveries.Single(d => d.ConfirmDueAt is not null).ConfirmDueAt.ShouldBe(CountryTime.EndOf("BE", new DateOnly(2026, 3, 18)));
    }

    [Theory]
    [InlineData("BE", "2026-03-13", "2026-03-13T23:00:00Z")]
    [InlineData("BE", "2026-06-12", "2026-06-12T22:00:00Z")]
    [InlineData("NL", "2026-03-28", "2026-03-28T23:00:00Z")]
    [InlineData("NO", "2026-03-29", "2026-03-29T22:00:00Z")]
    [InlineData("FI", "2026-06-12", "2026-06-12T21:00:00Z")]
    [InlineData("PT", "2026-03-13", "2026-03-14T00:00:00Z")]
    [InlineData("", "2026-06-12", "2026-06-13T00:00:00Z")]
    public void A_term_passes_at_midnight_of_the_office_whichever_clock_it_has(string country, string last, string passes)
    {
        var day = DateOnly.Parse(last, null);

        CountryTime.EndOf(country, day).ShouldBe(At(passes));
        CountryTime.LastDayOf(country, At(passes)).ShouldBe(day);
        CountryTime.DayOf(country, At(passes)).ShouldBe(day.AddDays(1));
    }

    [Theory]
    [InlineData("2026-04-30T21:59:59Z", true)]
    [InlineData("2026-04-30T22:00:00Z", false)]
    public void An_agreement_carries_until_the_midnight_that_ends_its_last_day_at_the_office(string now, bool leaves)
    {
        var way = new Way();
        way.State(EventTypes.ReferralSubmitted, Cases.Referral with { Agreement = Way.Claim("2026-03-01", "A-1") with { Expires = "2026-04-30" } });
        way.Now = At(now);

        way.ReleaseAll();

        way.Deliveries.Any(d => d.Event == EventTypes.ReferralHandover && d.ReleasedAt is not null).ShouldBe(leaves);
    }

    [Fact]
    public void What_was_given_on_the_day_on_which_the_client_withdrew_at_night_counts_no_more()
    {
        var way = new Way();
        // Half past midnight of 11 March in Belgium.
        way.Now = At("2026-03-10T23:30:00Z");
        way.Withdraw(ticket: null, client: way.Client.Id);
        way.Now = At("2026-03-11T09:00:00Z");

        way.Refer(givenOn: "2026-03-11", ticket: "t-2");

        way.Referral.State.ShouldBe(ReferralState.Withheld);
    }

    [Theory]
    [InlineData("2026-03-10T22:59:59Z", false)]
    [InlineData("2026-03-10T23:00:00Z", true)]
    public void A_day_lies_in_the_future_until_it_begins_at_the_office(string now, bool taken)
    {
        var way = new Way { Now = At(now) };

        way.State(EventTypes.ClientChanged, new ClientChanged { Ticket = "c-1", SentAt = way.Now, Client = Cases.Referral.Client, Death = new Death { On = "2026-03-11" } });

        way.Known.Clients.Find(way.Client.Id)!.Deceased.ShouldBe(taken);
    }

    private static DateTimeOffset At(string moment) => DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture);
}
