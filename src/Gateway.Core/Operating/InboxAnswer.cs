using Gateway.Contracts.Events;
using Gateway.Core.Referrals;

namespace Gateway.Core.Operating;

/// <summary>An answer as a case worker gives it in a form. It has no place for words about the client.</summary>
public sealed record InboxAnswer
{
    private const int LongestCaseNumber = 40;
    private const int LongestKey = 40;

    /// <summary>Made with the form; the same key twice is one answer.</summary>
    public required string Key { get; init; }

    /// <summary>One of <see cref="ReplyOutcomes"/>.</summary>
    public required string Outcome { get; init; }

    /// <summary>Day it happened.</summary>
    public DateOnly? OccurredOn { get; init; }

    /// <summary>The office's own case number.</summary>
    public string? CaseNumber { get; init; }

    /// <summary>One of <see cref="ReplyReasons"/>.</summary>
    public string? Reason { get; init; }

    /// <summary>First day of the service.</summary>
    public DateOnly? StartsOn { get; init; }

    /// <summary>What comes next: one of <see cref="NextSteps"/>.</summary>
    public string? NextStep { get; init; }

    /// <summary>Goal of the route: one of <see cref="GoalCodes"/>.</summary>
    public string? Goal { get; init; }

    /// <summary>Open the rest as soon as the file is registered.</summary>
    public bool OpenRest { get; init; }

    /// <summary>What is arranged or asked; null: the answer says nothing of it.</summary>
    public InboxArranging? Arranging { get; init; }

    /// <summary>Why it cannot be accepted: one of <see cref="InboxAnswerProblems"/>; null: nothing is wrong.</summary>
    /// <param name="now">Domain time.</param>
    /// <param name="today">The day that it is at the office.</param>
    /// <param name="known">How the handover stands.</param>
    public string? Problem(DateTimeOffset now, DateOnly today, InboxStanding known)
    {
        ArgumentNullException.ThrowIfNull(known);
        if (!IsKey(Key))
            return InboxAnswerProblems.FormUsed;
        if (!ReplyOutcomes.All.Contains(Outcome, StringComparer.Ordinal))
            return InboxAnswerProblems.Outcome;
        if (OccurredOn is not { } day || day > today)
            return InboxAnswerProblems.Day;
        if (Outcome == ReplyOutcomes.Received && string.IsNullOrWhiteSpace(CaseNumber))
            return InboxAnswerProblems.CaseNumberNeeded;
        if (CaseNumber is { Length: > 0 } number && (number.Length > LongestCaseNumber || !number.All(IsOfCaseNumber)))
            return InboxAnswerProblems.CaseNumber;
        if (Reason is { Length: > 0 } && ReplyReasons.Coded(Reason) is null)
            return InboxAnswerProblems.Reason;
        if (Outcome == ReplyOutcomes.Paused && Reason is { Length: > 0 } && !PauseReasons.All.Contains(Reason, StringComparer.Ordinal))
            return InboxAnswerProblems.Reason;
        if ((NextStep is { Length: > 0 } && !NextSteps.All.Contains(NextStep, StringComparer.Ordinal)) || (Goal is { Length: > 0 } && !GoalCodes.All.Contains(Goal, StringComparer.Ordinal)))
            return InboxAnswerProblems.Plan;
        if (ReplyReasons.NeededFor(Outcome) && Reason is not { Length: > 0 })
            return InboxAnswerProblems.ReasonNeeded;
        return Arranging is null ? Outcome == ReplyOutcomes.Arranged ? InboxAnswerProblems.NothingArranged : null : Arranging.Problem(now, today, Outcome, known);
    }

    /// <summary>Whether a text is a key of a form.</summary>
    public static bool IsKey(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Length is > 0 and <= LongestKey && key.All(char.IsAsciiLetterOrDigit);
    }

    private static bool IsOfCaseNumber(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '/' or '.' or '_' or ' ';
}

/// <summary>Why an answer was not accepted.</summary>
public static class InboxAnswerProblems
{
    /// <summary>There is no such outcome.</summary>
    public const string Outcome = "outcome";

    /// <summary>No day, or one to come.</summary>
    public const string Day = "day";

    /// <summary>Registering a file needs its number.</summary>
    public const string CaseNumberNeeded = "case-number-needed";

    /// <summary>Not a case number.</summary>
    public const string CaseNumber = "case-number";

    /// <summary>The outcome needs a reason.</summary>
    public const string ReasonNeeded = "reason-needed";

    /// <summary>There is no such reason.</summary>
    public const string Reason = "reason";

    /// <summary>A next step or a goal that no list has.</summary>
    public const string Plan = "plan";

    /// <summary>Nothing was filled in of what could be arranged.</summary>
    public const string NothingArranged = "nothing-arranged";

    /// <summary>No day or time of an appointment, or no kind or place of the lists.</summary>
    public const string Appointment = "appointment";

    /// <summary>The appointment lies in the past.</summary>
    public const string AppointmentPast = "appointment-past";

    /// <summary>There is no appointment to confirm, move or call off.</summary>
    public const string NoAppointment = "no-appointment";

    /// <summary>Not a day on which the client can have been told.</summary>
    public const string ToldDay = "told-day";

    /// <summary>Whether the need was met is asked after the end, from a list.</summary>
    public const string NeedMet = "need-met";

    /// <summary>Places are whole numbers of a service that the office offers.</summary>
    public const string Places = "places";

    /// <summary>The form was sent before, with something else in it.</summary>
    public const string FormUsed = "form-used";
}
