using System.Globalization;
using System.Text.Json;

namespace Gateway.Benchmarks;

/// <summary>A short table, or the same as JSON.</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static void Json(object figures, TextWriter to) => to.WriteLine(JsonSerializer.Serialize(figures, Readable));

    public static void Table(Figures figures, TextWriter to)
    {
        void Line(FormattableString text) => to.WriteLine(text.ToString(CultureInfo.InvariantCulture));

        var plan = figures.Plan;
        var runs = figures.Gateway;
        var perSecond = new Runs([.. runs.Select(r => r.Full.PerSecond)]);
        var alone = new Runs([.. runs.Select(r => r.Alone!.StepOne.P50)]).Median;
        Line($"{figures.Machine}; {figures.Cores} cores, shared with the programs that post and read");
        Line($"{plan.Referrals} referrals to five offices, half in arrays of {plan.Batch}, half singly over {plan.Connections} connections; at most {plan.OnTheWay} on the way");
        Line($"noise: {figures.Noise.Line(perSecond)}");
        Line($"");
        Line($"  {"referral through: step one, reply, step two, status",-62}{"gateway",10}{"floor",10}{"ratio",8}");
        Line($"  {"referrals per second",-62}{perSecond.Median,10:0}{figures.FloorPerSecond,10:0}{perSecond.Median / figures.FloorPerSecond,8:0.000}");
        Line($"  {"one alone, until step one is read, ms (p50)",-62}{alone,10:0.0}{figures.FloorAloneP50,10:0.0}{alone / figures.FloorAloneP50,8:0.0}");
        Line($"");
        Details(runs, to);
    }

    /// <summary>Every figure of some runs of the same: median and spread.</summary>
    public static void Details(IReadOnlyList<RunFigures> runs, TextWriter to)
    {
        to.WriteLine($"  {$"gateway, {runs[0].Processes} (memory: {runs[0].PeakSource})",-62}{"median",10}{"spread",8}");
        foreach (var metric in Metric.All)
        {
            if (metric.In(runs) is { Values.Count: > 0 } found)
                to.WriteLine($"  {metric.Name,-62}{metric.Text(found.Median),10}{found.SpreadText,8}");
        }
    }

    /// <summary>The statements that a referral's whole journey causes most often.</summary>
    public static void Statements(RunFigures run, int most, TextWriter to) =>
        Statements(run.WholeJourney?.Statements ?? [], most, "referral, whole journey, one record a submission", to);

    /// <summary>The statements in which the server spends most time.</summary>
    /// <param name="statements">Statements.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="per">What the figures are for one of.</param>
    /// <param name="to">Where to.</param>
    public static void Statements(IReadOnlyList<StatementUse> statements, int most, string per, TextWriter to)
    {
        if (most == 0 || statements.Count == 0)
            return;
        to.WriteLine();
        to.WriteLine($"  {"calls",8}{"rows",8}{"ms",8}  per {per}; {statements.Count} different statements");
        foreach (var statement in statements.Take(most))
        {
            var text = string.Join(' ', statement.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            to.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"  {statement.Calls,8:0.000}{statement.Rows,8:0.00}{statement.Milliseconds,8:0.00}  {(text.Length > 150 ? text[..150] + "…" : text)}"));
        }
    }
}
