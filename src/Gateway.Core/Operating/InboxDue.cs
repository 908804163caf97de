using Gateway.Contracts.Events;
using Gateway.Core.Referrals;

namespace Gateway.Core.Operating;

/// <summary>What an office has to do next about a handover, and by when.</summary>
/// <param name="Kind">What.</param>
/// <param name="At">A moment, of an appointment only; UTC.</param>
/// <param name="On">Last day.</param>
public sealed record InboxDue(InboxDueKind Kind, DateTimeOffset? At = null, DateOnly? On = null)
{
    /// <summary>Of a handover; null: nothing is asked.</summary>
    /// <param name="line">The handover.</param>
    /// <param name="now">Domain time.</param>
    public static InboxDue? Of(InboxLine line, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(line);
        if (line.Unacknowledged > 0)
            return new InboxDue(InboxDueKind.ConfirmStop);
        if (Lifecycle.IsFinal(line.State))
            return null;
        if (!line.Acknowledged)
            return new InboxDue(InboxDueKind.Answer, On: line.AckDueOn);
        if (line.Waiting > 0)
            return new InboxDue(InboxDueKind.Open);
        if (line.Standing is not { } standing)
            return null;
        if (standing.HasAppointment && standing.AppointmentAt >= now)
            return new InboxDue(standing.AppointmentState == AppointmentStates.Proposed ? InboxDueKind.AgreeAppointment : InboxDueKind.Appointment, standing.AppointmentAt);
        if (standing.PausedAt is not null)
            return new InboxDue(InboxDueKind.Resume);
        return standing.ToldOn is null ? new InboxDue(InboxDueKind.TellClient) : null;
    }
}

/// <summary>What is to be done.</summary>
public enum InboxDueKind
{
    /// <summary>Confirm that the office stopped.</summary>
    ConfirmStop = 0,

    /// <summary>Answer.</summary>
    Answer = 1,

    /// <summary>Open what waits.</summary>
    Open = 2,

    /// <summary>Agree a proposed appointment.</summary>
    AgreeAppointment = 3,

    /// <summary>Keep an appointment.</summary>
    Appointment = 4,

    /// <summary>Go on after an interruption, when it is over.</summary>
    Resume = 5,

    /// <summary>Tell the client of the handover.</summary>
    TellClient = 6,
}
