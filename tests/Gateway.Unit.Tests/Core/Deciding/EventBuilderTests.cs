using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Referrals;
using Gateway.Core.Routing;

namespace Gateway.Unit.Tests.Core.Deciding;

/// <summary>Events as they leave, member by member.</summary>
public sealed class EventBuilderTests
{
    private static readonly HashSet<string> Everything = new(
        [
            "client.familyName", "services", "sender.organisation", "sender.municipality", "ticket", "inReplyTo", "referralId", "sentAt", "status", "caseNumber", "recipient.organisation",
            "recipient.municipality", "recipient.contact.function", "recipient.contact.phone", "appointment.at", "appointment.state", "appointment.place", "appointment.kind", "clientTold.on", "clientTold.by", "needMet",
        ], StringComparer.Ordinal);

    private static readonly Agreed Agreed = Cases.Agreed(Cases.Local) with
    {
        Directory = Cases.Directory(
            Cases.Services, Cases.Welfare with { Organisations = [], DutyContact = new DutyContact("desk", "016 00 00 00", null) },
            Cases.Pes with { Territory = [new Territory("200", null, new DateOnly(2024, 12, 31)), new Territory("400", null, null)] }),
    };

    private static readonly HandoverSnapshot Part = new()
    {
        Id = Id(5), ReferralId = Id(6), Sender = "pes", Recipient = "office-a", Services = "GUIDANCE,HOUSING", TicketHash = [1], AckDueOn = new DateOnly(2026, 3, 12), State = HandoverState.Accepted,
        AppointmentAt = new DateTimeOffset(2026, 3, 10, 9, 0, 0, TimeSpan.Zero), AppointmentState = "confirmed", AppointmentPlace = "RECEIVING_OFFICE", AppointmentKind = "INTAKE",
        ClientToldOn = new DateOnly(2026, 3, 9), ClientToldBy = "RECEIVING_OFFICE", NeedMet = "partly",
    };

    [Theory]
    [InlineData("office-a", 0, """{"ticket":"00000005-0000-0000-0000-000000000000","step":1,"sentAt":"2026-03-09T08:00:00Z","ackDueOn":"2026-03-12","tellClientToApply":true,"sender":{"organisation":"pes vzw","municipality":"400"},"recipient":{"organisation":"office-a","municipality":"100"},"referral":{"ticket":"t-1","client":{"familyName":"Voorbeeld"},"services":["GUIDANCE","HOUSING"]}}""")]
    [InlineData("helpers", 2, """{"ticket":"00000005-0000-0000-0000-000000000000","step":1,"sentAt":"2026-03-09T08:00:00Z","ackDueOn":"2026-03-12","revision":2,"sender":{"organisation":"pes vzw","municipality":"400"},"recipient":{"organisation":"helpers vzw"},"referral":{"ticket":"t-1","client":{"familyName":"Voorbeeld"},"services":["GUIDANCE","HOUSING"]}}""")]
    public void A_handover_holds_what_the_view_names_and_who_refers(string to, int revision, string expected)
    {
        var statement = Cases.Json(Cases.Referral with { Sender = new Party { Organisation = "whatever", Municipality = "999" } });
        var before = statement.ToJsonString();

        var (data, fields) = EventBuilder.Handover(Agreed, Delivery(to, EventTypes.ReferralHandover) with { Step = 1, Revision = revision }, Part, statement, Everything, Agreed.Directory.Find(to)!, Way.Morning);

        data.ToJsonString().ShouldBe(expected);
        fields.ShouldBe(["client.familyName", "sender.municipality", "sender.organisation", "services", "ticket"]);
        statement.ToJsonString().ShouldBe(before);
    }

    [Fact]
    public void Without_a_sender_in_the_view_none_is_named() =>
        EventBuilder.Handover(Agreed, Delivery("office-a", EventTypes.ReferralHandover), Part, Cases.Json(Cases.Referral), new HashSet<string>(["services"]), Agreed.Directory.Find("office-a")!, Way.Morning)
            .Data.Select(m => m.Key).ShouldBe(["ticket", "step", "sentAt", "ackDueOn", "tellClientToApply", "recipient", "referral"]);

