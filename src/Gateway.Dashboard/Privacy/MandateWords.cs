using System.Globalization;
using Gateway.Core.Mandates;
using Gateway.Dashboard.Words;

namespace Gateway.Dashboard.Privacy;

/// <summary>Requests of control services in plain words, in English; pages and portals translate.</summary>
internal static class MandateWords
{
    internal const string Why = "Control of obligations, with a mandate";
    internal const string NoBasis = "No legal basis of the registry";
    internal const string Unread = "may be given, not read yet";
    internal const string Nothing = "nothing was given";
    internal const string Given = "given";
    private const string Refused = "A control service asked about you, and got nothing";
    private const string Asked = "A control service asked about you with a mandate; {0}";
    private const string InPart = "A control service asked about you with a mandate; {0}; refused were: {1}";

    /// <summary>Every text that another language needs and no page says literally.</summary>
    internal static IEnumerable<string> Texts => [Why, NoBasis, Refused, Asked, InPart, Unread, Nothing, Given, .. DataKinds.All.Select(Kind), .. MandateCodes.Sentences, "refused", "not read yet"];

    /// <summary>A kind of data.</summary>
    internal static string Kind(string kind) => kind switch
    {
        "ATTENDANCE" => "Attendance at appointments of the control service",
        "SANCTION" => "Sanctions and measures",
        "CLAIM" => "Claims and recoveries",
        "FRAUD" => "Signals of fraud",
        "NON_COMPLIANCE" => "Breach of the duty to inform",
        "EXCLUSION" => "Exclusion from benefit",
        "EXEMPTION" => "Exemption from the duty to work",
        "DEBTS" => "Debts",
        "CASE_NOTES" => "Notes of counsellors",
        "HEALTH" => "Health",
        "ADDICTION" => "Addiction",
        "JUSTICE" => "Matters of justice",
        _ => kind,
    };

    /// <summary>What became of what may be given.</summary>
    internal static string State(DateTimeOffset? answered, int values) => answered is null ? Unread : values == 0 ? Nothing : Given;

    /// <summary>What was asked and what became of it, said to the client.</summary>
    internal static string What(Dictionary words, MandateDecision decision, DateTimeOffset? answered, int values) => decision switch
    {
        { Given.Count: 0 } => words[Refused],
        { Refused.Count: 0 } => Say(words[Asked], words[State(answered, values)]),
        _ => Say(words[InPart], words[State(answered, values)], string.Join(", ", decision.Refused.Select(r => words[Kind(r.Kind)]))),
    };

    /// <summary>What may be given, and what became of it; empty: nothing.</summary>
    internal static string GivenLine(Dictionary words, MandateDecision decision, DateTimeOffset? answered, int values) =>
        decision.Given.Count == 0 ? "" : $"{string.Join(", ", decision.Given.Select(k => words[Kind(k)]))} ({words[State(answered, values)]})";

    /// <summary>What was refused and why; a refusal of the whole is said once.</summary>
    internal static IEnumerable<string> Refusals(Dictionary words, MandateDecision decision) =>
    [
        .. decision.Code is { } whole ? [words[MandateCodes.Says(whole)]] : Array.Empty<string>(),
        .. decision.Refused.Where(r => r.Code != decision.Code).Select(r => words["{0}: {1}", words[Kind(r.Kind)], words[MandateCodes.Says(r.Code)]]),
    ];

    private static string Say(string text, params object[] parts) => string.Format(CultureInfo.InvariantCulture, text, parts);
}
