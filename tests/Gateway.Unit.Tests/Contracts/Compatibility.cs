using System.Globalization;
using System.Text.Json.Nodes;

namespace Gateway.Unit.Tests.Contracts;

/// <summary>Who writes an event. Some are written by both sides.</summary>
[Flags]
public enum Writers
{
    /// <summary>Nobody.</summary>
    None = 0,

    /// <summary>Agencies send it.</summary>
    Agencies = 1,

    /// <summary>Agencies get it.</summary>
    Gateway = 2,
}

/// <summary>
/// Contract events only grow: what an agency sends today must be taken tomorrow, and what it reads today must come tomorrow. Compares
/// the schema of the last release with the present one and says of each difference that breaks somebody what to do instead.
/// </summary>
internal static class Compatibility
{
    /// <summary>Limits that hold more the larger they are.</summary>
    private static readonly string[] Upper = ["maxLength", "maximum", "maxItems"];
    private static readonly string[] Lower = ["minLength", "minimum", "minItems"];
    private static readonly string[] Forms = ["format", "pattern", "const"];

    public static IReadOnlyList<string> Faults(string type, JsonObject? before, JsonObject? after, Writers writers)
    {
        if (before is null)
            return [];
        return after is null
            ? [$"{type}: the event was removed. Agencies use it still: keep it, and let a new one stand beside it."]
            : [.. new Pair(type, before, after, writers).Faults()];
    }

    /// <summary>Codes that a release had and this one has not.</summary>
    public static IReadOnlyList<string> LostCodes(JsonObject before, IReadOnlyDictionary<string, IReadOnlyList<string>> after) =>
        [.. before.SelectMany(list => list.Value!.AsArray().Select(c => (string)c!)
            .Where(code => !after.GetValueOrDefault(list.Key, []).Contains(code, StringComparer.Ordinal))
            .Select(code => $"{list.Key}: code '{code}' was removed. Agencies send or expect it still: keep it, and say in its description what takes its place."))];

    private sealed class Pair(string type, JsonObject before, JsonObject after, Writers writers)
    {
        private readonly HashSet<(string, string)> _seen = [];

        public IEnumerable<string> Faults() => Faults(before, after, "$");

        private IEnumerable<string> Faults(JsonObject one, JsonObject other, string path)
        {
            var (was, oldName) = Resolve(before, one);
            var (now, newName) = Resolve(after, other);
            if (oldName is not null && !_seen.Add((oldName, newName ?? path)))
                return [];
            return [.. OfType(was, now, path), .. OfLimits(was, now, path), .. OfCodes(was, now, path), .. OfMembers(was, now, path), .. OfItems(was, now, path)];
        }

        private IEnumerable<string> OfType(JsonObject was, JsonObject now, string path)
        {
            var (old, present) = ((string?)was["type"], (string?)now["type"]);
            if (old == present || present is null || (old == "integer" && present == "number" && writers == Writers.Agencies))
                yield break;
            yield return $"{type} {path}: its type was {old ?? "any"} and is {present}. Keep it, and add a field of another name.";
        }

        private IEnumerable<string> OfLimits(JsonObject was, JsonObject now, string path)
        {
            foreach (var limit in Upper.Concat(Lower))
            {
                var sign = Upper.Contains(limit, StringComparer.Ordinal) ? 1 : -1;
                var (old, present) = (Bound(was, limit, sign), Bound(now, limit, sign));
                if (present * sign < old * sign && writers.HasFlag(Writers.Agencies))
                    yield return $"{type} {path}: {limit} became narrower. Agencies send what was allowed: keep it.";
                if (present * sign > old * sign && writers.HasFlag(Writers.Gateway))
                    yield return $"{type} {path}: {limit} became wider. Agencies that read it made room for what was promised: keep it.";
            }

            foreach (var form in Forms.Where(f => (string?)was[f] != (string?)now[f] && (now[f] is not null || writers.HasFlag(Writers.Gateway))))
                yield return $"{type} {path}: {form} was {(string?)was[form] ?? "not stated"} and is {(string?)now[form] ?? "not stated"}. Keep it, and add a field of another name.";
        }

        private IEnumerable<string> OfCodes(JsonObject was, JsonObject now, string path)
        {
            if (now["enum"] is not JsonArray present)
                yield break;
            if (was["enum"] is not JsonArray old)
            {
                yield return $"{type} {path}: it was free and is now a list of codes. Keep it free, and add a field of another name.";
                yield break;
            }

            foreach (var lost in old.Select(c => (string)c!).Except(present.Select(c => (string)c!), StringComparer.Ordinal))
                yield return $"{type} {path}: code '{lost}' was removed. Agencies send or expect it still: keep it.";
        }

        private IEnumerable<string> OfMembers(JsonObject was, JsonObject now, string path)
        {
            var (old, present) = (Properties(was), Properties(now));
            foreach (var (name, member) in old)
            {
                if (present[name] is not JsonObject stays)
                {
                    yield return $"{type} {path}.{name}: the field was removed. Agencies send or read it still: keep it, and say in its description what takes its place.";
                    continue;
                }

                foreach (var fault in Faults(member!.AsObject(), stays, $"{path}.{name}"))
                    yield return fault;
            }

            var (needed, needs) = (Required(was), Required(now));
            if (writers.HasFlag(Writers.Agencies))
                foreach (var name in needs.Except(needed, StringComparer.Ordinal))
                    yield return $"{type} {path}.{name}: agencies must send it now. Those that do not would be refused: make it optional.";
            if (writers.HasFlag(Writers.Gateway))
                foreach (var name in needed.Except(needs, StringComparer.Ordinal).Where(n => present.ContainsKey(n)))
                    yield return $"{type} {path}.{name}: agencies could count on it and cannot any more: keep it required.";
        }

        private IEnumerable<string> OfItems(JsonObject was, JsonObject now, string path) =>
            was["items"] is JsonObject old && now["items"] is JsonObject present ? Faults(old, present, path + "[]") : [];

        private static (JsonObject Schema, string? Name) Resolve(JsonObject root, JsonObject schema) =>
            (string?)schema["$ref"] is { } reference ? (root["$defs"]![reference["#/$defs/".Length..]]!.AsObject(), reference) : (schema, null);

        private static JsonObject Properties(JsonObject schema) => schema["properties"] as JsonObject ?? [];

        private static List<string> Required(JsonObject schema) => [.. (schema["required"] as JsonArray ?? []).Select(r => (string)r!)];

        private static double Bound(JsonObject schema, string limit, int sign) => schema[limit] is { } value ? double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture) : sign * double.PositiveInfinity;
    }
}
