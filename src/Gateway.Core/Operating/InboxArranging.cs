using Gateway.Contracts.Events;
using Gateway.Core.Handovers;
using Gateway.Core.Referrals;

namespace Gateway.Core.Operating;

/// <summary>
/// What a case worker arranges in a form: an appointment, that the client was told, afterwards whether the need was met. The
/// form is looked at before it is handed in, so that the case worker reads at once what cannot be; what is handed in passes the
/// rules of every other answer.
/// </summary>
public sealed record InboxArranging
{
    /// <summary>How the appointment stands from now on: one of <see cref="AppointmentStates"/>; null: nothing is said of one.</summary>
    public string? AppointmentState { get; init; }

    /// <summary>When it begins; null: no day or no time was given.</summary>
    public DateTimeOffset? AppointmentAt { get; init; }

    /// <summary>One of <see cref="AppointmentPlaces"/>.</summary>
    public string? Place { get; init; }

    /// <summary>One of <see cref="AppointmentKinds"/>.</summary>
    public string? Kind { get; init; }

    /// <summary>Day on which the office told the client of the handover.</summary>
    public DateOnly? ToldOn { get; init; }

    /// <summary>One of <see cref="NeedMetCodes"/>.</summary>
    public string? NeedMet { get; init; }

    /// <summary>The appointment as it is handed in; null: nothing is said of one.</summary>
    public Appointment? Appointment => AppointmentState is { } state && AppointmentAt is { } at ? new Appointment { At = at, State = state, Place = Place, Kind = Kind } : null;

    /// <summary>Why it cannot be handed in: one of <see cref="InboxAnswerProblems"/>; null: it can.</summary>
    /// <param name="now">Domain time.</param>
    /// <param name="today">The day that it is at the office.</param>
    /// <param name="outcome">The answer that it stands in.</param>
    /// <param name="known">How the handover stands.</param>
    public string? Problem(DateTimeOffset now, DateOnly today, string outcome, InboxStanding known)
    {
        ArgumentNullException.ThrowIfNull(known);
        if (AppointmentState is null && ToldOn is null && NeedMet is null)
            return outcome == ReplyOutcomes.Arranged ? InboxAnswerProblems.NothingArranged : null;
        if (AppointmentState is not null && OfAppointment(now, known) is { } problem)
            return problem;
        if (ToldOn > today)
            return InboxAnswerProblems.ToldDay;
        return NeedMet is null || (NeedMetCodes.All.Contains(NeedMet) && (known.Over || Lifecycle.Ends(outcome))) ? null : InboxAnswerProblems.NeedMet;
    }

    private string? OfAppointment(DateTimeOffset now, InboxStanding known)
    {
        if (!AppointmentStates.All.Contains(AppointmentState!) || (Place is not null && !AppointmentPlaces.All.Contains(Place)) || (Kind is not null && !AppointmentKinds.All.Contains(Kind)) || AppointmentAt is null)
            return InboxAnswerProblems.Appointment;
        if (AppointmentState is AppointmentStates.Moved or AppointmentStates.Cancelled && known.AppointmentAt is null)
            return InboxAnswerProblems.NoAppointment;
        return AppointmentState != AppointmentStates.Cancelled && AppointmentAt != known.AppointmentAt && AppointmentAt < now ? InboxAnswerProblems.AppointmentPast : null;
    }
}

/// <summary>How a handover stands with what was arranged.</summary>
public sealed record InboxStanding
{
    /// <summary>When the appointment begins, UTC.</summary>
    public DateTimeOffset? AppointmentAt { get; init; }

    /// <summary>One of <see cref="AppointmentStates"/>.</summary>
    public string? AppointmentState { get; init; }

    /// <summary>One of <see cref="AppointmentPlaces"/>.</summary>
    public string? Place { get; init; }

    /// <summary>One of <see cref="AppointmentKinds"/>.</summary>
    public string? Kind { get; init; }

    /// <summary>Day on which the client was told.</summary>
    public DateOnly? ToldOn { get; init; }

    /// <summary>By which office: <c>RECEIVING_OFFICE</c> or <c>REFERRING_OFFICE</c>.</summary>
    public string? ToldBy { get; init; }

    /// <summary>One of <see cref="NeedMetCodes"/>.</summary>
    public string? NeedMet { get; init; }

    /// <summary>Since when it is interrupted, UTC.</summary>
    public DateTimeOffset? PausedAt { get; init; }

    /// <summary>What the office said comes next: a service, or one of <see cref="NextSteps"/>.</summary>
    public string? NextStep { get; init; }

    /// <summary>It ended by an answer of the office: whether the need was met is asked then.</summary>
    public bool Over { get; init; }

    /// <summary>There is an appointment that was not called off.</summary>
    public bool HasAppointment => AppointmentAt is not null && AppointmentState != AppointmentStates.Cancelled;

    /// <summary>Of a handover.</summary>
    public static InboxStanding Of(HandoverSnapshot handover)
    {
        ArgumentNullException.ThrowIfNull(handover);
        return new InboxStanding
        {
            AppointmentAt = handover.AppointmentAt, AppointmentState = handover.AppointmentState, Place = handover.AppointmentPlace, Kind = handover.AppointmentKind,
            ToldOn = handover.ClientToldOn, ToldBy = handover.ClientToldBy, NeedMet = handover.NeedMet, PausedAt = handover.PausedAt, NextStep = handover.NextStep,
            Over = Lifecycle.IsFinal(handover.State) && handover.LastOutcome is { } last && Lifecycle.Ends(last),
        };
    }
}
