using System.Text.Json;

namespace Gateway.Core.Intake;

/// <summary>
/// Contract events in binary mode: attributes beside the body, data in it (CloudEvents bindings 1.0, section 3.1 of
/// each). The gateway keeps them in structured mode, so that one format is translated.
/// </summary>
public static class BinaryEvents
{
    private static readonly HashSet<string> NotBeside = new(StringComparer.Ordinal) { "data", "data_base64", "datacontenttype" };

    /// <summary>The event in structured mode; the same attributes and data always give the same bytes.</summary>
    /// <param name="attributes">Attributes by name, without the binding's prefix.</param>
    /// <param name="contentType">Media type of the data.</param>
    /// <param name="data">The data.</param>
    public static byte[] ToStructured(IEnumerable<(string Name, string Value)> attributes, string? contentType, JsonElement data)
    {
        using var structured = new MemoryStream();
        using (var json = new Utf8JsonWriter(structured))
        {
            json.WriteStartObject();
            foreach (var (name, value) in attributes.Where(a => !NotBeside.Contains(a.Name)).OrderBy(a => a.Name, StringComparer.Ordinal))
                json.WriteString(name, value);
            json.WriteString("datacontenttype", contentType);
            json.WritePropertyName("data");
            data.WriteTo(json);
            json.WriteEndObject();
        }

        return structured.ToArray();
    }
}
