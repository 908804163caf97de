using System.Globalization;
using Gateway.Contracts.Events;
using Gateway.Core.Referrals;
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
        _ => reason,
    };

    /// <summary>A day.</summary>
    internal static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A name in the viewer's language, in another one when it lacks that, or the code.</summary>
    internal static string Name(IReadOnlyDictionary<string, string>? names, Viewer viewer, string code) =>
        names is null ? code : names.GetValueOrDefault(viewer.Dictionary.Language) ?? names.GetValueOrDefault("en") ?? names.Values.FirstOrDefault() ?? code;
}
