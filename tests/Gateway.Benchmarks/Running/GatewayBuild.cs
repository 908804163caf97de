using System.Diagnostics.CodeAnalysis;

namespace Gateway.Benchmarks;

/// <summary>A build of the gateway, run as a process of its own with its own contracts.</summary>
/// <param name="Name">What reports call it.</param>
/// <param name="Host">Its Gateway.Host.dll.</param>
/// <param name="Contracts">The contracts folder that belongs to it: formats of these files differ between builds.</param>
internal sealed record GatewayBuild(string Name, string Host, string Contracts)
{
    /// <summary>The build beside the benchmark.</summary>
    public static GatewayBuild This { get; } =
        TryFind("this build", AppContext.BaseDirectory, out var build, out var problem) ? build : throw new InvalidOperationException(problem);

    /// <summary>Finds a build in a folder, and its contracts in that folder or the nearest one above that has them.</summary>
    public static bool TryFind(string name, string folder, [NotNullWhen(true)] out GatewayBuild? build, [NotNullWhen(false)] out string? problem)
    {
        build = null;
        problem = null;
        var host = Path.GetFullPath(Path.Combine(folder, "Gateway.Host.dll"));
        if (!File.Exists(host))
        {
            problem = $"There is no Gateway.Host.dll in '{folder}'. Name the folder that 'dotnet build -c Release src/Gateway.Host' writes to.";
            return false;
        }

        for (var above = new DirectoryInfo(Path.GetDirectoryName(host)!); above is not null; above = above.Parent)
        {
            var contracts = Path.Combine(above.FullName, "contracts");
            if (!Directory.Exists(Path.Combine(contracts, "policy")))
                continue;
            build = new GatewayBuild(name, host, contracts);
            return true;
        }

        problem = $"There is no folder 'contracts' in '{folder}' or above it. Copy that of the build there.";
        return false;
    }
}
