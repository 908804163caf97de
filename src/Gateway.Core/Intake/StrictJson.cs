using System.Text;
using System.Text.Json;

namespace Gateway.Core.Intake;

/// <summary>JSON as the edges read it: what two readers could understand differently is not JSON.</summary>
public static class StrictJson
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Parses a body; null when it is not well-formed or repeats a member.</summary>
    public static JsonDocument? Parse(ReadOnlyMemory<byte> body)
    {
        var start = body.Span.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        try
        {
            return JsonDocument.Parse(body[start..], Strict);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
