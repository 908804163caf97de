using System.Text.RegularExpressions;

namespace Gateway.Unit.Tests.Architecture;

/// <summary>Documents are found from the index, and what they lead to is there.</summary>
public sealed partial class DocumentTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "docs");

    public static TheoryData<string> Documents =>
    [
        "README.md", "deploy/README.md", "deploy/RUNBOOK.md", "contracts/formats/README.md", "contracts/consent/README.md",
        .. Directory.EnumerateFiles(Folder, "*.md", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Repository.Root, f)).Order(StringComparer.Ordinal),
    ];

    [Theory, MemberData(nameof(Documents))]
    public void Every_link_of_a_document_leads_to_a_file_and_to_a_section_that_is_there(string document)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, document))!;

        var broken = Links(document).Where(link => !Leads(link, folder, document)).ToList();

        broken.ShouldBeEmpty();
    }

    [Fact]
    public void The_index_names_every_document()
    {
        var index = Links("docs/README.md").ToHashSet(StringComparer.Ordinal);

        Directory.EnumerateFiles(Folder, "*.md", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Folder, f))
            .Where(f => f != "README.md" && !index.Contains(f)).ShouldBeEmpty();
    }

    [Fact]
    public void The_README_fits_two_screens() => File.ReadLines(Path.Combine(Repository.Root, "README.md")).Count().ShouldBeLessThanOrEqualTo(110);

    private static IEnumerable<string> Links(string document) =>
        Link().Matches(Outside(File.ReadAllText(Path.Combine(Repository.Root, document)))).Select(m => m.Groups["to"].Value).Where(l => !l.Contains("://", StringComparison.Ordinal));

    /// <summary>The text without blocks of code.</summary>
    private static string Outside(string text) => Code().Replace(text, "");

    private static bool Leads(string link, string folder, string document)
    {
        var (file, section) = link.Split('#') is [var f, var s] ? (f, s) : (link, null);
        var path = file.Length == 0 ? Path.Combine(Repository.Root, document) : Path.GetFullPath(Path.Combine(folder, file));
        return (File.Exists(path) || Directory.Exists(path)) && (section is null || Sections(path).Contains(section, StringComparer.Ordinal));
    }

    /// <summary>Anchors as web pages of repositories make them of headings.</summary>
    private static IEnumerable<string> Sections(string file) =>
        Heading().Matches(Outside(File.ReadAllText(file))).Select(m => NotOfAnAnchor().Replace(m.Groups["text"].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Link();

    [GeneratedRegex("^[ ]*```.*?^[ ]*```|`[^`\n]+`", RegexOptions.Multiline | RegexOptions.Singleline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Code();

    [GeneratedRegex(@"^#+ (?<text>.*)$", RegexOptions.Multiline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{Nd} _-]", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex NotOfAnAnchor();
}
