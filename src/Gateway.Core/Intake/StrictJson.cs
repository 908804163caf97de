using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Gateway.Core.Intake;

/// <summary>JSON as the edges read it: what two readers could understand differently is not JSON.</summary>
public static class StrictJson
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Parses a body; null when it is not well-formed, repeats a member or holds what is no text.</summary>
    public static JsonDocument? Parse(ReadOnlyMemory<byte> body)
    {
        if (!IsText(body.Span))
            return null;
        try
        {
            return JsonDocument.Parse(WithoutMark(body), Strict);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether it is UTF-8, and no escape in it stands for half a character: some readers fail at one, others put something in its place.</summary>
    public static bool IsText(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
            return false;
        var open = false;
        for (int at; (at = json.IndexOf((byte)'\\')) >= 0 && at + 1 < json.Length;)
        {
            var unit = Escaped(json[(at + 1)..]);
            // The second half stands right behind the first, and nowhere else.
            if (open != (char.IsLowSurrogate(unit) && at == 0) || (char.IsLowSurrogate(unit) && !open))
                return false;
            open = char.IsHighSurrogate(unit);
            json = json[(at + 2)..];
            if (open || char.IsLowSurrogate(unit))
                json = json[4..];
        }

        return !open;
    }

    /// <summary>The UTF-16 unit that an escape stands for by its number.</summary>
    private static char Escaped(ReadOnlySpan<byte> escape) =>
        escape is [(byte)'u', _, _, _, _, ..] && ushort.TryParse(escape[1..5], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit) ? (char)unit : default;

    /// <summary>A body without the byte order mark that some senders put before it.</summary>
    public static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> body) =>
        body.Span.StartsWith(Encoding.UTF8.Preamble) ? body[Encoding.UTF8.Preamble.Length..] : body;
}
