using System.Globalization;
using Gateway.Core.Mandates;
using Gateway.Dashboard.Words;

namespace Gateway.Dashboard.Privacy;

/// <summary>Requests of control services in plain words, in English; pages and portals translate.</summary>
internal static class MandateWords
{
    internal const string Why = "Control of obligations, with a mandate";
    internal const string NoBasis = "No legal basis of the registry";
    private const string Refused = "A control service asked about you, and got nothing";
    private const string Given = "A control service asked about you with a mandate; refused were: {0}";
    private const string All = "A control service asked about you with a mandate";

    /// <summary>Every text that another language needs and no page says literally.</summary>
    internal static IEnumerable<string> Texts => [Why, NoBasis, Refused, Given, All, .. DataKinds.All.Select(Kind), .. MandateCodes.Sentences, "given", "refused", "not read yet"];

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

    /// <summary>What was asked, said to the client.</summary>
    internal static string What(Dictionary words, MandateDecision decision) => decision switch
    {
        { Given.Count: 0 } => words[Refused],
        { Refused.Count: 0 } => words[All],
        _ => string.Format(CultureInfo.InvariantCulture, words[Given], string.Join(", ", decision.Refused.Select(r => words[Kind(r.Kind)]))),
    };
}
