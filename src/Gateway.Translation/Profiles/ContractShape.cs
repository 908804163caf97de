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

    private ContractShape(ContractKind kind) => Kind = kind;

    public ContractKind Kind { get; }

    /// <summary>The event or item cannot be without it.</summary>
    public bool IsRequired { get; private init; }

    /// <summary>Fields that an object cannot be without.</summary>
    public IReadOnlyList<string> Required { get; private init; } = [];

    /// <summary>Fields of an object.</summary>
    public IReadOnlyDictionary<string, ContractShape> Members { get; private init; } = new Dictionary<string, ContractShape>(StringComparer.Ordinal);

    /// <summary>Items of a list.</summary>
    public ContractShape? Item { get; private init; }

    /// <summary>The shape of an event type, or null when there is none.</summary>
    public static ContractShape? Of(string eventType) => Shapes.GetValueOrDefault(eventType);

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

    private static Dictionary<string, ContractShape> Build()
    {
        ContractJson.Options.MakeReadOnly(populateMissingResolver: true);
        return EventTypes.All.ToDictionary(e => e.Key, e => Of(e.Value, required: true), StringComparer.Ordinal);
    }

    private static ContractShape Of(Type type, bool required)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string))
            return new ContractShape(ContractKind.Text) { IsRequired = required };
        if (type == typeof(int) || type == typeof(decimal))
            return new ContractShape(ContractKind.Number) { IsRequired = required };
        if (type == typeof(bool))
            return new ContractShape(ContractKind.Flag) { IsRequired = required };
        if (type == typeof(DateTimeOffset))
            return new ContractShape(ContractKind.Instant) { IsRequired = required };
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
            return new ContractShape(ContractKind.List) { IsRequired = required, Item = Of(type.GetGenericArguments()[0], required: true) };
        var members = new Dictionary<string, ContractShape>(StringComparer.Ordinal);
        foreach (var property in ContractJson.Options.GetTypeInfo(type).Properties)
        {
            var whole = property.AttributeProvider?.GetCustomAttributes(typeof(PartOfAttribute), inherit: false).OfType<PartOfAttribute>().FirstOrDefault()?.Whole;
            var needed = property.IsRequired || property.AssociatedParameter is { HasDefaultValue: false, IsNullable: false };
            members[property.Name] = whole is null && property.PropertyType != typeof(JsonObject)
                ? Of(property.PropertyType, needed)
                : Of(whole ?? typeof(JsonElement), needed);
        }

        return new ContractShape(ContractKind.Object) { IsRequired = required, Members = members, Required = [.. members.Where(m => m.Value.IsRequired).Select(m => m.Key)] };
    }
}
