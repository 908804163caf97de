using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Gateway.Catalogue;
using Gateway.Contracts;
using Gateway.Core.Events;
using Gateway.Core.Routing;
using Gateway.Core.Work;

namespace Gateway.Translation.Explaining;

/// <summary>The catalogue of contract events, made of what lies in <c>contracts/</c> and of the code; made once for each set of contracts.</summary>
/// <param name="folder">Folder of the contracts.</param>
/// <param name="agreed">What the agencies agreed.</param>
/// <param name="formats">Formats.</param>
public sealed class EventCatalogue(string folder, IPresent<Agreed> agreed, IFormats formats) : IEventCatalogue
{
    private readonly ConcurrentDictionary<string, (Agreed Under, EventEntry Entry)> _made = new(StringComparer.Ordinal);
    private volatile Tuple<Agreed, CatalogueNames>? _names;

    /// <inheritdoc />
    public IReadOnlyList<string> Types { get; } = [.. EventTypes.All.Keys];

    /// <inheritdoc />
    public EventEntry? Find(string type)
    {
        if (!EventTypes.All.ContainsKey(type))
            return null;
        var now = agreed.Now;
        return _made.AddOrUpdate(type, _ => (now, Make(type, now)), (_, known) => ReferenceEquals(known.Under, now) ? known : (now, Make(type, now))).Entry;
    }

    private EventEntry Make(string type, Agreed now)
    {
        var profiles = formats.Under(now).All;
        var fields = CanonicalFields.Of(folder, type, NamesOf(now), now.Policy.Principles) ?? [];
        return new EventEntry(
            type, (string?)Read(type, "schema")?["description"] ?? "", EventRules.WaysOf(type, now.Policy), EventRules.Replaces(type),
            [.. fields.Select(f => new EventField(f.Path, f.Type, f.IsRequired, f.Meaning, f.Codes, f.Protection, EventRules.PersonalOf(type, f.Path)))],
            Text(type, "example"), [.. profiles.Where(p => p.Reads.Contains(type)).Select(p => p.Id)], [.. profiles.Where(p => p.Writes.Contains(type)).Select(p => p.Id)]);
    }

    /// <summary>Names of directory and policy; the files are read once for each set of contracts.</summary>
    private CatalogueNames NamesOf(Agreed now)
    {
        if (_names is { } known && ReferenceEquals(known.Item1, now))
            return known.Item2;
        var names = CatalogueLoader.Load(folder).Names;
        _names = Tuple.Create(now, names);
        return names;
    }

    private JsonNode? Read(string type, string kind) => Text(type, kind) is { Length: > 0 } text ? JsonNode.Parse(text) : null;

    private string Text(string type, string kind)
    {
        var file = Path.Combine(folder, "events", $"{type}.{kind}.json");
        return File.Exists(file) ? File.ReadAllText(file) : "";
    }
}
