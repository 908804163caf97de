using System.Globalization;
using System.Text.RegularExpressions;
using Gateway.Tests.Running;

namespace Gateway.Tests.CommandLine;

/// <summary>Runs what README shows under <em>Try it</em>, in order, in one shell, as somebody new does.</summary>
public sealed partial class ReadmeTests
{
    private const string Program = "dotnet run --project src/Gateway.Host --";

    [Fact]
    public async Task What_README_shows_hands_a_referral_in_and_the_office_reads_it()
    {
        using var folder = new TempFolder();
        TempFolder.Copy(Shipped.Folder, Path.Combine(folder.Path, "contracts"));
        var blocks = Blocks().Matches(await File.ReadAllTextAsync(Path.Combine(Shipped.Repository, "README.md"))).Select(m => m.Groups["commands"].Value).ToList();
        blocks.Count.ShouldBe(4, "the demonstration, a gateway, two calls, production");
        // The demonstration has tests of its own, and so has production (tests/compose.sh).
        blocks[0].Trim().ShouldBe(Program + " demo --once");
        blocks[3].ShouldContain("docker compose up");
        var (keys, run) = blocks[1].Trim().Split('\n') is [var vdab, var leuven, var last] ? ((string[])[vdab, leuven], last) : throw new InvalidOperationException(blocks[1]);
        var script = $"""
            set -euo pipefail
            trap 'kill $GATEWAY 2>/dev/null || true' EXIT
            VDAB=$({keys[0]})
            LEUVEN=$({keys[1]})
            {run} 2>gateway.log &
            GATEWAY=$!
            for i in $(seq 1 300); do curl -s -o ready.json http://127.0.0.1:5080/health/ready && break; sleep 0.1; done
            {blocks[2]}
            """
            .Replace(" run 2>", " run --Gateway:Http:Url=http://127.0.0.1:5080 2>", StringComparison.Ordinal)
            .Replace(Program, $"dotnet '{HostProgram.File}'", StringComparison.Ordinal)
            .Replace(":5080", ":" + Shell.FreePort().ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        var (code, output, errors) = await Shell.RunAsync(folder.Path, script);

        code.ShouldBe(0, errors + output);
        output.ShouldContain("HTTP/1.1 202 Accepted");
        output.ShouldContain("referral.handover");
    }

    [GeneratedRegex("^```sh\n(?<commands>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Blocks();
}
