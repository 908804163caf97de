namespace Gateway.Chaos.Tests.Gateways;

/// <summary>The shipped contracts, with another channel for an office.</summary>
internal static class Contracts
{
    /// <summary>Copies the shipped contracts and gives an agency a queue for its channel.</summary>
    /// <returns>The copy.</returns>
    public static string WithQueueFor(string agency, string folder)
    {
        var shipped = Shipped();
        foreach (var file in Directory.EnumerateFiles(shipped, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(shipped, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var directory = Path.Combine(folder, "directory", "agencies.yaml");
        var lines = File.ReadAllLines(directory);
        var channel = Array.FindIndex(lines, Array.IndexOf(lines, "  - id: " + agency), l => l.TrimStart().StartsWith("channel:", StringComparison.Ordinal));
        lines[channel] = "    channel: amqp";
        File.WriteAllLines(directory, lines);
        return folder;
    }

    private static string Shipped()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "contracts");
            if (Directory.Exists(Path.Combine(candidate, "policy")))
                return candidate;
        }

        throw new InvalidOperationException("There is no contracts folder above the tests.");
    }
}
