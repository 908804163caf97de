using System.Text.Json.Nodes;

namespace Gateway.Chaos.Tests.Verdict;

/// <summary>Where two JSON values differ, as sentences.</summary>
internal static class Differences
{
    public static IEnumerable<string> Between(JsonNode? one, JsonNode? other, string path = "$")
    {
        switch (one, other)
        {
            case (JsonObject a, JsonObject b):
                return a.Select(p => p.Key).Union(b.Select(p => p.Key), StringComparer.Ordinal).SelectMany(k => Between(a[k], b[k], path + "." + k));
            case (JsonArray a, JsonArray b) when a.Count == b.Count:
                return a.SelectMany((item, i) => Between(item, b[i], $"{path}[{i}]"));
            default:
                return JsonNode.DeepEquals(one, other) ? [] : [$"{path}: {one?.ToJsonString() ?? "nothing"} and {other?.ToJsonString() ?? "nothing"}"];
        }
    }
}
