namespace Gateway.Core.Operating;

/// <summary>Whether the processes of the gateway work under the same contracts, and under those of their folders.</summary>
public static class ContractsHealth
{
    /// <summary>A process.</summary>
    /// <param name="Name">Its computer.</param>
    /// <param name="Version">Version of its contracts.</param>
    /// <param name="LoadedAt">Since when it works under them, UTC.</param>
    /// <param name="Refused">Why what lies in its folder is not loaded; null: it is.</param>
    public sealed record Process(string Name, string Version, DateTimeOffset LoadedAt, string? Refused);

    /// <summary>What somebody should look at; null: nothing.</summary>
    /// <param name="alive">Processes that are there.</param>
    /// <param name="now">Machine time, UTC.</param>
    /// <param name="deploying">So long versions may differ after one was loaded.</param>
    public static string? Tell(IReadOnlyList<Process> alive, DateTimeOffset now, TimeSpan deploying)
    {
        ArgumentNullException.ThrowIfNull(alive);
        if (alive.FirstOrDefault(p => p.Refused is not null) is { } refused)
            return $"The contracts in the folder of {refused.Name} are not valid and are not loaded; those of before stay in force: {refused.Refused}";
        var versions = alive.GroupBy(p => p.Version, StringComparer.Ordinal).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).ToList();
        if (versions.Count < 2 || now - alive.Max(p => p.LoadedAt) < deploying)
            return null;
        var told = versions.Select(g => $"{g.Key} on {string.Join(", ", g.Select(p => p.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))}");
        return $"Processes of the gateway work under different contracts: {string.Join("; ", told)}. Put the same contracts folder before each of them.";
    }
}
