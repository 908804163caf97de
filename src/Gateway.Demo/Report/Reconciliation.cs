using System.Globalization;
using Gateway.Core.Reading;
using Gateway.Demo.Scenario;

namespace Gateway.Demo.Report;

/// <summary>Whether the figures add up, among themselves and with what the simulated offices did.</summary>
internal static class Reconciliation
{
    private static readonly string[] Stages = ["identified", "eligible", "offered", "agreed", "tookPart", "completed"];

    /// <summary>What does not add up, a sentence each; empty when everything does.</summary>
    public static IReadOnlyList<string> Problems(PilotResult result) =>
    [
        .. Records("pilot", result.Pilot),
        .. Records("Dutch service", result.Dutch),
        .. Referrals("pilot", result.Pilot.Referrals),
        .. Referrals("Dutch service", result.Dutch.Referrals),
        .. Funnel(result.Figures),
        .. Sites(result.Figures),
        .. Proof(result),
        .. OfficesOwnBooks(result),
    ];

    private static IEnumerable<string> Records(string whose, GatewayFigures figures)
    {
        foreach (var (kind, c) in new[] { ("referral records", figures.Records), ("replies", figures.Replies), ("other records", figures.Others) })
            if (c.Received != c.Translated + c.SetAside)
                yield return Say($"{whose}: {c.Received} {kind} received are not {c.Translated} translated and {c.SetAside} set aside.");
    }

    private static IEnumerable<string> Referrals(string whose, ReferralCounts c)
    {
        if (c.Pending != 0)
            yield return Say($"{whose}: {c.Pending} referrals are still pending.");
        if (c.Submitted != c.Pending + c.Withheld + c.Unroutable + c.Issued)
            yield return Say($"{whose}: {c.Submitted} referrals submitted are not {c.Pending} pending, {c.Withheld} withheld, {c.Unroutable} unroutable and {c.Issued} issued.");
        if (new[] { c.Acknowledged, c.Accepted, c.Waitlisted, c.NotAccepted, c.InService, c.Completed, c.Stabilised, c.Stopped, c.Overdue }.Max() > c.Issued)
            yield return Say($"{whose}: more referrals got an answer than the {c.Issued} that were issued.");
    }

    private static IEnumerable<string> Funnel(PilotFigures figures)
    {
        var funnel = figures.Funnel;
        if (!funnel.Select(s => s.Stage).SequenceEqual(Stages, StringComparer.Ordinal))
        {
            yield return "The funnel does not have its six stages in order.";
            yield break;
        }

        foreach (var (stage, next) in funnel.Zip(funnel.Skip(1)))
            if (stage.Count - next.Count != stage.Lost.Sum(l => l.Count))
                yield return Say($"Funnel: {stage.Count} {stage.Stage} less {next.Count} {next.Stage} are not the {stage.Lost.Sum(l => l.Count)} lost with a reason.");
    }

    private static IEnumerable<string> Sites(PilotFigures figures)
    {
        foreach (var stage in figures.Funnel)
            if (figures.Sites.Sum(s => SiteTable.Of(s, stage.Stage)) is var sum && sum != stage.Count)
                yield return Say($"Sites: {sum} {stage.Stage} over the sites are not the funnel's {stage.Count}.");
    }

    private static IEnumerable<string> Proof(PilotResult result)
    {
        var issued = result.Pilot.Referrals.Issued + result.Dutch.Referrals.Issued;
        if (result.Whole.Disclosures < issued)
            yield return Say($"{result.Whole.Disclosures} disclosures are fewer than {issued} referrals issued.");
    }

    /// <summary>The offices know what they sent, received and answered.</summary>
    private static IEnumerable<string> OfficesOwnBooks(PilotResult result)
    {
        if (result.Unexplained != 0)
            yield return Say($"{result.Unexplained} handovers reached an office for nobody referred, or twice.");
        foreach (var (stage, planned) in PilotPlan.ByStage)
            if (result.Figures.Funnel.FirstOrDefault(s => s.Stage == stage)?.Count is { } counted && counted != planned)
                yield return Say($"The offices' own books have {planned} {stage}, the gateway {counted}.");
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
