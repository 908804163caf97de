namespace Gateway.Unit.Tests.Architecture;

/// <summary>Who may know whom. A project that is not listed here has no place in the house yet.</summary>
internal static class Arrows
{
    /// <summary>Projects that a project may refer to in its project file.</summary>
    internal static IReadOnlyDictionary<string, string[]> Direct { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["Gateway.Contracts"] = [],
        ["Gateway.Core"] = ["Gateway.Contracts"],
        ["Gateway.Catalogue"] = ["Gateway.Core"],
        ["Gateway.Translation"] = ["Gateway.Core", "Gateway.Catalogue"],
        ["Gateway.Proof"] = ["Gateway.Core"],
        ["Gateway.Persistence"] = ["Gateway.Core"],
        ["Gateway.Persistence.Sqlite"] = ["Gateway.Persistence"],
        ["Gateway.Persistence.PostgreSql"] = ["Gateway.Persistence"],
        ["Gateway.Persistence.SqlServer"] = ["Gateway.Persistence"],
        ["Gateway.Workers"] = ["Gateway.Core", "Gateway.Translation", "Gateway.Persistence"],
        ["Gateway.Api"] = ["Gateway.Core", "Gateway.Translation"],
        ["Gateway.Dashboard"] = ["Gateway.Core"],
        ["Gateway.Demo"] = ["Gateway.Core"],
        ["Gateway.Sandbox"] = ["Gateway.Core", "Gateway.Translation", "Gateway.Workers", "Gateway.Demo"],
    };

    /// <summary>The only project that composes, and so may know every other.</summary>
    internal const string Composer = "Gateway.Host";

    /// <summary>
    /// Assemblies that a project's code may use: those it refers to, and what these speak in. A reference that comes
    /// along with another project's is not an invitation: the API gets the catalogue with translation and must not use it.
    /// </summary>
    private static readonly Dictionary<string, string[]> SpokenIn = new(StringComparer.Ordinal)
    {
        ["Gateway.Catalogue"] = ["Gateway.Contracts"],
        ["Gateway.Translation"] = ["Gateway.Contracts"],
        ["Gateway.Proof"] = ["Gateway.Contracts"],
        ["Gateway.Persistence"] = ["Gateway.Contracts"],
        ["Gateway.Persistence.Sqlite"] = ["Gateway.Core", "Gateway.Contracts"],
        ["Gateway.Persistence.PostgreSql"] = ["Gateway.Core", "Gateway.Contracts"],
        ["Gateway.Persistence.SqlServer"] = ["Gateway.Core", "Gateway.Contracts"],
        ["Gateway.Workers"] = ["Gateway.Contracts", "Gateway.Catalogue"],
        ["Gateway.Api"] = ["Gateway.Contracts"],
        ["Gateway.Dashboard"] = ["Gateway.Contracts"],
        ["Gateway.Demo"] = ["Gateway.Contracts"],
        ["Gateway.Sandbox"] = ["Gateway.Contracts"],
    };

    /// <summary>Whether a project may speak to a database: the store, its providers, and who composes.</summary>
    internal static bool MayKnowDatabase(string project) => project is Composer or "Gateway.Persistence" || project.StartsWith("Gateway.Persistence.", StringComparison.Ordinal);

    /// <summary>Parts of EF Core and database drivers that a project must not know, a sentence each.</summary>
    /// <param name="project">Project.</param>
    /// <param name="known">Packages of its project file and assemblies that its compiled code uses.</param>
    internal static IReadOnlyList<string> StoreBroken(string project, IEnumerable<string> known) => MayKnowDatabase(project)
        ? []
        : [.. known.Where(k => k.Contains("EntityFrameworkCore", StringComparison.Ordinal) || k.StartsWith("Microsoft.Data.", StringComparison.Ordinal) || k.StartsWith("Npgsql", StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal).Select(k => $"{project} knows {k}.")];

    /// <summary>Arrows that a project breaks, a sentence each.</summary>
    /// <param name="project">Project.</param>
    /// <param name="references">Gateway projects that its project file refers to.</param>
    /// <param name="used">Gateway assemblies that its compiled code uses.</param>
    internal static IReadOnlyList<string> Broken(string project, IEnumerable<string> references, IEnumerable<string> used)
    {
        if (project == Composer)
            return [];
        if (!Direct.TryGetValue(project, out var allowed))
            return [$"{project} has no place in the house: say in Arrows what it may know."];
        var spoken = allowed.Concat(SpokenIn.GetValueOrDefault(project, [])).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. references.Except(allowed, StringComparer.Ordinal).Select(r => $"{project} refers to {r}."),
            .. used.Where(u => !spoken.Contains(u)).Select(u => $"{project} uses {u}."),
        ];
    }
}
