using Gateway.Chaos.Tests.Agencies;

namespace Gateway.Chaos.Tests.Verdict;

/// <summary>Folder into which the gateway writes an agency's files, and from which nobody took any.</summary>
internal sealed class Outbox(string folder)
{
    public string Agency => Path.GetFileName(folder);

    /// <summary>Outboxes of a data folder.</summary>
    public static IReadOnlyList<Outbox> AllOf(string data) =>
        [.. Directory.EnumerateDirectories(Path.Combine(data, "outbox")).Order(StringComparer.Ordinal).Select(f => new Outbox(f))];

    /// <summary>Ids of the events in it.</summary>
    public IReadOnlySet<Guid> Events() => Directory.EnumerateFiles(folder).Where(f => Path.GetExtension(f) is ".xml" or ".json").Select(IdOf).ToHashSet();

    /// <summary>Handovers in it, in the order their events were made.</summary>
    public IReadOnlyList<HandoverSeen> Handovers() =>
        [.. Directory.EnumerateFiles(folder, "*.xml").Order(StringComparer.Ordinal).Select(f => HandoverSeen.In(File.ReadAllText(f))).OfType<HandoverSeen>()];

    /// <summary>Files that were begun and never finished.</summary>
    public IReadOnlyList<string> Unfinished() => [.. Directory.EnumerateFiles(folder, "*.part", new EnumerationOptions { AttributesToSkip = FileAttributes.None }).Select(f => Path.GetFileName(f))];

    private static Guid IdOf(string file) => Guid.ParseExact(Path.GetFileNameWithoutExtension(file), "D");
}
