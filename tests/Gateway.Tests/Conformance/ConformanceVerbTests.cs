using System.Xml.Linq;
using Gateway.Tests.CommandLine;
using Gateway.Tests.Running;

namespace Gateway.Tests.Conformance;

/// <summary>The kit as a vendor starts it.</summary>
public sealed class ConformanceVerbTests : IDisposable
{
    private readonly TempFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_run_starts_the_vendors_system_writes_both_reports_and_says_by_its_exit_code_whether_it_passed()
    {
        await NodePrograms.InstallAsync();
        var good = await RunAsync("good", fault: "");
        good.Code.ShouldBe(0, good.Errors);
        good.Output.ShouldContain("3 passed, 0 failed, 1 not played.");

        var bad = await RunAsync("bad.xml", fault: "identifier-replaced", "--case", "identifier-replaced");
        bad.Code.ShouldBe(2, bad.Errors);
        bad.Errors.ShouldContain("FAILED      identifier-replaced: ");
        var suite = XDocument.Load(_data.Named("bad.xml")).Root!.Element("testsuite")!;
        ((string)suite.Attribute("failures")!).ShouldBe("1");
        // Reports name no client: a national number has eleven digits.
        foreach (var file in new[] { "good.html", "good.xml", "bad.html", "bad.xml" })
            System.Text.RegularExpressions.Regex.IsMatch(await File.ReadAllTextAsync(_data.Named(file)), "[0-9]{11}", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)).ShouldBeFalse(file);
    }

    [Theory]
    [InlineData("There is no case 'redelivry'. Did you mean 'redelivery'", "--case", "redelivry")]
    [InlineData("There is no agency 'ocmw-nergens' in the directory. A vendor can play:", "--agency", "ocmw-nergens")]
    [InlineData("'uwv' cannot be played: no Belgian employment service or welfare office", "--agency", "uwv")]
    [InlineData("A webhook needs its address: --webhook-url", "--channel", "webhook")]
    [InlineData("A webhook needs its address: --webhook-url", "--channel", "webhook", "--webhook-url", "gateway")]
    [InlineData("AMQP needs a broker. Name it in Gateway:Broker:Uri", "--channel", "amqp")]
    [InlineData("--thin goes with --channel webhook.", "--thin")]
    [InlineData("--patience is a number of seconds from 1 to 3600.", "--patience", "0")]
    public async Task What_cannot_be_played_is_refused_with_what_to_do(string sentence, params string[] arguments)
    {
        var verb = await Verb.RunAsync(_data.Path, ["conformance", "run", "--report", _data.Named("report"), .. arguments]);

        (verb.Code, verb.Errors).ShouldSatisfyAllConditions(v => v.Code.ShouldBe(2), v => v.Errors.ShouldContain(sentence));
        File.Exists(_data.Named("report.html")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_webhook_that_nobody_serves_is_a_failed_run_and_no_verdict()
    {
        var verb = await Verb.RunAsync(_data.Path, "conformance", "run", "--report", _data.Named("report"), "--channel", "webhook", "--webhook-url", "http://127.0.0.1:9/", "--patience", "1", "--Gateway:Http:Url=http://127.0.0.1:0");

        verb.Code.ShouldBe(1);
        verb.Errors.ShouldContain("Nothing listens at 127.0.0.1:9");
        verb.Output.ShouldContain("GATEWAY_KEY=", customMessage: "whoever starts the system by hand needs them");
        verb.Output.ShouldContain("GATEWAY_WEBHOOK_SECRET=whsec_");
    }

    [Fact]
    public async Task The_list_is_told_on_the_command_line()
    {
        var verb = await Verb.RunAsync(_data.Path, "conformance", "list");

        verb.Code.ShouldBe(0);
        verb.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Split(' ')[0]).ShouldBe(VendorGateway.Cases.Select(c => c.Id));
    }

    private Task<Verb> RunAsync(string report, string fault, params string[] cases) => Verb.RunAsync(
        _data.Path,
        [
            "conformance", "run", "--agency", "vdab", "--report", _data.Named(report), "--patience", "10", "--Gateway:Http:Url=http://127.0.0.1:0",
            "--start", $"cd '{NodePrograms.Folder}' && FAULT={fault} exec node src/samples/feed.js", .. cases.Length == 0 ? ["--case", "handover", "--case", "redelivery", "--case", "feed-confirmed", "--case", "bad-signature"] : cases,
        ]);
}
