using System.CommandLine;
using System.Text.RegularExpressions;
using Gateway.Host.Commands;
using Gateway.Tests.Running;
using Microsoft.Extensions.Configuration;

namespace Gateway.Tests.CommandLine;

/// <summary>Every verb: its help has one form, it is in the document, and what it cannot take is refused alike.</summary>
public sealed partial class HelpTests
{
    public static TheoryData<string> Verbs => [.. All().Select(v => v.Path)];

    [Theory, MemberData(nameof(Verbs))]
    public async Task The_help_of_a_verb_has_the_form_of_all_others(string path)
    {
        var command = All().Single(v => v.Path == path).Command;

        var help = await HelpAsync(path);

        (help.Code, help.Errors).ShouldBe((0, ""));
        var lines = help.Output.Split('\n', StringSplitOptions.TrimEntries);
        lines[^2].ShouldBe("Exit codes: 0 done, 1 failed, 2 input refused in whole or part.");
        lines[Array.IndexOf(lines, "Usage:") + 1].ShouldStartWith(("gateway " + path).TrimEnd());
        help.Output.ShouldNotContain(RootCommand.ExecutableName);
        Sentences().IsMatch(command.Description!).ShouldBeTrue(command.Description);
        foreach (var symbol in command.Options.Cast<Symbol>().Concat(command.Arguments))
            (symbol.Description ?? "").ShouldEndWith(".", Case.Sensitive, symbol.Name);
        Name().IsMatch(command is RootCommand ? "gateway" : command.Name).ShouldBeTrue();
    }

    [Theory, MemberData(nameof(Verbs))]
    public async Task An_option_that_a_verb_does_not_have_is_refused_with_two_and_the_way_to_its_help(string path)
    {
        using var folder = new TempFolder();

        var refused = await Verb.CalledAsync(folder.Path, [.. Words(path), "--nothing-like-it"]);

        refused.Code.ShouldBe(2);
        refused.Output.ShouldBeEmpty();
        refused.Errors.ShouldContain("There is no option '--nothing-like-it' here.");
        refused.Errors.TrimEnd().ShouldEndWith($"'{("gateway " + path).TrimEnd()} --help' says what there is.");
    }

    [Fact]
    public void A_verb_that_lists_prints_JSON_too() =>
        All().Where(v => v.Command.Name is "list" or "show" or "waiting" or "check" or "verify" or "test" or "fields" or "migrate" or "replay")
            .Where(v => v.Command.Subcommands.Count == 0 && v.Command.Options.All(o => o.Name != "--json")).ShouldBeEmpty();

    [Fact]
    public async Task The_document_names_every_verb()
    {
        var rows = (await File.ReadAllLinesAsync(Path.Combine(Shipped.Repository, "docs", "commands.md"))).Where(l => l.StartsWith("| `", StringComparison.Ordinal)).Select(l => l.Split(" | ")[0]).ToList();

        All().Where(v => v.Command.Subcommands.Count == 0 && !rows.Any(r => Words(v.Path).All(w => Word(r, w)))).Select(v => v.Path).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("agencie key list", "There is no verb 'agencie'. Did you mean 'agency'?")]
    [InlineData("agency key lst", "There is no verb 'lst'. Did you mean 'list'?")]
    [InlineData("agency key", "A verb is missing. It must be one of create, list, revoke, rotate.")]
    [InlineData("agency key create vdab --scope feed.read", "There is no option '--scope' here. Did you mean '--scopes'?")]
    [InlineData("agency key create vdab --scopes feed.reed", "There is no scope 'feed.reed'. Did you mean 'feed.read'?")]
    [InlineData("agency key create vdap", "There is no agency 'vdap' in the directory. Did you mean 'vdab'?")]
    [InlineData("agency key create vdab --portal --scopes feed.read", "--portal and --scopes do not go together")]
    [InlineData("health now", "'now' is one word too many.")]
    [InlineData("health --Gateway:Data", "A setting has its value in the same word: --Gateway:Data=VALUE.")]
    [InlineData("health --Gateway:Dada=x", "There is no setting 'Gateway:Dada'. Did you mean 'Gateway:Data'?")]
    [InlineData("translate nowhere.json --profile vdab-referral", "There is no file 'nowhere.json'.")]
    [InlineData("profile fields referral.submited", "There is no event 'referral.submited'. Did you mean 'referral.submitted'?")]
    [InlineData("retention hold lift 17", "'17' cannot be the value of lift: give an id as it is shown")]
    [InlineData("agency key create vdab --days ten", "'ten' cannot be the value of --days: give a whole number.")]
    [InlineData("completion pwhs", "'pwhs' cannot be the shell. Did you mean 'pwsh'?")]
    [InlineData("policy matrix --format htm", "'htm' cannot be the --format. Did you mean 'html'?")]
    [InlineData("agency key create --scope feed.read vdab", "There is no option '--scope' here. Did you mean '--scopes'?")]
    public async Task What_is_mistyped_is_refused_with_two_and_the_nearest_name(string line, string sentence)
    {
        using var folder = new TempFolder();

        var refused = await Verb.CalledAsync(folder.Path, Words(line));

        refused.Errors.ShouldContain(sentence);
        (refused.Code, refused.Output).ShouldBe((2, ""));
    }

