using Gateway.Demo.Clock;

namespace Gateway.Demo.Report;

/// <summary>Lines, where there is no terminal.</summary>
internal sealed class PlainView(TextWriter output) : IYearView
{
    private int _month;

    public void Resumes(DateTimeOffset at) => output.WriteLine(ReportText.Resumes(at));

    public async Task WhileAsync(Func<Task> year)
    {
        output.WriteLine(ReportText.Label);
        await year();
    }

    /// <summary>Once a simulated month.</summary>
    public bool Wants(DateTimeOffset now) => PilotCalendar.DayOf(now).Month != _month;

    public void Show(YearProgress progress)
    {
        var day = PilotCalendar.DayOf(progress.Now);
        _month = day.Month;
        var f = progress.Figures;
        output.WriteLine(ReportText.Say(
            $"{day:yyyy-MM-dd} (simulated): {f.Referrals.Submitted} referrals, {progress.Handovers} handovers, {f.Replies.Received} replies, {f.Records.SetAside + f.Replies.SetAside + f.Others.SetAside} set aside"));
    }

    public void Report(PilotResult result)
    {
        output.WriteLine();
        output.WriteLine(ReportText.SitesTitle);
        Row("", ReportText.SiteColumns);
        foreach (var (site, cells) in ReportText.SiteRows(result.Figures))
            Row(site, cells);
        output.WriteLine(ReportText.SitesLegend);
        output.WriteLine();
        output.WriteLine(ReportText.FunnelTitle);
        foreach (var stage in result.Figures.Funnel)
            output.WriteLine($"{ReportText.StageName(stage.Stage),-12}{ReportText.Number(stage.Count),5}{(stage.Lost.Count == 0 ? "" : "   lost: " + ReportText.Losses(stage))}");
        output.WriteLine();
        foreach (var line in (string[])[.. ReportText.Passed("Pilot", result.Pilot), .. ReportText.Passed("Dutch service, apart", result.Dutch)])
            output.WriteLine(line);
        output.WriteLine(ReportText.Proof(result));
        foreach (var told in result.Stories)
        {
            output.WriteLine();
            output.WriteLine(told.Title + " (simulated)");
            foreach (var line in told.Story.Lines)
                output.WriteLine("  " + ReportText.StoryLine(line));
        }
    }

    public void Serving(Uri address, bool goesOn)
    {
        output.WriteLine();
        foreach (var line in ReportText.Serving(address, goesOn))
            output.WriteLine(line);
    }

    private void Row(string first, IReadOnlyList<string> cells) =>
        output.WriteLine($"{first,-44}{string.Concat(cells.Select(c => $"{c,11}"))}");
}