    [Theory]
    [InlineData("pes", CoarseStatuses.Accepted, """{"ticket":"00000009-0000-0000-0000-000000000000","inReplyTo":"t-1","referralId":"00000006-0000-0000-0000-000000000000","sentAt":"2026-03-09T08:00:00Z","status":"accepted","caseNumber":"K-1","recipient":{"organisation":"office-a","municipality":"100","contact":{"function":"desk","phone":"016 00 00 00"}},"appointment":{"at":"2026-03-10T10:00:00\u002B01:00","state":"confirmed","place":"RECEIVING_OFFICE","kind":"INTAKE"},"clientTold":{"on":"2026-03-09","by":"RECEIVING_OFFICE"},"needMet":"partly"}""")]
    [InlineData("office-a", CoarseStatuses.Accepted, """{"ticket":"00000009-0000-0000-0000-000000000000","inReplyTo":"00000005-0000-0000-0000-000000000000","referralId":"00000006-0000-0000-0000-000000000000","sentAt":"2026-03-09T08:00:00Z","status":"accepted","recipient":{"organisation":"office-a","municipality":"100"},"appointment":{"at":"2026-03-10T10:00:00\u002B01:00","state":"confirmed","place":"RECEIVING_OFFICE","kind":"INTAKE"},"clientTold":{"on":"2026-03-09","by":"RECEIVING_OFFICE"},"needMet":"partly"}""")]
    [InlineData("office-a", CoarseStatuses.AgreementWithdrawn, """{"ticket":"00000009-0000-0000-0000-000000000000","inReplyTo":"00000005-0000-0000-0000-000000000000","referralId":"00000006-0000-0000-0000-000000000000","sentAt":"2026-03-09T08:00:00Z","status":"agreement-withdrawn","recipient":{"organisation":"office-a","municipality":"100"}}""")]
    public void A_status_answers_each_office_under_the_ticket_it_knows(string to, string status, string expected) =>
        Status(Delivery(to, EventTypes.ReferralStatusChanged) with { Status = status }, Part).ToJsonString().ShouldBe(expected);

    [Fact]
    public void About_the_referral_as_a_whole_nothing_is_said_of_a_part() =>
        Status(Delivery("pes", EventTypes.ReferralStatusChanged), null, caseNumber: null).ToJsonString().ShouldBe(
            """{"ticket":"00000009-0000-0000-0000-000000000000","inReplyTo":"t-1","referralId":"00000006-0000-0000-0000-000000000000","sentAt":"2026-03-09T08:00:00Z","status":"pending"}""");

    [Theory]
    [InlineData(HandoverState.Cancelled, null, false)]
    [InlineData(HandoverState.Completed, ReplyOutcomes.Completed, true)]
    [InlineData(HandoverState.Stopped, ReplyOutcomes.InService, false)]
    public void A_route_that_has_ended_has_no_appointment_and_a_need_only_with_its_final_answer(HandoverState state, string? last, bool needMet)
    {
        var data = Status(Delivery("pes", EventTypes.ReferralStatusChanged), Part with { State = state, LastOutcome = last });

        (data.ContainsKey("appointment"), data.ContainsKey("clientTold"), data.ContainsKey("needMet")).ShouldBe((false, false, needMet));
    }

    [Fact]
    public void What_was_not_said_of_an_appointment_is_left_out()
    {
        var data = Status(Delivery("pes", EventTypes.ReferralStatusChanged), Part with { AppointmentKind = null, AppointmentPlace = null, ClientToldOn = null, NeedMet = null });

        data["appointment"]!.AsObject().Select(m => m.Key).ShouldBe(["at", "state"]);
        (data.ContainsKey("clientTold"), data.ContainsKey("needMet")).ShouldBe((false, false));
        Status(Delivery("pes", EventTypes.ReferralStatusChanged), Part with { AppointmentAt = null }).ContainsKey("appointment").ShouldBeFalse();
    }

    private static JsonObject Status(DeliverySnapshot delivery, HandoverSnapshot? part, string? caseNumber = "K-1")
    {
        var referral = new ReferralSnapshot { Id = Id(6), Agency = "pes", Purpose = "ACTIVATION", TicketHash = [1], StatementHash = [1] };
        return EventBuilder.Status(Agreed, delivery, referral, part, "t-1", caseNumber, Everything, Way.Morning).Data;
    }

    private static DeliverySnapshot Delivery(string to, string type) => new() { Id = Id(9), From = "pes", Recipient = to, Event = type };

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);
}
