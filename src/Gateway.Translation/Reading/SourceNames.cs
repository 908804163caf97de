using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Gateway.Translation.Reading;

/// <summary>A name as a document writes it.</summary>
/// <param name="text">Member, element, attribute (<c>@x</c>) or column.</param>
/// <param name="number">Number that a profile gives all names that differ in case only; <see cref="Unknown"/> when no path asks for it.</param>
internal sealed class SourceName(string text, int number)
{
    /// <summary>Number of a name that no path of the profile asks for.</summary>
    public const int Unknown = -1;

    public string Text { get; } = text;

    public int Number { get; } = number;

    /// <summary>Whether it names an attribute of an XML element.</summary>
    public bool IsAttribute { get; } = text.StartsWith('@');

    /// <summary>The name as JSON and XML write it; half a character in it is replaced.</summary>
    public JsonEncodedText Json { get; } = JsonEncodedText.Encode(Whole(text), JavaScriptEncoder.UnsafeRelaxedJsonEscaping);

    /// <summary>A name outside any profile.</summary>
    public static SourceName Of(string text) => new(text, Unknown);

    private static string Whole(string text) =>
        text.Any(char.IsSurrogate) ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) : text;
}

/// <summary>
/// The names that the paths of a profile ask for, each with a number, so that following a path compares numbers. Filled while
/// the profile is loaded, then only read.
/// </summary>
internal sealed class SourceNames
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, SourceName> _asWritten = new(StringComparer.Ordinal);
    private readonly Dictionary<byte[], SourceName> _asBytes = new(new Bytes());

    /// <summary>How many numbers there are.</summary>
    public int Count => _numbers.Count;

    /// <summary>Names as the paths write them.</summary>
    public IEnumerable<SourceName> All => _asWritten.Values;

    /// <summary>Gives a name its number.</summary>
    public int Add(string text)
    {
        if (!_numbers.TryGetValue(text, out var number))
            _numbers[text] = number = _numbers.Count;
        if (!_asWritten.ContainsKey(text))
            _asBytes[Encoding.UTF8.GetBytes(text)] = _asWritten[text] = new SourceName(text, number);
        return number;
    }

    /// <summary>The name of a path that a document writes in the same case; null for any other.</summary>
    public SourceName? Find(string text) => _asWritten.GetValueOrDefault(text);

    /// <summary>The same for a name in UTF-8.</summary>
    public SourceName? Find(ReadOnlySpan<byte> utf8) =>
        _asBytes.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(utf8, out var name) ? name : null;

    /// <summary>A name of a document.</summary>
    public SourceName Of(string text) => Find(text) ?? new SourceName(text, _numbers.GetValueOrDefault(text, SourceName.Unknown));

    /// <summary>Bytes of names; a few of them tell names apart well enough.</summary>
    private sealed class Bytes : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj.AsSpan());

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<byte> alternate) =>
            alternate.Length == 0 ? 0 : (alternate.Length * 0x10001) + (alternate[0] * 0x101) + (alternate[^1] * 0x1003) + (alternate[alternate.Length / 2] * 0x2F);

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}

/// <summary>Names of one document, each made once.</summary>
internal sealed class DocumentNames(SourceNames names)
{
    /// <summary>How many names are remembered.</summary>
    public const int Most = 4096;

    private readonly Dictionary<string, SourceName> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SourceName> _attributes = new(StringComparer.Ordinal);

    /// <summary>An element or a column.</summary>
    public SourceName Of(string text) => Of(_names, text, "");

    /// <summary>An attribute.</summary>
    public SourceName Attribute(string text) => Of(_attributes, text, "@");

    private SourceName Of(Dictionary<string, SourceName> known, string text, string mark)
    {
        if (known.TryGetValue(text, out var name))
            return name;
        name = names.Of(mark + text);
        if (known.Count < Most)
            known[text] = name;
        return name;
    }
}
