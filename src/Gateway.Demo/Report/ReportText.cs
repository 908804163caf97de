using System.Globalization;
using Gateway.Core.Operating;
using Gateway.Core.Reading;
using Gateway.Demo.Clock;

namespace Gateway.Demo.Report;

/// <summary>The report in words, the same on every kind of screen.</summary>
internal static class ReportText
{
    /// <summary>Stands above everything that is shown.</summary>
    public const string Label = "SIMULATED: invented people, simulated offices, simulated time";

    public const string SitesTitle = "The pilot per site (simulated)";

    public const string SitesLegend = "<5: fewer than five, hidden. …: five or more, hidden so that a smaller number cannot be computed.";

    public const string FunnelTitle = "The funnel, exact (simulated; the source says over 60 identified, 63 is invented)";

    public static IReadOnlyList<string> SiteColumns { get; } = ["identified", "eligible", "offered", "agreed", "took part", "completed"];

    /// <summary>One row a site: title, then its cells as they may be shown.</summary>
    public static IReadOnlyList<(string Site, IReadOnlyList<string> Cells)> SiteRows(PilotFigures figures)
    {
        var counts = new int[figures.Sites.Count, SiteTable.Stages.Count];
        for (var r = 0; r < figures.Sites.Count; r++)
            for (var c = 0; c < SiteTable.Stages.Count; c++)
                counts[r, c] = SiteTable.Of(figures.Sites[r], SiteTable.Stages[c]);
        var shown = SiteTable.Suppress(counts);
        return [.. figures.Sites.Select((site, r) => (site.Title, (IReadOnlyList<string>)
            [.. SiteTable.Stages.Select((_, c) => shown[r, c] switch
            {
                Suppression.Small => "<5",
                Suppression.ProtectsAnother => "…",
                _ => Number(counts[r, c]),
            })]))];
    }

    /// <summary>Reasons for loss after a stage, the largest first.</summary>
    public static string Losses(FunnelStage stage) =>
        string.Join(", ", stage.Lost.OrderByDescending(l => l.Count).ThenBy(l => l.Reason, StringComparer.Ordinal).Select(l => $"{Number(l.Count)} {l.Reason}"));

    /// <summary>A stage's name as people say it.</summary>
    public static string StageName(string stage) => stage == "tookPart" ? "took part" : stage;

    /// <summary>What passed through for one group of offices.</summary>
    public static IReadOnlyList<string> Passed(string whose, GatewayFigures figures)
    {
        var (records, replies, r) = (figures.Records, figures.Replies, figures.Referrals);
        return
        [
            Say($"{whose}: {records.Received} referral records received, {records.Translated} translated, {records.SetAside} set aside; {replies.Received} replies, {replies.SetAside} set aside."),
            Say($"  {r.Submitted} referrals: {r.Issued} issued, {r.Withheld} withheld, {r.Unroutable} unroutable, {r.Pending} pending."),
            Say($"  Ever: {r.Acknowledged} acknowledged, {r.Accepted} accepted, {r.Waitlisted} waitlisted, {r.NotAccepted} not accepted, {r.InService} in service, {r.Completed} completed, {r.Stabilised} stabilised, {r.Stopped} stopped, {r.Overdue} overdue."),
        ];
    }

    /// <summary>What proves it, and how long it took.</summary>
    public static string Proof(PilotResult result) => Say(
        $"{result.Whole.Disclosures} disclosures; audit entries {result.Whole.AuditEntries.Sealed} sealed, {result.Whole.AuditEntries.Unsealed} not yet; work items {result.Whole.WorkItems.Open} open, {result.Whole.WorkItems.Parked} parked; {result.SimulatedDays} simulated days in {result.Seconds:0.0} s.");

    /// <summary>A line of a story.</summary>
    public static string StoryLine(FileLine line)
    {
        var decision = line.Who == "gateway" ? line.Kind + ": " : "";
        var rule = line.Rule is null ? "" : $" [{line.Rule}]";
        var fields = line.Fields.Count == 0 ? "" : $" ({Summary(line.Fields)})";
        return Say($"{PilotCalendar.DayOf(line.At):yyyy-MM-dd}  {line.Who}: {decision}{line.Text}{rule}{fields}");
    }

    /// <summary>An earlier run goes on.</summary>
    public static string Resumes(DateTimeOffset at) => Say($"Goes on at {PilotCalendar.DayOf(at):yyyy-MM-dd} (simulated), where the earlier run stood.");

    /// <summary>Where a finished demonstration serves.</summary>
    public static IReadOnlyList<string> Serving(Uri address, bool goesOn) =>
    [
        goesOn
            ? "Quiet days go on, ten times as fast as they would. The gateway serves until you press Ctrl+C; demo --continue goes on from there:"
            : "The simulated clock stands still. The gateway serves until you press Ctrl+C:",
        Say($"  API      {new Uri(address, "v1/")}"),
        Say($"  Pages    {new Uri(address, "dashboard")}"),
        Say($"  Try this {new Uri(address, "dashboard/try")}"),
        Say($"  Swagger  {new Uri(address, "swagger")}"),
    ];

    /// <summary>How to sign in as each of the demonstration's users.</summary>
    public static IReadOnlyList<string> Users(IReadOnlyList<(string Name, Uri Link)> links) =>
    [
        "Each of these links signs in once, in a browser on this machine:",
        .. links.Select(l => Say($"  {l.Name,-13}  {l.Link}")),
    ];

    public static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Fields by their first part, with how many there are of each: whole lists hide what matters.</summary>
    private static string Summary(IReadOnlyList<string> fields) => string.Join(
        ", ",
        fields.GroupBy(f => f.Split('.')[0], StringComparer.Ordinal).Select(g => g.Count() == 1 ? g.First() : $"{g.Key} ×{g.Count()}"));
}
