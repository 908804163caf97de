using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Referrals;
using Gateway.Core.Replies;

namespace Gateway.Unit.Tests.Core.Deciding;

/// <summary>The office that refers agrees, moves and calls off an appointment, and says that it told the client.</summary>
public sealed class ReferrerArrangementTests
{
    private static readonly DateTimeOffset Tomorrow = new(2026, 3, 10, 9, 30, 0, TimeSpan.FromHours(1));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_office_addressed_is_told_how_the_appointment_stands_whatever_ticket_names_the_referral(bool ownTicket)
    {
        var way = Accepted();

        var decision = way.Answer("pes", ReplyOutcomes.Arranged, r => r with { InReplyTo = ownTicket ? "t-1" : r.InReplyTo, Appointment = At(Tomorrow, "confirmed") }, way.Handover);

        var told = decision.New<DeliverySnapshot>().ShouldHaveSingleItem();
        (told.From, told.Recipient, told.Status).ShouldBe(("pes", "office-a", "accepted"));
        (way.Handover.AppointmentAt, way.Handover.AppointmentState, way.Handover.State).ShouldBe((Tomorrow, "confirmed", HandoverState.Accepted));
        way.Handover.LastOutcome.ShouldBe(ReplyOutcomes.Accepted, "the office's own answer stays its last one");
        var (data, _) = EventBuilder.Status(
            way.Agreed, told, way.Referral, way.Handover, "t-1", null, new HashSet<string>(["inReplyTo", "status", "appointment.at", "appointment.state", "recipient.contact.phone"]), way.Now);
        ((string)data["inReplyTo"]!).ShouldBe(way.Handover.Id.ToString("D"));
        ((string)data["appointment"]!["state"]!).ShouldBe("confirmed");
        data.ToJsonString().ShouldNotContain("phone", Case.Sensitive, "the office knows its own number");
    }

    [Fact]
    public void It_moves_and_calls_off_what_the_office_proposed_and_tells_the_client()
    {
        var way = Accepted();
        way.Answer("office-a", ReplyOutcomes.Arranged, r => r with { Appointment = At(Tomorrow, "proposed") });

        way.Now = way.Now.AddMinutes(5);
        way.Answer("pes", ReplyOutcomes.Arranged, r => r with { Appointment = At(Tomorrow.AddHours(2), "moved"), ClientTold = new ClientTold { On = "2026-03-09", By = "REFERRING_OFFICE" } }, way.Handover);
        (way.Handover.AppointmentAt, way.Handover.AppointmentState, way.Handover.ClientToldBy).ShouldBe((Tomorrow.AddHours(2), "moved", "REFERRING_OFFICE"));

        way.Now = way.Now.AddMinutes(5);
        way.Answer("pes", ReplyOutcomes.Arranged, r => r with { Appointment = At(Tomorrow.AddHours(2), "cancelled") }, way.Handover);
        way.Handover.AppointmentState.ShouldBe("cancelled");
    }

    [Fact]
    public void What_is_older_than_the_offices_last_answer_changes_nothing_and_is_answered_so()
    {
        var way = Accepted();

        var decision = way.Answer("pes", ReplyOutcomes.Arranged, r => r with { SentAt = way.Now.AddHours(-1), Appointment = At(Tomorrow, "confirmed") }, way.Handover);

        way.Handover.AppointmentAt.ShouldBeNull();
        decision.New<DeliverySnapshot>().ShouldBeEmpty();
        decision.After<RecordSnapshot>().Last().ReasonCode.ShouldBe(WithoutEffect.Late);
    }

    [Fact]
    public void An_answer_that_was_said_before_the_appointment_that_holds_does_not_change_it_back()
    {
        var way = Accepted();
        way.Answer("pes", ReplyOutcomes.Arranged, r => r with { SentAt = way.Now, Appointment = At(Tomorrow.AddHours(2), "confirmed") }, way.Handover);

        // The office's own answer is newer than its last one, and older than what the referring office said.
        way.Answer("office-a", ReplyOutcomes.Arranged, r => r with { SentAt = way.Now.AddSeconds(-1), Appointment = At(Tomorrow, "proposed") });

        (way.Handover.AppointmentAt, way.Handover.AppointmentState).ShouldBe((Tomorrow.AddHours(2), "confirmed"));
    }

    [Theory]
    [InlineData("moved", 60, Arrangements.NoAppointment)]
    [InlineData("confirmed", -60, Arrangements.Past)]
    [InlineData("perhaps", 60, "unknown-code")]
    public void What_cannot_be_is_set_aside(string state, int minutes, string code)
    {
        var way = Accepted();

        var record = way.Answer("pes", ReplyOutcomes.Arranged, r => r with { Appointment = At(way.Now.AddMinutes(minutes), state) }, way.Handover).After<RecordSnapshot>().Last();

        (record.State, record.ReasonCode).ShouldBe((RecordState.SetAside, code));
    }

    [Theory]
    [InlineData("stranger", ReplyOutcomes.Arranged)]
    [InlineData("pes", ReplyOutcomes.Accepted)]
    [InlineData("pes", ReplyOutcomes.Completed)]
    public void Nobody_else_and_no_other_answer_speaks_for_the_office(string agency, string outcome)
    {
        var way = Accepted();
        var before = way.Handover;

        var decision = way.Answer(agency, outcome, r => r with { Appointment = At(Tomorrow, "confirmed") }, way.Handover);

        way.Handover.ShouldBe(before);
        decision.New<DeliverySnapshot>().ShouldBeEmpty();
    }

    private static Appointment At(DateTimeOffset at, string state) => new() { At = at, State = state };

    private static Way Accepted()
    {
        var way = new Way();
        way.Refer();
        way.ReleaseAll();
        way.Reply(ReplyOutcomes.Accepted, way.Now);
        way.Now = way.Now.AddMinutes(10);
        return way;
    }
}
