using System.Collections.Frozen;
using Gateway.Core.Evaluation;
using Gateway.Core.Reports;

namespace Gateway.Dashboard.Evaluation;

/// <summary>Codes of reports as people say them, in English; pages translate.</summary>
internal static class ReportWords
{
    private static readonly FrozenDictionary<string, string> Kinds = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [ReportKinds.Pilot] = "Report on the pilot",
        [ReportKinds.Ladder] = "Report on the participation ladder",
        [ReportKinds.Barriers] = "Report on barriers",
        [ReportKinds.Outcomes] = "Report on outcomes",
        [ReportKinds.SocialReturn] = "Report on social return",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Tables = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [ReportTables.Funnel] = "Funnel",
        [ReportTables.Lost] = "Not in the next stage",
        [ReportTables.Barriers] = "Barrier log",
        [ReportTables.Matrix] = "From rung to rung",
        [ReportTables.Years] = "Movements by year",
        [ReportTables.Organisations] = "Movements by organisation that measures",
        [ReportTables.Municipalities] = "Movements by municipality",
        [ReportTables.Subgroups] = "Movements by subgroup",
        [ReportTables.Instruments] = "Movements by instrument in use",
        [ReportTables.Comparability] = "How far movements can be compared",
        [ReportTables.Activity] = "What offices did",
        [ReportTables.Goals] = "How services ended, by goal",
        [ReportTables.NeedMet] = "Was the client's need met",
        [ReportTables.Chains] = "People by number of services",
        [ReportTables.NextSteps] = "What came after a service",
        [ReportTables.Caseloads] = "Clients of offices now",
        [ReportTables.Costs] = "Who pays for places",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Heads = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["people"] = "People",
        ["services"] = "Services",
        ["places"] = "Places",
        ["clients-now"] = "Clients now",
        ["stopped"] = "Stopped by it",
        ["site"] = "Site",
        ["level"] = "Who can solve it",
        ["owner"] = "Owner",
        ["since"] = "Since",
        ["state"] = "State",
        ["funder"] = "Who pays",
        ["all-funders"] = "All who pay",
        ["all-sites"] = "All sites",
        ["open"] = "open",
        ["decided"] = "decided",
        ["not-known"] = "not known",
        ["up"] = "Higher",
        ["same"] = "Same rung",
        ["down"] = "Lower",
        ["rung-not-known"] = "Rung not known",
        ["not-measured-again"] = "Not measured again",
        ["measured-twice"] = "Exact rung before and after",
        ["variants-mixed"] = "Of those, on two variants",
        ["rung-ambiguous"] = "Rung ambiguous",
        ["measured-once"] = "Measured once, nothing to compare with",
        ["issued"] = "Parts of referrals",
        ["answered"] = "Answered",
        ["accepted"] = "Accepted by the office",
        ["started"] = "Started",
        ["with-appointment"] = "With an appointment",
        ["client-told"] = "Client was told",
        ["reached"] = "Goal reached",
        ["stabilised"] = "Stabilised",
        ["completed-only"] = "Completed, goal not known",
        ["running"] = "Still running",
        ["no-goal-stated"] = "No goal stated",
        ["ended"] = "Ended",
        ["need-yes"] = "Need met",
        ["need-partly"] = "Need partly met",
        ["need-no"] = "Need not met",
        ["need-not-known"] = "Asked, no answer known",
        ["need-not-asked"] = "Nobody asked",
        ["next-named"] = "Next step named",
        ["none-needed"] = "No further step needed",
        ["next-gap"] = "Nothing said of what comes next",
        ["one-service"] = "One service",
        ["two-services"] = "Two services",
        ["three-services"] = "Three services",
        ["four-services"] = "Four services or more",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Every text of reports that another language needs.</summary>
    internal static IEnumerable<string> All => [.. Kinds.Values, .. Tables.Values, .. Heads.Values, "Stopped before the end", ReportSet.OneAtATime, .. Enum.GetValues<ParameterKind>().Select(Kind), .. Enum.GetValues<ComparisonDesign>().Select(Design)];

    internal static string Title(string kind) => Kinds[kind];

    internal static string Table(string table) => Tables[table];

    /// <summary>A head; in the table of goals "stopped" is about services.</summary>
    internal static string Head(string code, string table) => code == "stopped" && table == ReportTables.Goals ? "Stopped before the end" : Heads.GetValueOrDefault(code, code);

    internal static string Kind(ParameterKind kind) => kind switch
    {
        ParameterKind.National => "national figure",
        ParameterKind.Local => "figure of the collaboration",
        _ => "published total",
    };

    internal static string Design(ComparisonDesign design) => design switch
    {
        ComparisonDesign.Randomised => "drawn by chance",
        ComparisonDesign.Elsewhere => "people elsewhere in the same months",
        _ => "people before the offer began",
    };
}
