using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.Core.Privacy;

/// <summary>What is left of a statement after a manifest.</summary>
/// <param name="Data">The allowed leaves, in their places.</param>
/// <param name="Fields">Paths that were really present, in order: what a disclosure row records.</param>
public sealed record Projected(JsonObject Data, IReadOnlyList<string> Fields);

/// <summary>Copies what a manifest names, and nothing else (GDPR art. 5(1)(c), 25).</summary>
public static class Projection
{
    /// <summary>
    /// Copies the allowed leaves of a statement. Paths are dotted and lists are transparent: <c>barriers.code</c> is
    /// the code of every barrier. A path that names an object copies nothing: leaves only. Nulls and objects that
    /// become empty are dropped, and so is free text in a field that is meant for a code.
    /// </summary>
    /// <param name="data">The statement; it is not changed.</param>
    /// <param name="fields">Allowed paths.</param>
    public static Projected Project(JsonObject data, IReadOnlySet<string> fields)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(fields);
        var present = new SortedSet<string>(StringComparer.Ordinal);
        return new Projected(Copy(data, "", fields, present) ?? [], [.. present]);
    }

    private static JsonObject? Copy(JsonObject source, string prefix, IReadOnlySet<string> fields, SortedSet<string> present)
    {
        JsonObject? copy = null;
        foreach (var (name, node) in source)
        {
            // A name with a dot could pass for a deeper path.
            if (node is null || name.Contains('.', StringComparison.Ordinal))
                continue;
            if (Copy(node, prefix + name, fields, present) is { } kept)
                (copy ??= []).Add(name, kept);
        }

        return copy;
    }

    private static JsonNode? Copy(JsonNode node, string path, IReadOnlySet<string> fields, SortedSet<string> present)
    {
        switch (node)
        {
            case JsonObject inner:
                return Copy(inner, path + ".", fields, present);
            case JsonArray list:
                JsonArray? kept = null;
                foreach (var entry in list)
                {
                    if (entry is not null && Copy(entry, path, fields, present) is { } copy)
                        (kept ??= []).Add(copy);
                }

                return kept;
            default:
                if (!fields.Contains(path) || node.GetValueKind() is JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.Null)
                    return null;
                if (node.GetValueKind() == JsonValueKind.String && FreeText.Is(path, node.GetValue<string>()))
                    return null;
                present.Add(path);
                return node.DeepClone();
        }
    }
}
