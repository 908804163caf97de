using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Gateway.Api.Events;

/// <summary>Rebuilds a structured event from <c>ce-</c> headers and a JSON body (CloudEvents HTTP binding 1.0, section 3.1).</summary>
internal static class BinaryMode
{
    private const string Prefix = "ce-";
    private static readonly HashSet<string> NotInHeaders = new(StringComparer.Ordinal) { "data", "data_base64", "datacontenttype" };

    /// <summary>Whether a request carries an event in binary mode.</summary>
    public static bool Is(HttpRequest request) => request.Headers.Keys.Any(IsAttribute);

    /// <summary>The event in structured mode.</summary>
    public static byte[] ToStructured(HttpRequest request, JsonElement data)
    {
        using var structured = new MemoryStream();
        using (var json = new Utf8JsonWriter(structured))
        {
            json.WriteStartObject();
            foreach (var (name, value) in Attributes(request))
                json.WriteString(name, value);
            json.WriteString("datacontenttype", request.ContentType);
            json.WritePropertyName("data");
            data.WriteTo(json);
            json.WriteEndObject();
        }

        return structured.ToArray();
    }

    private static IEnumerable<(string Name, string Value)> Attributes(HttpRequest request) => request.Headers
        .Where(h => IsAttribute(h.Key))
        .Select(h => (Name: h.Key[Prefix.Length..].ToLowerInvariant(), Value: Uri.UnescapeDataString(h.Value.ToString())))
        .Where(a => !NotInHeaders.Contains(a.Name))
        .OrderBy(a => a.Name, StringComparer.Ordinal);

    private static bool IsAttribute(string header) =>
        header.Length > Prefix.Length && header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);
}
