using System.CommandLine;
using System.Text.RegularExpressions;
using Gateway.Host.Commands;
using Gateway.Tests.Running;
using Microsoft.Extensions.Configuration;

namespace Gateway.Tests.CommandLine;

/// <summary>Every command that a document shows is one that the program has: its verbs, and the options behind them.</summary>
public sealed partial class DocumentedCommandsTests
{
    private static readonly RootCommand Root = GatewayCommand.Root(new ConfigurationBuilder().Build());

    public static TheoryData<string> Documents =>
    [
        "README.md", "deploy/README.md", "deploy/RUNBOOK.md", "contracts/formats/README.md", "contracts/consent/README.md",
        .. Directory.EnumerateFiles(Path.Combine(Shipped.Repository, "docs"), "*.md").Select(f => Path.GetRelativePath(Shipped.Repository, f)).Order(StringComparer.Ordinal),
    ];

    [Theory, MemberData(nameof(Documents))]
    public async Task A_command_in_a_document_has_verbs_and_options_that_there_are(string document)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Shipped.Repository, document));

        Commands(text).Select(c => (Command: c, Fault: FaultOf(Words(c)))).Where(c => c.Fault is not null).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("agency key crate vdab", "crate")]
    [InlineData("agency key create vdab --scope feed.read", "--scope")]
    [InlineData("agency key create vdab --scopes feed.read", null)]
    public void A_slip_is_found(string command, string? fault) => FaultOf(Words(command)).ShouldBe(fault);

    private static string? FaultOf(string[] words)
    {
        Command command = Root;
        var at = 0;
        for (; at < words.Length && command.Subcommands.FirstOrDefault(c => c.Name == words[at]) is { } verb; at++)
            command = verb;
        if (at < words.Length && command.Subcommands.Count > 0 && Verb().IsMatch(words[at]))
            return words[at];
        var options = command.Options.Concat(Root.Options.Where(o => o.Recursive)).SelectMany(o => o.Aliases.Append(o.Name)).ToHashSet(StringComparer.Ordinal);
        return words.Skip(at).FirstOrDefault(w => Option().IsMatch(w) && !w.StartsWith("--Gateway:", StringComparison.Ordinal) && !options.Contains(w.Split('=')[0]));
    }

    /// <summary>What is in code and begins as a command of the program.</summary>
    private static IEnumerable<string> Commands(string text)
    {
        var lines = Block().Matches(text).SelectMany(m => m.Groups["code"].Value.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n'));
        var inline = Inline().Matches(Block().Replace(text, "")).Select(m => m.Groups["code"].Value.Replace('\n', ' '));
        return lines.Concat(inline).Select(l => Program().Replace(l.Trim(), "")).Where(l => Root.Subcommands.Any(c => l.StartsWith(c.Name + " ", StringComparison.Ordinal)));
    }

    private static string[] Words(string command) => [.. Later().Split(command)[0].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(w => w.Trim('[', ']', ',', '"', '\''))];

    /// <summary>Where the command ends: a pipe, another command, a comment.</summary>
    [GeneratedRegex(@"\s(?:[|>;&#│]|2>).*", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Later();

    [GeneratedRegex(@"^(?:.*\|\s*)?(?:dotnet run (?:-c Release )?--project src/Gateway\.Host --|docker compose (?:exec|run) (?:--\S+ )*\S+ dotnet Gateway\.Host\.dll|gateway) ", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Program();

    [GeneratedRegex("^[ ]*```[a-z]*\n(?<code>.*?)^[ ]*```", RegexOptions.Multiline | RegexOptions.Singleline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Block();

    [GeneratedRegex("`(?<code>[^`]+)`", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Inline();

    [GeneratedRegex("^[a-z][a-z-]+$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Verb();

    [GeneratedRegex("^--[a-z]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Option();
}
