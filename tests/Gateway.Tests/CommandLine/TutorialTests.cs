using System.Globalization;
using System.Text.RegularExpressions;
using Gateway.Tests.Running;

namespace Gateway.Tests.CommandLine;

/// <summary>Runs every command of <c>docs/connect-an-agency.md</c>, in order, in one shell, as its reader does.</summary>
public sealed partial class TutorialTests
{
    private const string Started = "dotnet run --project src/Gateway.Host --";

    [Fact]
    public async Task The_tutorial_leads_from_an_export_to_an_accepted_referral_and_a_repaired_one()
    {
        using var folder = new TempFolder();
        TempFolder.Copy(Shipped.Folder, Path.Combine(folder.Path, "contracts"));
        var document = await File.ReadAllTextAsync(Path.Combine(Shipped.Folder, "..", "docs", "connect-an-agency.md"));
        var commands = string.Join('\n', Blocks().Matches(document).Select(m => m.Groups["commands"].Value));
        commands.ShouldContain(Started);
        // The built program instead of a build, and a port that is free; a start that fails must not leave a process behind.
        var script = "set -euo pipefail\ntrap 'kill ${GATEWAY:-} 2>/dev/null || true' EXIT\n" + commands
            .Replace(Started, $"dotnet '{HostProgram.File}'", StringComparison.Ordinal)
            .Replace(":5080", ":" + Shell.FreePort().ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

        var (code, output, errors) = await Shell.RunAsync(folder.Path, script);

        code.ShouldBe(0, errors + output[^Math.Min(output.Length, 4000)..] + LogIn(folder.Path));
        output.ShouldContain("source: \"Telefoon werkgever\", mark: private");
        output.ShouldContain("vdab receives step 1 for PES_JOB_COACHING in vdab-referral");
        output.ShouldContain("2 received, 2 would go their way, 0 would not.");
        var feed = await File.ReadAllTextAsync(Path.Combine(folder.Path, "feed.json"));
        feed.ShouldContain("PES_JOB_COACHING");
        (await File.ReadAllTextAsync(Path.Combine(folder.Path, "answers.json"))).ShouldContain("G-001;received");
        output.ShouldContain("\"translatedAgain\":true");
        feed.ShouldNotContain("CHILDCARE", Case.Sensitive, "barriers leave in step two only");
        output.ShouldContain("CHILDCARE");
        feed.ShouldNotContain("0470 00 00 02", Case.Sensitive, "the secret number");
        (await File.ReadAllTextAsync(Path.Combine(folder.Path, "export2.twin.csv"))).ShouldNotContain("Voorbeeld");
        output.ShouldContain("\"scope-missing\"");
        output.ShouldContain("They have the same problems in the same places.");
        output.ShouldContain("1 samples, 0 differ.");
        output.ShouldContain("\"code\": \"file-no-format\"");
        output.ShouldContain("G-001;accepted");
    }

    private static string LogIn(string folder) => File.Exists(Path.Combine(folder, "gateway.log")) ? File.ReadAllText(Path.Combine(folder, "gateway.log")) : "";

    [GeneratedRegex("^```sh\\n(?<commands>.*?)^```$", RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.Singleline, 1000)]
    private static partial Regex Blocks();
}
