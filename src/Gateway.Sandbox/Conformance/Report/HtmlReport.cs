using System.Globalization;
using System.Net;
using System.Text;

namespace Gateway.Sandbox.Conformance.Report;

/// <summary>A run as one page for people, with nothing to load beside it.</summary>
internal static class HtmlReport
{
    private const string Style = """
        body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;background:#fff}
        h1{font-size:1.6rem} h2{font-size:1.1rem;margin:0} section{border:1px solid #bbb;border-left-width:.5rem;border-radius:.25rem;padding:.75rem 1rem;margin:1rem 0}
        .passed{border-left-color:#19692c} .failed{border-left-color:#b3261e} .notplayed{border-left-color:#777}
        dl{display:grid;grid-template-columns:9rem 1fr;gap:.25rem 1rem;margin:.5rem 0 0} dt{font-weight:600} dd{margin:0} table{border-collapse:collapse} td,th{text-align:left;padding:.2rem 1rem .2rem 0}
        @media (max-width:40rem){dl{grid-template-columns:1fr}}
        """;

    internal static string Of(ConformanceReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var page = new StringBuilder();
        var head = report.IsPassed ? "Passed" : "Not passed";
        page.Append(CultureInfo.InvariantCulture, $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>Conformance of {Text(report.Agency)} by {report.Way}: {head}</title>
            <style>
            {Style}
            </style>
            </head>
            <body>
            <main>
            <h1>{head}: {report.Count(CaseEnd.Passed)} of {report.Cases.Count} cases passed, {report.Count(CaseEnd.Failed)} failed, {report.Count(CaseEnd.NotPlayed)} not played</h1>
            <table>
            <tr><th scope="row">Agency</th><td>{Text(report.Agency)}</td></tr>
            <tr><th scope="row">Channel</th><td>{report.Way}</td></tr>
            <tr><th scope="row">Begun</th><td>{report.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC</td></tr>
            <tr><th scope="row">Gateway</th><td>{Text(report.Program)}</td></tr>
            </table>
            <p>The clients are invented, and nothing of them stands in this report.</p>

            """);
        foreach (var played in report.Cases.OrderBy(c => c.Verdict.End switch { CaseEnd.Failed => 0, CaseEnd.Passed => 1, _ => 2 }))
            Add(page, played);
        return page.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static void Add(StringBuilder page, PlayedCase played)
    {
        var (word, kind) = played.Verdict.End switch { CaseEnd.Passed => ("Passed", "passed"), CaseEnd.Failed => ("Failed", "failed"), _ => ("Not played", "notplayed") };
        page.Append(CultureInfo.InvariantCulture, $"""
            <section class="{kind}" id="{Text(played.Case.Id)}">
            <h2>{word}: {Text(played.Case.Title)}</h2>
            <dl>
            <dt>Case</dt><dd>{Text(played.Case.Id)}, {played.Took.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s</dd>
            <dt>Seen</dt><dd>{Text(played.Verdict.Seen)}</dd>
            <dt>The gateway</dt><dd>{Text(played.Case.Gateway)}</dd>
            <dt>Expected</dt><dd>{Text(played.Case.Expected)}</dd>
            <dt>Judged</dt><dd>{Text(played.Case.Judged)}</dd>
            <dt>Remedy</dt><dd>{Text(played.Case.Remedy)}</dd>
            </dl>
            </section>

            """);
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
