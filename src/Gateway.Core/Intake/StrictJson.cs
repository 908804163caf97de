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
        try
        {
            return JsonDocument.Parse(WithoutMark(body), Strict);
        }
        catch (JsonException)
        {
            return null;
        }
    }
    /// <summary>A body without the byte order mark that some senders put before it.</summary>
    public static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> body) =>
        body.Span.StartsWith(Encoding.UTF8.Preamble) ? body[Encoding.UTF8.Preamble.Length..] : body;
}
