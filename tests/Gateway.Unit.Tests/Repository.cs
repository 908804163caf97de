namespace Gateway.Unit.Tests;

/// <summary>Where the sources and the contracts lie.</summary>
internal static class Repository
{
    internal static string Root { get; } = Find();

    internal static string Contracts => Path.Combine(Root, "contracts");

    internal static IReadOnlyList<string> SourceProjects { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    internal static IEnumerable<string> SourceFiles() =>
        Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"));

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Gateway.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests run outside their repository.");
        return folder.FullName;
    }
}
