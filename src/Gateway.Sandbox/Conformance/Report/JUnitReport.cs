using System.Globalization;
using System.Xml.Linq;

namespace Gateway.Sandbox.Conformance.Report;

/// <summary>A run in the XML that build servers read as the results of JUnit tests.</summary>
internal static class JUnitReport
{
    internal static XDocument Of(ConformanceReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new XDocument(new XElement(
            "testsuites",
            new XElement(
                "testsuite",
                new XAttribute("name", $"gateway conformance: {report.Agency} by {report.Way}"),
                new XAttribute("tests", report.Cases.Count),
                new XAttribute("failures", report.Count(CaseEnd.Failed)),
                new XAttribute("errors", 0),
                new XAttribute("skipped", report.Count(CaseEnd.NotPlayed)),
                new XAttribute("time", Seconds(report.Cases.Aggregate(TimeSpan.Zero, (sum, c) => sum + c.Took))),
                new XAttribute("timestamp", report.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
                report.Cases.Select(c => new XElement(
                    "testcase",
                    new XAttribute("classname", "conformance." + report.Way),
                    new XAttribute("name", c.Case.Id),
                    new XAttribute("time", Seconds(c.Took)),
                    c.Verdict.End switch
                    {
                        CaseEnd.Failed => new XElement("failure", new XAttribute("message", c.Verdict.Seen), $"{c.Case.Title}\nThe gateway: {c.Case.Gateway}\nExpected: {c.Case.Expected}\nJudged: {c.Case.Judged}\nRemedy: {c.Case.Remedy}"),
                        CaseEnd.NotPlayed => new XElement("skipped", new XAttribute("message", c.Verdict.Seen)),
                        _ => new XElement("system-out", c.Verdict.Seen),
                    })))));
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);
}
