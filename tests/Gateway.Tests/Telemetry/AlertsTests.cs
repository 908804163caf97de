using System.Diagnostics;
using System.Text.RegularExpressions;
using Gateway.Core.Operating;
using Gateway.Tests.Running;
using YamlDotNet.Serialization;

namespace Gateway.Tests.Telemetry;

/// <summary>The shipped alerts: each alarm has one, each leads to a section of the runbook, and Prometheus reads them as they are meant.</summary>
public sealed partial class AlertsTests
{
    private static readonly string Folder = Path.Combine(Shipped.Repository, "deploy", "telemetry");
    private static readonly string Text = File.ReadAllText(Path.Combine(Folder, "alerts.yaml"));

    [Fact]
    public void Every_alarm_has_an_alert_and_no_alert_watches_an_alarm_that_there_is_not() =>
        AlarmCode().Matches(Text).Select(m => m.Groups["code"].Value).ShouldBe(AlarmCodes.All);

    [Fact]
    public void Every_alert_says_how_grave_it_is_and_leads_to_a_section_of_the_runbook()
    {
        var sections = File.ReadLines(Path.Combine(Shipped.Repository, "deploy", "RUNBOOK.md")).Where(l => l.StartsWith("## ", StringComparison.Ordinal))
            .Select(l => "deploy/RUNBOOK.md#" + NotOfAnAnchor().Replace(l[3..].ToLowerInvariant(), "").Replace(' ', '-')).ToList();
        var alerts = Alerts().ToList();
        alerts.Count.ShouldBeGreaterThan(AlarmCodes.All.Count);
        foreach (var alert in alerts)
        {
            ((IDictionary<object, object>)alert["labels"])["severity"].ShouldBeOneOf("page", "morning", "office");
            sections.ShouldContain((string)((IDictionary<object, object>)alert["annotations"])["runbook"]);
        }
    }

    [Fact]
    public void Every_series_is_one_that_the_gateway_measures() =>
        DashboardTests.SeriesOf(Text).Except(DashboardTests.Measured(), StringComparer.Ordinal).ShouldBeEmpty();

    [PromtoolFact]
    public async Task Prometheus_raises_what_it_should_and_nothing_else()
    {
        using var folder = new TempFolder();
        foreach (var file in new[] { Path.Combine(Folder, "alerts.yaml"), Path.Combine(Shipped.Repository, "tests", "Gateway.Tests", "Deploy", "alerts.test.yaml") })
            File.Copy(file, Path.Combine(folder.Path, Path.GetFileName(file)));
        (await PromtoolAsync(folder.Path, "test", "rules", "alerts.test.yaml")).ShouldBe(0);
        (await PromtoolAsync(Folder, "check", "config", "prometheus.yaml")).ShouldBe(0);
    }

    private static IEnumerable<IDictionary<object, object>> Alerts()
    {
        var root = new Deserializer().Deserialize<Dictionary<string, List<Dictionary<string, object>>>>(Text);
        return root["groups"].SelectMany(g => (IList<object>)g["rules"]).Cast<IDictionary<object, object>>().Where(r => r.ContainsKey("alert"));
    }

    private static async Task<int> PromtoolAsync(string folder, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("promtool", arguments) { WorkingDirectory = folder, UseShellExecute = false })!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    [GeneratedRegex("gateway_code=\"(?<code>[a-z-]+)\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AlarmCode();

    /// <summary>How the pages that show the document make an anchor of a heading.</summary>
    [GeneratedRegex("[^a-z0-9 -]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NotOfAnAnchor();

    /// <summary>Runs where Debian's package <c>prometheus</c> is installed.</summary>
    private sealed class PromtoolFactAttribute : FactAttribute
    {
        public PromtoolFactAttribute() => Skip = File.Exists("/usr/bin/promtool") ? null : "promtool is not installed (Debian: prometheus).";
    }
}
