using System.Xml.Linq;

namespace Gateway.Chaos.Tests;

/// <summary>A handover as a welfare office that collects files finds it.</summary>
/// <param name="Event">Id of the event: the file's name.</param>
/// <param name="Ticket">Ticket of the handover.</param>
/// <param name="Step">1 or 2.</param>
/// <param name="Insz">The client's number.</param>
/// <param name="Phone">The client's telephone number.</param>
internal sealed record HandoverSeen(Guid Event, string Ticket, int Step, string Insz, string? Phone)
{
    /// <summary>Reads a document; null when it is no handover.</summary>
    public static HandoverSeen? In(Guid id, string document)
    {
        var root = XElement.Parse(document);
        return root.Name.LocalName != "Doorverwijzing" ? null : new HandoverSeen(
            id, (string)root.Element("Header")!.Element("Ticket")!, (int)root.Element("Header")!.Element("Stap")!,
            (string)root.Element("Client")!.Element("INSZ")!, (string?)root.Element("Client")!.Element("Telefoon"));
    }
}

/// <summary>Folder into which the gateway writes an agency's files.</summary>
internal sealed class Outbox(string folder)
{
    public string Agency => Path.GetFileName(folder);

    /// <summary>Outboxes of a data folder.</summary>
    public static IReadOnlyList<Outbox> AllOf(string data) =>
        [.. Directory.EnumerateDirectories(Path.Combine(data, "outbox")).Order(StringComparer.Ordinal).Select(f => new Outbox(f))];

    /// <summary>Ids of the events in it.</summary>
    public IReadOnlySet<Guid> Events() => Directory.EnumerateFiles(folder, "*.xml").Select(IdOf).ToHashSet();

    /// <summary>Handovers in it, in the order their events were made.</summary>
    public IReadOnlyList<HandoverSeen> Handovers() =>
        [.. Directory.EnumerateFiles(folder, "*.xml").Order(StringComparer.Ordinal).Select(f => HandoverSeen.In(IdOf(f), File.ReadAllText(f))).OfType<HandoverSeen>()];

    /// <summary>Files that were begun and never finished.</summary>
    public IReadOnlyList<string> Unfinished() => [.. Directory.EnumerateFiles(folder, "*.part", new EnumerationOptions { AttributesToSkip = FileAttributes.None }).Select(f => Path.GetFileName(f))];

    private static Guid IdOf(string file) => Guid.ParseExact(Path.GetFileNameWithoutExtension(file), "D");
}
