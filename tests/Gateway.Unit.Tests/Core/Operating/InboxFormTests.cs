using Gateway.Contracts.Events;
using Gateway.Core.Operating;
using Gateway.Core.Referrals;

namespace Gateway.Unit.Tests.Core.Operating;

/// <summary>Forms of the inbox, what is due, and the summary of what an office has.</summary>
public sealed class InboxFormTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 9, 8, 0, 0, TimeSpan.Zero);

    public static TheoryData<string?, InboxArranging?, InboxStanding> Arranged() => new()
    {
        { InboxAnswerProblems.NothingArranged, null, new InboxStanding() },
        { InboxAnswerProblems.NothingArranged, new InboxArranging(), new InboxStanding() },
        { null, new InboxArranging { AppointmentState = "proposed", AppointmentAt = Now.AddDays(1), Place = "BY_PHONE", Kind = "INTAKE" }, new InboxStanding() },
        { InboxAnswerProblems.Appointment, new InboxArranging { AppointmentState = "proposed" }, new InboxStanding() },
        { InboxAnswerProblems.Appointment, new InboxArranging { AppointmentState = "perhaps", AppointmentAt = Now.AddDays(1) }, new InboxStanding() },
        { InboxAnswerProblems.Appointment, new InboxArranging { AppointmentState = "proposed", AppointmentAt = Now.AddDays(1), Place = "the café" }, new InboxStanding() },
        { InboxAnswerProblems.AppointmentPast, new InboxArranging { AppointmentState = "confirmed", AppointmentAt = Now.AddMinutes(-1) }, new InboxStanding() },
        { null, new InboxArranging { AppointmentState = "confirmed", AppointmentAt = Now.AddMinutes(-1) }, new InboxStanding { AppointmentAt = Now.AddMinutes(-1), AppointmentState = "proposed" } },
        { InboxAnswerProblems.NoAppointment, new InboxArranging { AppointmentState = "moved", AppointmentAt = Now.AddDays(1) }, new InboxStanding() },
        { null, new InboxArranging { AppointmentState = "cancelled", AppointmentAt = Now.AddDays(-1) }, new InboxStanding { AppointmentAt = Now.AddDays(-1), AppointmentState = "confirmed" } },
        { null, new InboxArranging { ToldOn = new DateOnly(2026, 3, 9) }, new InboxStanding() },
        { InboxAnswerProblems.ToldDay, new InboxArranging { ToldOn = new DateOnly(2026, 3, 11) }, new InboxStanding() },
        { InboxAnswerProblems.NeedMet, new InboxArranging { NeedMet = "yes" }, new InboxStanding() },
        { InboxAnswerProblems.NeedMet, new InboxArranging { NeedMet = "a little" }, new InboxStanding { Over = true } },
        { null, new InboxArranging { NeedMet = "partly" }, new InboxStanding { Over = true } },
    };

    [Theory]
    [MemberData(nameof(Arranged))]
    public void A_case_worker_reads_at_once_what_cannot_be_arranged(string? problem, InboxArranging? arranging, InboxStanding known) =>
        new InboxAnswer { Key = "k1", Outcome = ReplyOutcomes.Arranged, OccurredOn = new DateOnly(2026, 3, 9), Arranging = arranging }.Problem(Now, DateOnly.FromDateTime(Now.UtcDateTime), known).ShouldBe(problem);

    public static TheoryData<InboxDueKind?, InboxLine> Dues()
    {
        var open = Line(HandoverState.Accepted, acknowledged: true) with { Standing = new InboxStanding { ToldOn = new DateOnly(2026, 3, 1) } };
        return new()
        {
            { InboxDueKind.ConfirmStop, Line(HandoverState.Cancelled, acknowledged: true) with { Unacknowledged = 1 } },
            { null, Line(HandoverState.Completed, acknowledged: true) },
            { InboxDueKind.Answer, Line(HandoverState.Issued, acknowledged: false) },
            { InboxDueKind.Open, open with { Waiting = 1 } },
            { InboxDueKind.AgreeAppointment, open with { Standing = new InboxStanding { AppointmentAt = Now.AddDays(1), AppointmentState = "proposed" } } },
            { InboxDueKind.Appointment, open with { Standing = new InboxStanding { AppointmentAt = Now.AddDays(1), AppointmentState = "moved" } } },
            { InboxDueKind.TellClient, open with { Standing = new InboxStanding { AppointmentAt = Now.AddDays(-1), AppointmentState = "confirmed" } } },
            { InboxDueKind.TellClient, open with { Standing = new InboxStanding { AppointmentAt = Now.AddDays(1), AppointmentState = "cancelled" } } },
            { InboxDueKind.Resume, open with { Standing = new InboxStanding { PausedAt = Now.AddDays(-3) } } },
            { null, open },
        };
    }

    [Theory]
    [MemberData(nameof(Dues))]
    public void The_list_says_what_is_due(InboxDueKind? due, InboxLine line) => (InboxDue.Of(line, Now)?.Kind).ShouldBe(due);

    [Fact]
    public void The_summary_says_each_thing_once_from_the_newest_version_of_each_step()
    {
        var summary = InboxSummary.Of(
        [
            Part(2, 0, ("client.birthDate", "1985"), ("client.familyName", "B"), ("barriers.code", "DEBT")),
            Part(1, 1, ("client.familyName", "A"), ("client.contact.phone", null), ("question", "Q")),
            Part(1, 0, ("client.familyName", "old"), ("client.contact.email", "left out by the correction")),
        ]);

        summary.Select(g => g.Group).ShouldBe([InboxGroup.Asked, InboxGroup.Client, InboxGroup.Reaching, InboxGroup.Work]);
        summary.SelectMany(g => g.Fields).Select(f => (f.Path, Value: f.Values.FirstOrDefault())).ShouldBe(
            [("question", "Q"), ("client.birthDate", "1985"), ("client.familyName", "B"), ("client.contact.phone", null), ("barriers.code", "DEBT")], ignoreOrder: true);
    }

    [Theory]
    [InlineData("DEBT_ADVICE", 3, 14, null)]
    [InlineData("DEBT_ADVICE", 0, null, null)]
    [InlineData("DEBT_ADVICE", null, null, InboxAnswerProblems.Places)]
    [InlineData("DEBT_ADVICE", 10000, null, InboxAnswerProblems.Places)]
    [InlineData("PES_TRAINING", 3, null, InboxAnswerProblems.Places)]
    public void Places_are_whole_numbers_of_a_service_that_the_office_offers(string service, int? free, int? days, string? problem) =>
        new PlacesForm { Key = "k1", Service = service, Free = free, WaitingDays = days }.Problem(["DEBT_ADVICE"]).ShouldBe(problem);

    [Fact]
    public void A_short_reference_is_the_end_of_an_id() =>
        ShortReference.Of(Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8057")).ShouldBe("099A-8057");

    private static InboxLine Line(HandoverState state, bool acknowledged) =>
        new(Guid.CreateVersion7(Now), "pes", ["S"], state, Now, new DateOnly(2026, 3, 13), acknowledged, 1, 0, 0, Stopped: false);

    private static InboxPart Part(int step, int revision, params (string Path, string? Value)[] fields) =>
        new(Guid.CreateVersion7(Now), step, revision, Now, Confirmed: true, null, [.. fields.Select(f => new InboxField(f.Path, f.Value is null ? [] : [f.Value]))]);
}
