using Gateway.Contracts.Events;
using Gateway.Core.Handovers;
using Gateway.Core.Life;
using Gateway.Core.Operating;
using Gateway.Core.Referrals;
using Gateway.Core.Work;

namespace Gateway.Core.Replies;

/// <summary>
/// What makes a handover a warm one: an appointment, that the client was told, and afterwards whether the need was met. An
/// office says it with an answer; the newest takes the place of the one before.
/// </summary>
public static class Arrangements
{
    /// <summary>Reason code of an appointment in the past.</summary>
    public const string Past = "appointment-past";

    /// <summary>Reason code of a change of an appointment that there is not.</summary>
    public const string NoAppointment = "appointment-unknown";

    /// <summary>Reason code of a question about the need that comes before the end.</summary>
    public const string TooEarly = "need-met-early";

    /// <summary>Reason code of a task: two appointments of one client begin at the same moment.</summary>
    public const string Together = "appointments-together";

    private const string UnknownCode = "unknown-code";

    private static readonly string[] Offices = ["RECEIVING_OFFICE", "REFERRING_OFFICE"];

    /// <summary>What cannot be in an answer; null: it can be.</summary>
    internal static (string Code, Sentence Says)? Problem(Draft draft, HandoverSnapshot handover, ReferralReply reply)
    {
        if (reply.Appointment is { } appointment)
        {
            if (!AppointmentStates.All.Contains(appointment.State))
                return (UnknownCode, ArrangementProblems.Code.With("appointment.state", string.Join(", ", AppointmentStates.All)));
            if (appointment.Place is { } place && !AppointmentPlaces.All.Contains(place))
                return (UnknownCode, ArrangementProblems.Code.With("appointment.place", string.Join(", ", AppointmentPlaces.All)));
            if (appointment.Kind is { } kind && !AppointmentKinds.All.Contains(kind))
                return (UnknownCode, ArrangementProblems.Code.With("appointment.kind", string.Join(", ", AppointmentKinds.All)));
            if (appointment.State is AppointmentStates.Moved or AppointmentStates.Cancelled && handover.AppointmentAt is null)
                return (NoAppointment, ArrangementProblems.NoAppointment);
            if (appointment.State != AppointmentStates.Cancelled && appointment.At != handover.AppointmentAt && appointment.At < (reply.SentAt < draft.Moment.Now ? reply.SentAt : draft.Moment.Now))
                return (Past, ArrangementProblems.Past);
        }

        if (reply.ClientTold is { } told)
        {
            if (!Offices.Contains(told.By))
                return (UnknownCode, ArrangementProblems.Code.With("clientTold.by", string.Join(", ", Offices)));
            if (LifeStatements.Day(told.On) is not { } on || on > draft.TodayAt(handover.Recipient))
                return ("not-a-date", ArrangementProblems.ToldDay);
        }

        if (reply.NeedMet is { } met)
        {
            if (!NeedMetCodes.All.Contains(met))
                return (UnknownCode, ArrangementProblems.Code.With("needMet", string.Join(", ", NeedMetCodes.All)));
            if (!Lifecycle.IsFinal(handover.State) && !Lifecycle.Ends(reply.Outcome))
                return (TooEarly, ArrangementProblems.TooEarly);
        }

        return null;
    }

    /// <summary>
    /// The handover with what an answer arranges; what it does not speak of stays, and so does an appointment of which either office
    /// said something later.
    /// </summary>
    internal static HandoverSnapshot Note(HandoverSnapshot handover, ReferralReply reply, DateTimeOffset said)
    {
        // After the end nothing is arranged any more; whether the need was met is asked then, unless a no ended it.
        if (Lifecycle.IsFinal(handover.State))
            return handover.LastOutcome is { } last && Lifecycle.Ends(last) ? handover with { NeedMet = reply.NeedMet ?? handover.NeedMet } : handover;
        if (reply.Appointment is { } appointment && !(handover.AppointmentSaidAt > said))
        {
            handover = handover with
            {
                AppointmentAt = appointment.At.ToUniversalTime(),
                AppointmentPlace = appointment.Place ?? handover.AppointmentPlace,
                AppointmentKind = appointment.Kind ?? handover.AppointmentKind,
                AppointmentState = appointment.State,
                AppointmentSaidAt = said,
            };
        }

        return handover with
        {
            ClientToldOn = reply.ClientTold is { } told ? LifeStatements.Day(told.On) : handover.ClientToldOn,
            ClientToldBy = reply.ClientTold?.By ?? handover.ClientToldBy,
            NeedMet = reply.NeedMet ?? handover.NeedMet,
        };
    }

    /// <summary>Whether two states of a handover differ in what was arranged.</summary>
    internal static bool Differ(HandoverSnapshot before, HandoverSnapshot after) =>
        Arranged(before) != Arranged(after);

    /// <summary>The client cannot be at two places: the office that refers, which knows of both, is asked to look.</summary>
    internal static void WatchOut(Draft draft, HandoverSnapshot handover)
    {
        if (handover.AppointmentAt is not { } at || handover.AppointmentState == AppointmentStates.Cancelled)
            return;
        if (draft.Handovers.All.Any(h => h.Id != handover.Id && h.ClientId == handover.ClientId && h.AppointmentAt == at && h.AppointmentState != AppointmentStates.Cancelled))
            draft.OpenTask(TaskKinds.CaseWork, handover.Sender, handover.Id, Together, ArrangementProblems.Together, handover.ReferralId, draft.TodayAt(handover.Sender));
    }

    private static (DateTimeOffset?, string?, string?, string?, DateOnly?, string?, string?) Arranged(HandoverSnapshot h) =>
        (h.AppointmentAt, h.AppointmentPlace, h.AppointmentKind, h.AppointmentState, h.ClientToldOn, h.ClientToldBy, h.NeedMet);
}
