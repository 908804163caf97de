using System.Globalization;
using Gateway.Contracts.Events;
using Gateway.Core.Directory;
using Gateway.Core.Referrals;
using Gateway.Core.Work;
using Gateway.Dashboard.Access;

namespace Gateway.Dashboard.Words;

/// <summary>Codes as people say them, in English; pages translate.</summary>
internal static class Plain
{
    /// <summary>A handover's state.</summary>
    internal static string Of(HandoverState state) => state switch
    {
        HandoverState.Issued => "Not answered yet",
        HandoverState.Received => "File registered",
        HandoverState.Waitlisted => "On a waiting list",
        HandoverState.Accepted => "Accepted",
        HandoverState.InService => "The service runs",
        HandoverState.NotAccepted => "Not accepted",
        HandoverState.NotStarted => "Did not start",
        HandoverState.Stopped => "Stopped",
        HandoverState.Stabilised => "Stabilised",
        HandoverState.Completed => "Completed",
        HandoverState.Cancelled => "Cancelled",
        _ => state.ToString(),
    };

    /// <summary>A state of a handover, or of anything else that operators look at, by its code. That of a whole referral is its own word.</summary>
    internal static string State(string state) => state switch
    {
        nameof(HandoverState.Issued) => "Not answered yet",
        nameof(HandoverState.Waitlisted) => "On a waiting list",
        nameof(HandoverState.InService) => "The service runs",
        nameof(HandoverState.NotAccepted) => "Not accepted",
        nameof(HandoverState.NotStarted) => "Did not start",
        "SetAside" => "Set aside",
        _ => state,
    };

    /// <summary>A coarse status, as it is told; null: there is no such status.</summary>
    internal static string? Status(string? status) => status switch
    {
        CoarseStatuses.Pending => "no news yet",
        CoarseStatuses.ContactDesk => "contact the gateway desk",
        CoarseStatuses.Received => "a file is registered",
        CoarseStatuses.Accepted => "accepted",
        CoarseStatuses.Waitlisted => "on a waiting list",
        CoarseStatuses.NotAccepted => "not accepted",
        CoarseStatuses.InService => "the service runs",
        CoarseStatuses.NotStarted => "did not start",
        CoarseStatuses.Ended => "ended",
        CoarseStatuses.Completed => "completed",
        CoarseStatuses.AgreementWithdrawn => "the agreement was withdrawn",
        CoarseStatuses.ClientObjected => "the client objects",
        CoarseStatuses.ClientRestricted => "the client's data is restricted",
        CoarseStatuses.Resumed => "the objection or restriction is lifted",
        CoarseStatuses.Cancelled => "cancelled",
        CoarseStatuses.Paused => "interrupted",
        _ => null,
    };

    /// <summary>What happened, in a referral's story.</summary>
    internal static string Happening(string kind) => kind switch
    {
        "submitted" => "referral",
        "admission" => "admission",
        "routing" => "choice of office",
        "view" => "choice of fields",
        "release" => "final check",
        "disclosed" => "disclosure",
        "reply.applied" => "answer",
        "referral.amended" or "referral.amendment-in-history" => "correction",
        "handover.overdue" => "deadline",
        "handover.step-two" => "step two",
        "worklist" => "worklist",
        "withdrawn" => "withdrawal",
        _ when kind.StartsWith("operation.", StringComparison.Ordinal) => "operation",
        _ => kind,
    };

    /// <summary>A deadline.</summary>
    internal static string Clock(string kind) => kind switch
    {
        "acknowledge" => "An office acknowledges the referral",
        "handover-acknowledge" => "The office acknowledges the handover",
        "withdrawal-told" => "The office confirms the withdrawal",
        "application-decision" => "Decision on the application",
        "benefit-ending" => "The benefit ends",
        "benefit-transferred" => "Another benefit begins",
        "remeasure" => "The next measurement on the participation ladder",
        "competence-conflict" => "Two offices are not competent",
        "dated-goal" => "A dated goal is to be reached",
        "standing-changed" => "What the client may be used for has changed",
        _ => kind,
    };

    /// <summary>A stage.</summary>
    internal static string Stage(string stage) => stage switch
    {
        StageNames.Translation => "Translation",
        StageNames.Referral => "Decisions on referrals",
        StageNames.Delivery => "Delivery",
        StageNames.Outcome => "Answers of offices",
        StageNames.Clocks => "Deadlines",
        _ => stage,
    };

