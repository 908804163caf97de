using System.Buffers;
using System.Text;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Gateway.Persistence.PostgreSql;

/// <summary>
/// Text as PostgreSQL takes it: no NUL, no half of a surrogate pair. Both come in with records that somebody else's program
/// wrote, in the reason why one was set aside; a text that could not be stored would stop the whole batch.
/// </summary>
internal sealed class StorableText() : ValueConverter<string, string>(text => Of(text), stored => stored)
{
    private const char Replacement = '\uFFFD';

    private static readonly SearchValues<char> Suspicious = SearchValues.Create(['\0', .. Enumerable.Range(0xD800, 0x800).Select(c => (char)c)]);

    /// <summary>The text, with what cannot be stored replaced.</summary>
    internal static string Of(string text)
    {
        if (!text.AsSpan().ContainsAny(Suspicious))
            return text;
        var storable = new StringBuilder(text.Length);
        // Halves of pairs come out of this as replacement characters already.
        foreach (var rune in text.EnumerateRunes())
            storable.Append(rune.Value == 0 ? Replacement.ToString() : rune.ToString());
        return storable.ToString();
    }
}
