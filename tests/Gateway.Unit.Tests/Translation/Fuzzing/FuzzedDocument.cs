using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Gateway.Unit.Tests.Translation.Fuzzing;

/// <summary>A document to translate, and how many records must come out of it.</summary>
/// <param name="Profile">Its profile.</param>
/// <param name="Bytes">The document.</param>
/// <param name="Records">How many records it holds; null where its damage may join or hide some.</param>
internal sealed record FuzzedDocument(string Profile, byte[] Bytes, int? Records)
{
    private static readonly byte[][] Tokens =
    [
        [.. "\""u8], [.. "{"u8], [.. "}"u8], [.. "["u8], [.. "]"u8], [.. ","u8], [.. ":"u8], [.. "\\"u8], [.. "\\ud800"u8], [.. "<"u8], [.. ">"u8], [.. "</"u8], [.. "/>"u8], [.. "<a>"u8], [.. "&"u8], [.. "&a;"u8],
        [.. "&#xD800;"u8], [.. "<![CDATA["u8], [.. "<!--"u8], [.. "<?a"u8], [.. "<!DOCTYPE a [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>"u8], [.. ";"u8], [.. "\n"u8], [.. "\r"u8], [0], [0x80], [0xC3], [0xED, 0xA0, 0x80],
        [0xF0, 0x9F], [0xFF], [0xFE, 0xFF], [0xEF, 0xBB, 0xBF], [0x1A], [.. "1e999"u8], [.. "null"u8], [.. "-"u8], [.. "'"u8], [.. "encoding=\"utf-7\""u8],
    ];

    /// <summary>The document as it is, or damaged at random places.</summary>
    public static Gen<FuzzedDocument> Perhaps(Gen<FuzzedDocument> whole) => Gen.Frequency(
        (3, whole),
        (1, from document in whole from encoded in Encoded(document.Bytes) select document with { Bytes = encoded, Records = null }),
        (4, from document in whole from count in Gen.Choose(1, 4) from damages in Gen.ArrayOf(Damage, count) select document with { Bytes = damages.Aggregate(document.Bytes, (bytes, d) => d(bytes)), Records = null }));

    public override string ToString() => $"{Profile}, {Records?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "?"} records, base64 {Convert.ToBase64String(Bytes)}";

    private static Gen<Func<byte[], byte[]>> Damage { get; } =
        from kind in Gen.Choose(0, 5)
        from place in Gen.Choose(0, 1_000_000)
        from length in Gen.Choose(1, 40)
        from value in Gen.Choose(0, 255)
        from token in Gen.Elements(Tokens)
        select new Func<byte[], byte[]>(bytes => Damaged(bytes, kind, place, length, (byte)value, token));

    private static byte[] Damaged(byte[] bytes, int kind, int place, int length, byte value, byte[] token)
    {
        if (bytes.Length == 0)
            return token;
        var at = (int)((long)place * bytes.Length / 1_000_001);
        var end = Math.Min(bytes.Length, at + length);
        return kind switch
        {
            0 => [.. bytes[..at], value, .. bytes[(at + 1)..]],
            1 => [.. bytes[..at], .. token, .. bytes[at..]],
            2 => [.. bytes[..at], .. bytes[end..]],
            3 => [.. bytes[..end], .. bytes[at..]],
            4 => [.. bytes[..at], .. token, .. bytes[end..]],
            _ => bytes[..at],
        };
    }

    private static Gen<byte[]> Encoded(byte[] utf8) =>
        from encoding in Gen.Elements("utf-16", "utf-16BE", "utf-32", "utf-8", "iso-8859-1")
        from mark in Gen.Elements(true, false)
        select (byte[])[.. mark ? Encoding.GetEncoding(encoding).GetPreamble() : [], .. Encoding.GetEncoding(encoding).GetBytes(Encoding.UTF8.GetString(utf8))];
}