    /// <summary>A kind of worklist.</summary>
    internal static string Worklist(string kind) => kind switch
    {
        "set-aside" => "set aside",
        "returned" => "came back to the office",
        "codes-offered" => "codes offered instead of words",
        "mandate-asked" => "asked by a control service",
        "withheld" => "withheld",
        "unroutable" => "without an office",
        "overdue" => "overdue",
        "parked" => "parked",
        "waiting-reply" => "waiting for a referral",
        "withdrawal-untold" => "withdrawal not confirmed",
        "task" => "task",
        "agreement-ending" => "agreement ending",
        "benefit-ending" => "benefit ending",
        "remeasure" => "measurement due",
        "unanswered" => "not answered in time",
        "escalated" => "everybody was asked",
        _ => kind,
    };

    /// <summary>What an agency is.</summary>
    internal static string Class(RecipientClass agency) => agency switch
    {
        RecipientClass.Pes => "employment service",
        RecipientClass.PesControl => "control service",
        RecipientClass.Welfare => "welfare office",
        RecipientClass.WelfareDecision => "benefit decision",
        RecipientClass.Provider => "provider",
        RecipientClass.Employer => "employer",
        RecipientClass.Health => "health partner",
        RecipientClass.Police => "police and probation",
        RecipientClass.Register => "register of persons",
        _ => agency.ToString(),
    };

    /// <summary>An outcome as the recipient records it.</summary>
    internal static string Outcome(string outcome) => outcome switch
    {
        ReplyOutcomes.Received => "File registered",
        ReplyOutcomes.Accepted => "Accepted",
        ReplyOutcomes.Waitlisted => "On a waiting list",
        ReplyOutcomes.DeclinedCapacity => "Declined: no place",
        ReplyOutcomes.DeclinedNotCompetent => "Declined: another office is competent",
        ReplyOutcomes.DeclinedOther => "Declined for another reason",
        ReplyOutcomes.Redirected => "Passed on to another service",
        ReplyOutcomes.AlreadyInGuidance => "Already guided by us",
        ReplyOutcomes.NotReached => "Could not be reached",
        ReplyOutcomes.NoShow => "Did not appear",
        ReplyOutcomes.ClientWithdrew => "The client withdrew",
        ReplyOutcomes.InService => "The service has started",
        ReplyOutcomes.StepRecorded => "A step was recorded",
        ReplyOutcomes.Stabilised => "Stabilised",
        ReplyOutcomes.Completed => "Completed",
        ReplyOutcomes.DroppedOut => "The client stopped",
        ReplyOutcomes.ClientObjected => "The client objects to the exchange",
        ReplyOutcomes.ClientRestricted => "The client asks to restrict the use of the data",
        ReplyOutcomes.Arranged => "Recorded something arranged with the client",
        ReplyOutcomes.StopConfirmed => "Confirmed that we stopped",
        // Kept of a client who refused a voluntary service.
        CoarseStatuses.NotStarted => "Did not start",
        ReplyOutcomes.Paused => "Interrupted for a time",
        ReplyOutcomes.Resumed => "Goes on again",
        _ => outcome,
    };

    /// <summary>A coded reason.</summary>
    internal static string Reason(string reason) => reason switch
    {
        "OWN_PLACES_FIRST" => "Own places are filled first",
        "COMMISSIONED_PLACES" => "Commissioned places are filled first",
        "PROCEDURES" => "Procedures do not fit",
        "REGISTRATION_SYSTEMS" => "Registration systems do not fit",
        "PRIVACY" => "Data may not be shared",
        "FOLLOW_UP" => "Nobody follows up",
        "MOVED_ON" => "Went on to something else",
        "MOVED_AWAY" => "Moved away",
        "FOUND_WORK" => "Found work",
        "ABSENCE_JUSTIFIED" => "Absent with a good reason",
        "CARE_DUTY" => "Cares for somebody",
        "CLIENT_ASKED" => "At the client's wish",
        "AWAITING_OTHER_SERVICE" => "Waits for another service",
        "SERVICE_CLOSED" => "The service is closed for a time",
        _ => reason,
    };

    /// <summary>A next step that is no service.</summary>
    internal static string NextStep(string step) => step switch
    {
        "NEW_REFERRAL" => "A new referral",
        "WORK" => "To work",
        "OWN_SERVICE" => "A service of our own",
        "FOLLOW_UP" => "We keep in touch",
        "LADDER_AGAIN" => "Measure the ladder again",
        "NO_FURTHER_STEP" => "No further step is needed",
        _ => step,
    };

    /// <summary>A day.</summary>
    internal static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A name in the viewer's language, in another one when it lacks that, or the code.</summary>
    internal static string Name(IReadOnlyDictionary<string, string>? names, Viewer viewer, string code) => Name(names, viewer.Dictionary, code);

    /// <summary>A name in a language; in English, in any, or the code, where the language has none.</summary>
    internal static string Name(IReadOnlyDictionary<string, string>? names, Dictionary words, string code) =>
        names is null ? code : names.GetValueOrDefault(words.Language) ?? names.GetValueOrDefault("en") ?? names.Values.FirstOrDefault() ?? code;
}
