using System.Xml.Linq;
using Gateway.Sandbox.Conformance;
using Gateway.Sandbox.Conformance.Report;
using Gateway.Tests.Running;

namespace Gateway.Tests.Conformance;

/// <summary>The published list is the one that is played, documented and reported.</summary>
public sealed class CaseListTests
{
    private static readonly string[] Channels = ["feed", "webhook", "thin", "amqp", "file"];

    [Fact]
    public void Every_published_case_can_be_played_and_every_case_that_can_be_played_is_published()
    {
        VendorGateway.Cases.Select(c => c.Id).ShouldBe(Sandbox.Conformance.Cases.All.Keys, ignoreOrder: true);
        VendorGateway.Cases.Select(c => c.Id).ShouldBeUnique();
        foreach (var one in VendorGateway.Cases)
        {
            one.Channels.ShouldNotBeEmpty(one.Id);
            one.Channels.Except(Channels, StringComparer.Ordinal).ShouldBeEmpty(one.Id);
            new[] { one.Title, one.Gateway, one.Expected, one.Judged, one.Remedy }.ShouldAllBe(t => t.Length > 5, one.Id);
        }
    }

    [Fact]
    public void The_guide_lists_every_case_as_it_is_published()
    {
        var guide = File.ReadAllText(Path.Combine(Shipped.Repository, "docs", "conformance.md")).Split("## The cases")[1];

        foreach (var one in VendorGateway.Cases)
            guide.ShouldContain($"| `{one.Id}` | {one.Title} | {string.Join(", ", one.Channels)} |");
        guide.Split("| `", StringSplitOptions.None).Length.ShouldBe(VendorGateway.Cases.Count + 1, "no row beside the list");
    }

    [Fact]
    public void A_list_that_cannot_be_read_is_refused_with_its_name()
    {
        using var folder = new TempFolder();
        Should.Throw<InvalidDataException>(() => CaseList.Read(folder.Path)).Message.ShouldContain("Gateway:Contracts");
        Directory.CreateDirectory(folder.Named("conformance"));
        File.WriteAllText(folder.Named(CaseList.File), """[{"id": "x", "titel": "y"}]""");
        Should.Throw<InvalidDataException>(() => CaseList.Read(folder.Path)).Message.ShouldContain("cannot be read");
    }

    [Theory]
    [InlineData("run", "run.html", "run.xml")]
    [InlineData("run.html", "run.html", "run.xml")]
    [InlineData("run.xml", "run.html", "run.xml")]
    [InlineData("run.2026", "run.2026.html", "run.2026.xml")]
    public void Both_files_are_named_after_what_was_asked_for(string asked, string html, string xml) => ReportFiles.NamesOf(asked).ShouldBe((html, xml));

    [Fact]
    public async Task A_report_says_of_each_case_what_was_seen_and_what_to_do_and_escapes_it()
    {
        using var folder = new TempFolder();
        var cases = VendorGateway.Cases;
        var report = new ConformanceReport("ocmw-leuven", "webhook", new DateTimeOffset(2026, 3, 10, 9, 0, 0, TimeSpan.Zero), "0.1.0",
        [
            new(cases[0], Verdict.Passed("Fine."), TimeSpan.FromSeconds(1)), new(cases[2], Verdict.Failed("It answered <500> & more."), TimeSpan.FromSeconds(2)), new(cases[1], new Verdict(CaseEnd.NotPlayed, "Not by webhook."), TimeSpan.Zero),
        ]);
        await ReportFiles.WriteAsync(report, folder.Named("new/report"), CancellationToken.None);

        var suite = XDocument.Load(folder.Named("new/report.xml")).Root!.Element("testsuite")!;
        ((int)suite.Attribute("tests")!, (int)suite.Attribute("failures")!, (int)suite.Attribute("skipped")!, (string)suite.Attribute("time")!).ShouldBe((3, 1, 1, "3.000"));
        ((string)suite.Elements("testcase").Single(c => (string)c.Attribute("name")! == cases[2].Id).Element("failure")!).ShouldContain(cases[2].Remedy);
        var page = await File.ReadAllTextAsync(folder.Named("new/report.html"));
        page.ShouldContain("It answered &lt;500&gt; &amp; more.");
        page.ShouldContain("Not passed: 1 of 3 cases passed, 1 failed, 1 not played");
        page.ShouldNotContain("://", customMessage: "nothing is loaded");
        report.IsPassed.ShouldBeFalse();
    }
}
