using Gateway.Demo.Clock;
using Gateway.Demo.Scenario;

namespace Gateway.Demo.Offices;

/// <summary>An office's answer to a handover, before it is written in the office's own format.</summary>
/// <param name="Case">The handover as the scenario expects it.</param>
/// <param name="HandoverTicket">The handover's ticket.</param>
/// <param name="Answer">The answer.</param>
internal sealed record Reply(ExpectedHandover Case, string HandoverTicket, Answer Answer)
{
    /// <summary>Day it happened.</summary>
    public DateOnly OccurredOn => PilotCalendar.WorkingDaysAfter(Case.SentOn, Answer.After);

    /// <summary>Moment the office sends it: two o'clock that day; a further office of the same client a quarter of an hour later.</summary>
    public DateTimeOffset At => PilotCalendar.At(OccurredOn, 14, 15 * Case.Turn);

    /// <summary>Ticket of the answer itself.</summary>
    public string Ticket => InventedNumbers.Ticket(Case.Office, HandoverTicket, Answer.Outcome).ToString();

    /// <summary>Key under which it is posted.</summary>
    public string IdempotencyKey => "reply-" + Ticket;
}
