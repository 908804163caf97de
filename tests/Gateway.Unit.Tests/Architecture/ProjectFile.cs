using System.Xml.Linq;

namespace Gateway.Unit.Tests.Architecture;

/// <summary>What a project file or a props file says.</summary>
internal sealed class ProjectFile(string name, XDocument document)
{
    internal string Name { get; } = name;

    internal IEnumerable<string> References => Included("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Replace('\\', '/')));

    internal IEnumerable<string> Packages => Included("PackageReference").Concat(Included("FrameworkReference"));

    internal static ProjectFile Read(string path) => new(Path.GetFileNameWithoutExtension(path), XDocument.Load(path));

    internal static ProjectFile Parse(string name, string xml) => new(name, XDocument.Parse(xml));

    internal string? Property(string property) => document.Descendants(property).LastOrDefault()?.Value;

    /// <summary>Where the file lets go of what the compiler enforces for everyone, a sentence each.</summary>
    internal IEnumerable<string> Loosened()
    {
        foreach (var switched in new[] { "TreatWarningsAsErrors", "GenerateDocumentationFile", "EnforceCodeStyleInBuild", "RunAnalyzers", "Nullable" })
        {
            if (document.Descendants(switched).Any(p => !p.Value.Trim().Equals("true", StringComparison.OrdinalIgnoreCase) && p.Value.Trim() != "enable"))
                yield return $"{Name} switches {switched} off.";
        }

        foreach (var silenced in new[] { "NoWarn", "WarningsNotAsErrors", "DisabledWarnings", "WarningLevel" })
        {
            if (document.Descendants(silenced).Any() || document.Descendants().Attributes(silenced).Any())
                yield return $"{Name} silences warnings ({silenced}).";
        }
    }

    private IEnumerable<string> Included(string item) =>
        document.Descendants(item).Select(i => (string?)i.Attribute("Include")).OfType<string>();
}
