using Gateway.Demo.Clock;
using Spectre.Console;

namespace Gateway.Demo.Report;

/// <summary>Live progress and tables on a terminal.</summary>
internal sealed class TerminalView(IAnsiConsole console, TimeProvider machine) : IYearView
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    private LiveDisplayContext? _live;
    private long _shownAt;

    public void Resumes(DateTimeOffset at) => console.WriteLine(ReportText.Resumes(at));

    public Task WhileAsync(Func<Task> year) => console.Live(new Text(ReportText.Label)).StartAsync(async live =>
    {
        _live = live;
        await year();
        _live = null;
    });

    public bool Wants(DateTimeOffset now) => _live is not null && (_shownAt == 0 || machine.GetElapsedTime(_shownAt) >= Interval);

    public void Show(YearProgress progress)
    {
        _shownAt = machine.GetTimestamp();
        var f = progress.Figures;
        var passed = PilotCalendar.DaysUntil(progress.Now) / (double)PilotCalendar.DaysUntil(PilotCalendar.End);
        var table = new Table().Border(TableBorder.Rounded).Title(ReportText.Label)
            .AddColumns("simulated date", "year", "referrals", "handovers", "replies", "set aside");
        table.AddRow(
            ReportText.Say($"{PilotCalendar.DayOf(progress.Now):ddd d MMM yyyy}"),
            ReportText.Say($"{passed:P0}"),
            ReportText.Number(f.Referrals.Submitted),
            ReportText.Number(progress.Handovers),
            ReportText.Number(f.Replies.Received),
            ReportText.Number(f.Records.SetAside + f.Replies.SetAside + f.Others.SetAside));
        _live?.UpdateTarget(table);
    }

    public void Report(PilotResult result)
    {
        var sites = new Table().Border(TableBorder.Rounded).Title(ReportText.SitesTitle).Caption(ReportText.SitesLegend).AddColumn("site");
        foreach (var column in ReportText.SiteColumns)
            sites.AddColumn(new TableColumn(column).RightAligned());
        foreach (var (site, cells) in ReportText.SiteRows(result.Figures))
            sites.AddRow([Markup.Escape(site), .. cells]);
        console.Write(sites);

        var funnel = new Table().Border(TableBorder.Rounded).Title(ReportText.FunnelTitle)
            .AddColumn("stage").AddColumn(new TableColumn("people").RightAligned()).AddColumn("lost before the next stage");
        foreach (var stage in result.Figures.Funnel)
            funnel.AddRow(ReportText.StageName(stage.Stage), ReportText.Number(stage.Count), Markup.Escape(ReportText.Losses(stage)));
        console.Write(funnel);

        foreach (var line in (string[])[.. ReportText.Passed("Pilot", result.Pilot), .. ReportText.Passed("Dutch service, apart", result.Dutch)])
            console.WriteLine(line);
        console.WriteLine(ReportText.Proof(result));
        foreach (var told in result.Stories)
        {
            console.WriteLine();
            console.Write(new Rule(Markup.Escape(told.Title + " (simulated)")).LeftJustified());
            foreach (var line in told.Story.Lines)
                console.WriteLine(ReportText.StoryLine(line));
        }
    }

    public void Serving(Uri address, bool goesOn)
    {
        console.WriteLine();
        foreach (var line in ReportText.Serving(address, goesOn))
            console.WriteLine(line);
    }
}
