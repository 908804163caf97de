using Gateway.Core.Privacy;
using Gateway.Core.Referrals;
using Gateway.Dashboard.Words;

namespace Gateway.Dashboard.Pilot;

/// <summary>The pilot's codes as people say them, in English; pages translate.</summary>
internal static class PilotWords
{
    internal static string Stage(string stage) => stage switch
    {
        "identified" => "Identified",
        "eligible" => "Eligible",
        "offered" => "Offered a referral",
        "agreed" => "Agreed",
        "tookPart" => "Took part",
        "completed" => "Completed the offer",
        _ => stage,
    };

    internal static string Level(string level) => level switch
    {
        "site" => "The site itself",
        "agency" => "An agency",
        "region" => "The region",
        "law" => "The law",
        _ => level,
    };

    /// <summary>Reasons for loss: those that sites count, those that recipients code, and where somebody stands.</summary>
    internal static string Reason(string reason) => reason switch
    {
        "own-places-first" => "Own places are filled first",
        "commissioned-services" => "Commissioned places are filled first",
        "procedures" => "Procedures do not fit",
        "registration-systems" => "Registration systems do not fit",
        "privacy" => "Data may not be shared",
        "who-follows-up" => "Nobody follows up",
        "declined-offer" => "Declined the offer",
        "still-in-service" => "The service still runs",
        "office-silent" => "The office has not answered",
        "not-started-yet" => "Not started yet",
        "service-full" => "The service is full",
        "cancelled" => "Cancelled",
        "not-decided" => "Not decided yet",
        "not-told" => "The office gave no reason",
        "unexplained" => "The counts give no reason",
        WithheldCodes.AgreementWithdrawn => "The agreement was withdrawn",
        WithheldCodes.AssessmentMissing or WithheldCodes.AssessmentNotConfirmed or WithheldCodes.AssessmentNotWithClient => "There was no needs assessment",
        WithheldCodes.NoManifest or WithheldCodes.ClientProtected or WithheldCodes.ClientRestricted or WithheldCodes.ClientObjected => "The data may not be used for it",
        _ when reason.StartsWith("agreement-", StringComparison.Ordinal) => "There was no agreement",
        _ when reason.StartsWith("basis-", StringComparison.Ordinal) => "There was no legal basis",
        _ when ReplyReasons.Coded(reason) is not null => Plain.Reason(reason),
        _ when Plain.Outcome(reason) is var outcome && outcome != reason => outcome,
        _ => "No office was found",
    };
}
