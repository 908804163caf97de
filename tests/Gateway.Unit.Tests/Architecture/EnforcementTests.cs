namespace Gateway.Unit.Tests.Architecture;

/// <summary>
/// Documentation of public members, nullability and warnings as errors are the compiler's business: these tests see
/// to it that nobody tells the compiler to look away.
/// </summary>
public class EnforcementTests
{
    private const string Undocumented = "CS1591";

    [Fact]
    public void The_compiler_enforces_documentation_and_no_source_project_lets_go_of_it()
    {
        var all = ProjectFile.Read(Path.Combine(Repository.Root, "Directory.Build.props"));
        all.Property("TreatWarningsAsErrors").ShouldBe("true");
        all.Property("GenerateDocumentationFile").ShouldBe("true");
        all.Property("Nullable").ShouldBe("enable");
        Repository.SourceProjects.Select(ProjectFile.Read).Append(all).SelectMany(p => p.Loosened()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("<TreatWarningsAsErrors>false</TreatWarningsAsErrors>")]
    [InlineData("<GenerateDocumentationFile>false</GenerateDocumentationFile>")]
    [InlineData("<NoWarn>$(NoWarn);CS1591</NoWarn>")]
    [InlineData("<WarningsNotAsErrors>CS1591</WarningsNotAsErrors>")]
    [InlineData("<Nullable>disable</Nullable>")]
    public void A_planted_loosening_is_found(string property) =>
        ProjectFile.Parse("Planted", $"<Project><PropertyGroup>{property}</PropertyGroup></Project>").Loosened().ShouldHaveSingleItem();

    [Fact]
    public void No_source_file_and_no_section_of_the_editor_settings_for_sources_silences_missing_documentation()
    {
        Repository.SourceFiles().Where(f => !Generated(f) && File.ReadAllText(f).Contains(Undocumented, StringComparison.Ordinal)).ShouldBeEmpty();
        SectionsThatSilence(File.ReadAllLines(Path.Combine(Repository.Root, ".editorconfig"))).ShouldBe(["[tests/**.cs]"]);
    }

    [Fact]
    public void A_planted_silence_for_sources_is_found() =>
        SectionsThatSilence(["[*.cs]", "dotnet_diagnostic.CS1591.severity = none", "[tests/**.cs]"]).ShouldBe(["[*.cs]"]);

    [Fact]
    public void A_suppression_says_why()
    {
        var silent = Repository.SourceFiles().Where(f => !Generated(f))
            .SelectMany(f => File.ReadLines(f).Select((line, at) => (Line: line.Trim(), Where: $"{Path.GetRelativePath(Repository.Root, f)}:{at + 1}")))
            .Where(l => WithoutReason(l.Line)).Select(l => l.Where);
        silent.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("#pragma warning disable CA1848", true)]
    [InlineData("#pragma warning disable CA1848 // Once at start, before logging is set up.", false)]
    [InlineData("#pragma warning restore CA1848", false)]
    [InlineData("[SuppressMessage(\"Design\", \"CA1848\")]", true)]
    [InlineData("[SuppressMessage(\"Design\", \"CA1848\", Justification = \"Once at start.\")]", false)]
    public void A_planted_suppression_without_a_reason_is_found(string line, bool found) => WithoutReason(line).ShouldBe(found);

    private static bool WithoutReason(string line) =>
        (line.StartsWith("#pragma warning disable", StringComparison.Ordinal) && !line.Contains("//", StringComparison.Ordinal))
        || (line.Contains("SuppressMessage(", StringComparison.Ordinal) && !line.Contains("Justification", StringComparison.Ordinal));

    private static bool Generated(string file) => file.Contains(Path.DirectorySeparatorChar + "Migrations" + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static List<string> SectionsThatSilence(IEnumerable<string> settings)
    {
        List<string> sections = [];
        var section = "";
        foreach (var line in settings.Select(l => l.Trim()))
        {
            if (line.StartsWith('['))
                section = line;
            else if (line.Contains(Undocumented, StringComparison.Ordinal))
                sections.Add(section);
        }

        return sections;
    }
}
