using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Gateway.Contracts;
using Gateway.Contracts.Events;

namespace Gateway.Translation.Profiles;

/// <summary>Kinds of canonical fields.</summary>
internal enum ContractKind
{
    Text,
    Number,
    Flag,
    Instant,
    Object,
    List,
}

/// <summary>
/// The shape of a contract event, taken from its C# type once: which fields there are, of which kind, and which an
/// event cannot be without. Profiles are checked against it at load, so a misspelt target is an error with a line.
/// </summary>
internal sealed class ContractShape
{
    private static readonly Dictionary<string, ContractShape> Shapes = Build();

    private ContractShape(Type type, ContractKind kind)
    {
        Type = type;
        Kind = kind;
    }

    /// <summary>Its C# type, without a question mark.</summary>
    public Type Type { get; }

    public ContractKind Kind { get; }

    /// <summary>Canonical path from the event on, lists transparent; empty for the event itself.</summary>
    public string Path { get; private init; } = "";

    /// <summary>Its place among the fields of the object it belongs to.</summary>
    public int Number { get; private init; }

    /// <summary>Its name; empty for an event and for the items of a list.</summary>
    public string Name => Label.Value;

    /// <summary>Its name as JSON has it.</summary>
    public JsonEncodedText Label { get; private init; }

    /// <summary>The event or item cannot be without it.</summary>
    public bool IsRequired { get; private init; }

    /// <summary>Fields of an object.</summary>
    public IReadOnlyDictionary<string, ContractShape> Members { get; private init; } = new Dictionary<string, ContractShape>(StringComparer.Ordinal);

    /// <summary>Fields of an object by their numbers.</summary>
    public ContractShape[] Fields { get; private init; } = [];

    /// <summary>Items of a list.</summary>
    public ContractShape? Item { get; private init; }

    /// <summary>The shape of an event type, or null when there is none.</summary>
    public static ContractShape? Of(string eventType) => Shapes.GetValueOrDefault(eventType);

    /// <summary>Paths of every field below it, lists transparent.</summary>
    public IEnumerable<string> Paths => Members.Values.SelectMany(m => (m.Item ?? m).Paths.Select(p => m.Name + "." + p).Prepend(m.Name));

    /// <summary>Paths of the fields of every event.</summary>
    public static IEnumerable<string> AllPaths => Shapes.Values.SelectMany(s => s.Paths).Distinct(StringComparer.Ordinal);

    /// <summary>The shape at a dotted path; lists are transparent when <paramref name="throughLists"/>.</summary>
    public ContractShape? At(string path, bool throughLists = false)
    {
        var shape = this;
        foreach (var step in path.Split('.'))
        {
            if (throughLists && shape is { Kind: ContractKind.List, Item: not null })
                shape = shape.Item;
            if (!shape.Members.TryGetValue(step, out var next))
                return null;
            shape = next;
        }

        return shape;
    }

    /// <summary>Numbers of the fields on the way to a dotted path that this shape has.</summary>
    public int[] PlaceOf(string path)
    {
        var shape = this;
        return [.. path.Split('.').Select(step => (shape = shape.Members[step]).Number)];
    }

    private static Dictionary<string, ContractShape> Build()
    {
        ContractJson.Options.MakeReadOnly(populateMissingResolver: true);
        return EventTypes.All.ToDictionary(e => e.Key, e => Of(e.Value, required: true, "", 0, default), StringComparer.Ordinal);
    }

    private static ContractShape Of(Type type, bool required, string path, int number, JsonEncodedText label)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        ContractKind? scalar = type == typeof(string) || type == typeof(DateOnly) ? ContractKind.Text
            : type == typeof(int) || type == typeof(decimal) ? ContractKind.Number
            : type == typeof(bool) ? ContractKind.Flag
            : type == typeof(DateTimeOffset) ? ContractKind.Instant
            : null;
        if (scalar is { } kind)
            return new ContractShape(type, kind) { IsRequired = required, Path = path, Number = number, Label = label };
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            return new ContractShape(type, ContractKind.List)
            {
                IsRequired = required, Path = path, Number = number, Label = label,
                Item = Of(type.GetGenericArguments()[0], required: true, path, 0, default),
            };
        }

        var members = new Dictionary<string, ContractShape>(StringComparer.Ordinal);
        foreach (var property in ContractJson.Options.GetTypeInfo(type).Properties)
        {
            var whole = property.AttributeProvider?.GetCustomAttributes(typeof(PartOfAttribute), inherit: false).OfType<PartOfAttribute>().FirstOrDefault()?.Whole;
            var needed = property.IsRequired || property.AssociatedParameter is { HasDefaultValue: false, IsNullable: false };
            var content = whole is null && property.PropertyType != typeof(JsonObject) ? property.PropertyType : whole ?? typeof(JsonElement);
            members[property.Name] = Of(content, needed, path.Length == 0 ? property.Name : path + "." + property.Name, members.Count, JsonEncodedText.Encode(property.Name));
        }

        return new ContractShape(type, ContractKind.Object)
        {
            IsRequired = required, Path = path, Number = number, Label = label,
            Members = members, Fields = [.. members.Values],
        };
    }
}
