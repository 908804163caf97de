using Gateway.Contracts.Events;

namespace Gateway.Core.Referrals;

/// <summary>
/// Reasons of an answer that reports may count. Anything else that an office writes there is its own words, perhaps about
/// a client's health: it stays sealed with the answer. No reason is ever told to the referring office.
/// </summary>
/// <remarks>Barriers named by the VDAB–OCMW experiment (2012), and ends that say nothing about a person.</remarks>
public static class ReplyReasons
{
    /// <summary>Every reason.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "OWN_PLACES_FIRST", "COMMISSIONED_PLACES", "PROCEDURES", "REGISTRATION_SYSTEMS", "PRIVACY", "FOLLOW_UP", "MOVED_ON", "MOVED_AWAY", "FOUND_WORK",
    ];

    /// <summary>The reason when it is one of the codes, otherwise null.</summary>
    /// <param name="reason">As the office wrote it.</param>
    public static string? Coded(string? reason) => reason is not null && (All.Contains(reason, StringComparer.Ordinal) || PauseReasons.All.Contains(reason, StringComparer.Ordinal)) ? reason : null;

    /// <summary>
    /// Whether a form asks for a reason with an outcome: for a no that is about offices, not about the client. Why a client
    /// withdrew, stopped or could not be reached is never asked.
    /// </summary>
    public static bool NeededFor(string outcome) => outcome is ReplyOutcomes.DeclinedOther or ReplyOutcomes.Redirected or ReplyOutcomes.Paused;
}
