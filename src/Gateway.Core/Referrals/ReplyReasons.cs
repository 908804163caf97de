namespace Gateway.Core.Referrals;

/// <summary>
/// Reasons of an answer that reports may count. Anything else that an office writes there is its own words, perhaps about
/// a client's health: it stays sealed with the answer. No reason is ever told to the referring office.
/// </summary>
/// <remarks>Barriers named by the VDAB–OCMW experiment (2012), and ends that say nothing about a person.</remarks>
public static class ReplyReasons
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "OWN_PLACES_FIRST", "COMMISSIONED_PLACES", "PROCEDURES", "REGISTRATION_SYSTEMS", "PRIVACY", "FOLLOW_UP", "MOVED_ON", "MOVED_AWAY", "FOUND_WORK",
    };

    /// <summary>The reason when it is one of the codes, otherwise null.</summary>
    /// <param name="reason">As the office wrote it.</param>
    public static string? Coded(string? reason) => reason is not null && Known.Contains(reason) ? reason : null;
}
