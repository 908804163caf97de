using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Gateway.Translation.Writing;

/// <summary>
/// Writes JSON as a general writer would. Names are encoded once for a profile, and most values need no escape, so what is
/// left is to copy them; a general writer takes longer for its checks.
/// </summary>
internal readonly struct JsonText(Utf8Buffer bytes)
{
    /// <summary>Characters that stand for themselves in every JSON text; all others are left to the encoder.</summary>
    private static readonly SearchValues<char> Plain = SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c).Except(['"', '\\'])]);

    /// <summary>A member's name, with a comma before it when it is not the first.</summary>
    public void Name(JsonEncodedText name, bool first)
    {
        if (!first)
            bytes.Add((byte)',');
        bytes.Add((byte)'"');
        bytes.Add(name.EncodedUtf8Bytes);
        bytes.Add("\":"u8);
    }

    public void Raw(byte one) => bytes.Add(one);

    public void Raw(ReadOnlySpan<byte> json) => bytes.Add(json);

    public void Raw(ReadOnlySpan<char> json) => bytes.Add(json);

    public void Text(string text)
    {
        bytes.Add((byte)'"');
        if (text.AsSpan().ContainsAnyExcept(Plain))
            bytes.Add(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text).AsSpan());
        else
            bytes.AddAscii(text);
        bytes.Add((byte)'"');
    }

    public void Flag(bool flag) => bytes.Add(flag ? "true"u8 : "false"u8);

    public void Number<T>(T number)
        where T : IUtf8SpanFormattable
    {
        number.TryFormat(bytes.GetSpan(40), out var written, default, CultureInfo.InvariantCulture);
        bytes.Advance(written);
    }
}