    [Theory]
    [InlineData("agency key list", "There are no keys. 'agency key create' makes one.", "id  agency  made")]
    [InlineData("agency key list vdab", "'vdab' has no keys. 'agency key create vdab' makes one.", null)]
    [InlineData("agency webhook list vdab", "'vdab' has no secret in use. 'agency webhook create vdab' makes one.", null)]
    [InlineData("agency technician list vdab", "'vdab' has no technician. 'agency technician link vdab NAME' makes a link.", null)]
    [InlineData("user list", "There are no users. 'user create NAME --roles administrator' makes the first.", "name  roles  agency")]
    [InlineData("user waiting", "No role waits for a second administrator.", null)]
    [InlineData("retention hold list", "There are no legal holds.", null)]
    [InlineData("retention show", null, "kind  kept  purged  up to")]
    [InlineData("retention run --dry-run", null, "kind  due  from  up to  kept although the term is over")]
    public async Task A_list_has_headers_and_one_sentence_when_it_is_empty(string line, string? empty, string? headers)
    {
        using var folder = new TempFolder();
        (await Verb.RunAsync(folder.Path, "migrate")).Code.ShouldBe(0);

        var before = await Verb.RunAsync(folder.Path, Words(line));
        if (empty is not null)
            before.Output.TrimEnd().ShouldBe(empty);
        if (empty is not null && headers is null)
            return;
        if (empty is not null)
        {
            (await Verb.RunAsync(folder.Path, "agency", "key", "create", "vdab")).Code.ShouldBe(0);
            (await Verb.RunAsync(folder.Path, "user", "create", "an", "--roles", "viewer")).Code.ShouldBe(0);
            before = await Verb.RunAsync(folder.Path, Words(line));
        }

        (before.Code, before.Errors).ShouldBe((0, ""));
        Spaces().Replace(before.Output.Split('\n')[0], "  ").ShouldStartWith(headers!);
        before.Output.ShouldNotContain("\e[", Case.Sensitive, "no colours where no terminal is");
    }

    private static Task<Verb> HelpAsync(string path) => Verb.CalledAsync(Path.GetTempPath(), [.. Words(path), "--help"]);

    private static string[] Words(string path) => path.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static bool Word(string row, string word) => Regex.IsMatch(row, $@"(?<![a-z-]){Regex.Escape(word)}(?![a-z-])", RegexOptions.None, TimeSpan.FromSeconds(1));

    private static List<(string Path, Command Command)> All() => [.. Of(GatewayCommand.Root(new ConfigurationBuilder().Build()), "")];

    private static IEnumerable<(string Path, Command Command)> Of(Command command, string path) =>
        command.Subcommands.SelectMany(c => Of(c, $"{path} {c.Name}".TrimStart())).Prepend((path, command));

    [GeneratedRegex(@"^[A-Z-].*[.]$", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sentences();

    [GeneratedRegex(@"^[a-z]+(?:-[a-z]+)*$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();

    [GeneratedRegex(@"\s{2,}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spaces();
}
