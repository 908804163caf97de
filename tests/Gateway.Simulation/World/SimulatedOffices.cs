using Gateway.Simulation.Running;
using Gateway.Unit.Tests;

namespace Gateway.Simulation;

/// <summary>The offices that take part, and the sets of contracts that come into force while they do.</summary>
internal static class SimulatedOffices
{
    /// <summary>Who refers.</summary>
    public const string Sender = "vdab";

    /// <summary>Offices that receive, by municipality: one for each kind of channel.</summary>
    public static IReadOnlyDictionary<string, string> ByMunicipality { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["24062"] = "ocmw-leuven", // feed
        ["34040"] = "ocmw-waregem", // feed
        ["42006"] = "ocmw-dendermonde", // file
        ["11029"] = "ocmw-mortsel", // broker
        ["37022"] = "ocmw-tielt", // webhook
        ["12025"] = "ocmw-mechelen", // inbox
    };

    /// <summary>Offices that read a feed.</summary>
    public static IReadOnlyList<string> Readers { get; } = [Sender, "ocmw-leuven", "ocmw-waregem"];

    /// <summary>The office whose case workers read in the web inbox.</summary>
    public const string InboxOffice = "ocmw-mechelen";

    /// <summary>The office that is not live in the second set.</summary>
    public const string ClosedInSecond = "ocmw-waregem";

    private static readonly Lazy<(string Folder, IReadOnlyList<ContractsSet> Sets)> Made = new(Make);

    public static string ContractsFolder => Made.Value.Folder;

    /// <summary>The set that is in force at first; then the one in which an office is not live and an e-mail address leaves to nobody.</summary>
    public static IReadOnlyList<ContractsSet> Sets => Made.Value.Sets;

    /// <summary>The first set with a file changed, for a planted fault.</summary>
    public static Host.Composition.ContractsFolder Changed(string file, Func<string, string> change)
    {
        var folder = Directory.CreateTempSubdirectory("gateway-simulation-changed-").FullName;
        try
        {
            Copy(ContractsFolder, folder);
            Change(folder, file, change);
            return Host.Composition.ContractsFolder.LoadOrFail(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static (string, IReadOnlyList<ContractsSet>) Make()
    {
        var root = Directory.CreateTempSubdirectory("gateway-simulation-contracts-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(root, recursive: true);
        var (first, second) = (Path.Combine(root, "first"), Path.Combine(root, "second"));
        foreach (var folder in (string[])[first, second])
        {
            Copy(Repository.Contracts, folder);
            Change(folder, "directory/agencies.yaml", text => Within(Within(text, "ocmw-mortsel", "channel: feed", "channel: amqp"), "ocmw-tielt", "channel: file", "channel: webhook\n    webhook: {url: \"https://tielt.example.be/events\"}"));
        }

        Change(second, "directory/agencies.yaml", text => Within(text, ClosedInSecond, "channel: feed", "channel: feed\n    live: false"));
        Change(second, "policy/manifests.yaml", text => text.Replace("    - client.contact.email\n", "", StringComparison.Ordinal));
        return (first, [new ContractsSet("first", Host.Composition.ContractsFolder.LoadOrFail(first)), new ContractsSet("second", Host.Composition.ContractsFolder.LoadOrFail(second))]);
    }

    /// <summary>Changes a line of one agency.</summary>
    private static string Within(string text, string agency, string before, string after)
    {
        var at = text.IndexOf($"- id: {agency}\n", StringComparison.Ordinal);
        var line = text.IndexOf(before, at, StringComparison.Ordinal);
        return text[..line] + after + text[(line + before.Length)..];
    }

    private static void Change(string folder, string file, Func<string, string> change)
    {
        var path = Path.Combine(folder, file);
        var text = File.ReadAllText(path);
        var changed = change(text);
        if (changed == text)
            throw new InvalidOperationException($"{file} is not written as the simulator expects it.");
        File.WriteAllText(path, changed);
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*.yaml", SearchOption.AllDirectories))
        {
            var path = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Copy(file, path);
        }
    }
}
