using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Referrals;
using Gateway.Core.Replies;
using Gateway.Core.Work;

namespace Gateway.Unit.Tests.Core.Deciding;

/// <summary>An appointment, that the client was told, whether the need was met: told to the other side, the newest in place of the one before.</summary>
public sealed class ArrangementTests
{
    private static readonly DateTimeOffset Tomorrow = new(2026, 3, 10, 9, 30, 0, TimeSpan.FromHours(1));

    public static TheoryData<string, ReferralReply> Impossible() => new()
    {
        { Arrangements.Past, Reply() with { Appointment = new Appointment { At = Way.Morning.AddMinutes(-1), State = "proposed" } } },
        { "unknown-code", Reply() with { Appointment = new Appointment { At = Tomorrow, State = "perhaps" } } },
        { "unknown-code", Reply() with { Appointment = new Appointment { At = Tomorrow, State = "proposed", Place = "the café" } } },
        { "unknown-code", Reply() with { Appointment = new Appointment { At = Tomorrow, State = "proposed", Kind = "a talk" } } },
        { Arrangements.NoAppointment, Reply() with { Appointment = new Appointment { At = Tomorrow, State = "moved" } } },
        { Arrangements.NoAppointment, Reply() with { Appointment = new Appointment { At = Tomorrow, State = "cancelled" } } },
        { "not-a-date", Reply() with { ClientTold = new ClientTold { On = "2026-03-11", By = "RECEIVING_OFFICE" } } },
        { "unknown-code", Reply() with { ClientTold = new ClientTold { On = "2026-03-09", By = "her sister" } } },
        { "unknown-code", Reply() with { NeedMet = "a little" } },
        { Arrangements.TooEarly, Reply() with { NeedMet = "yes" } },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void What_cannot_be_is_set_aside_with_the_reason(string code, ReferralReply reply)
    {
        var way = Referred();

        var record = way.Answer(reply).After<RecordSnapshot>().Last();

        (record.State, record.ReasonCode).ShouldBe((RecordState.SetAside, code));
        way.Handover.AppointmentAt.ShouldBeNull();
    }

    [Fact]
    public void An_appointment_is_told_to_the_referring_office_in_its_time_and_a_moved_one_takes_its_place()
    {
        var way = Referred();
        way.Reply(ReplyOutcomes.Accepted, way.Now.AddMinutes(-10));

        var proposed = way.Answer(Reply() with { Appointment = new Appointment { At = Tomorrow, State = "proposed", Place = "RECEIVING_OFFICE", Kind = "INTAKE" } });
        var moved = way.Answer(Reply() with { SentAt = way.Now.AddMinutes(1), Appointment = new Appointment { At = Tomorrow.AddHours(1), State = "moved" } });

        proposed.New<DeliverySnapshot>().ShouldHaveSingleItem().Status.ShouldBe("accepted", "the status that holds, with what was arranged");
        moved.New<DeliverySnapshot>().Count().ShouldBe(1);
        (way.Handover.State, way.Handover.LastOutcome).ShouldBe((HandoverState.Accepted, ReplyOutcomes.Accepted));
        (way.Handover.AppointmentAt, way.Handover.AppointmentState, way.Handover.AppointmentPlace).ShouldBe((Tomorrow.AddHours(1), "moved", "RECEIVING_OFFICE"));
        var (data, _) = EventBuilder.Status(
            way.Agreed, moved.New<DeliverySnapshot>().Single(), way.Referral, way.Handover, "t-1", null,
            new HashSet<string>(["status", "appointment.at", "appointment.state", "appointment.place"]), way.Now);
        ((string)data["appointment"]!["at"]!).ShouldBe("2026-03-10T10:30:00+01:00");
    }

    [Fact]
    public void The_same_once_more_says_nothing_new()
    {
        var way = Referred();
        var reply = Reply() with { Appointment = new Appointment { At = Tomorrow, State = "confirmed" } };
        way.Answer(reply);

        var again = way.Answer(reply with { SentAt = way.Now.AddMinutes(1) });

        again.New<DeliverySnapshot>().ShouldBeEmpty();
        again.After<RecordSnapshot>().Last().ReasonCode.ShouldBe(WithoutEffect.Repeated);
    }

    [Fact]
    public void After_the_end_the_need_is_told_with_the_final_answer_or_later()
    {
        var way = Referred();
        way.Reply(ReplyOutcomes.Completed, way.Now.AddMinutes(-10));

        var told = way.Answer(Reply() with { NeedMet = "partly" });

        (way.Handover.NeedMet, way.Handover.State, told.New<DeliverySnapshot>().ShouldHaveSingleItem().Status).ShouldBe(("partly", HandoverState.Completed, "completed"));
        told.After<RecordSnapshot>().Last().ReasonCode.ShouldBeNull();
    }

    [Fact]
    public void Two_appointments_at_one_moment_are_the_referring_offices_to_look_at()
    {
        var way = Referred();
        var draft = new Draft(way.Known, way.Circumstances);
        draft.Handovers.Add(way.Handover with { Id = way.Next(), Recipient = "office-b", AppointmentAt = Tomorrow, AppointmentState = "confirmed" });
        var first = way.Handover.Id;
        way.Known.Take(draft.Decided());

        var decision = way.Answer(Reply() with { Appointment = new Appointment { At = Tomorrow, State = "confirmed" } }, first);

        var task = decision.New<OfficeTask>().Single(t => t.ReasonCode == Arrangements.Together);
        (task.Agency, task.SubjectId).ShouldBe(("pes", first));
    }

    private static ReferralReply Reply() => new() { Ticket = "a-1", InReplyTo = "", Outcome = ReplyOutcomes.Arranged, SentAt = Way.Morning };

    private static Way Referred()
    {
        var way = new Way();
        way.Refer();
        way.ReleaseAll();
        return way;
    }
}
