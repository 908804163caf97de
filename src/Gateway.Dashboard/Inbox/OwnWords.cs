using Gateway.Core.Operating;
using Gateway.Dashboard.Access;
using Gateway.Dashboard.Words;

namespace Gateway.Dashboard.Inbox;

/// <summary>Where an own referral stands, in words. Withheld, waiting and protected ones are all one.</summary>
internal static class OwnWords
{
    /// <summary>State.</summary>
    internal static string State(Viewer viewer, InboxValues said, OwnReferralLine line) => line switch
    {
        { Parts.Count: > 0 } => string.Join("; ", line.Parts.Select(p => $"{said.Office(p.Office)} – {viewer[Plain.Status(p.Status) ?? p.Status]}")),
        { Ended: true } => viewer["ended"],
        { Overdue: true } => viewer["contact the gateway desk"],
        _ => viewer["no news yet"],
    };

    /// <summary>What is due; null: nothing.</summary>
    internal static string? Due(Viewer viewer, OwnReferralLine line) => line switch
    {
        { AsksCounsellor: true } => viewer["Decide whether to refer"],
        { Waiting: > 0 } => viewer["Open what is waiting"],
        { Overdue: true } => viewer["Call the gateway desk"],
        _ => null,
    };

    /// <summary>What is wrong in a field.</summary>
    internal static string Wrong(string code) => code switch
    {
        "number" => "This is not a valid number. Check the digits.",
        "day" => "Give today or an earlier day.",
        "municipality" => "There is no such municipality in the directory: give its name or code.",
        "phone" => "Give digits, blanks and + only.",
        "email" => "This is not an e-mail address.",
        "services" => "Choose at least one service.",
        "notice" => "Give the version of the notice that the client was shown, for example 2026-1.",
        "appointment" => "Give a moment that is still to come.",
        "list" => "Choose from the list.",
        _ => "This is needed.",
    };
}
