using System.Text.Json;
using Gateway.Core.Intake;
using Gateway.Translation.Profiles;

namespace Gateway.Translation.Reading;

/// <summary>
/// What an object holds besides the list of records: what the profile keeps is passed over, what it requires is looked for, the
/// rest is collected.
/// </summary>
internal sealed class JsonFrame(ProfileRules rules)
{
    private MemoryStream? _unknown;
    private MemoryStream? _required;

    /// <summary>The unknown members as an object; null when there are none.</summary>
    public byte[]? Unknown => _unknown is null ? null : Whole(_unknown);

    /// <summary>Whether the list of records was there and a list; otherwise its one record says what is wrong with the document.</summary>
    public bool HasList { get; set; }

    public void Add(byte[] name, byte[] value)
    {
        var known = NameOf(name);
        var isRequired = Array.Exists(rules.RequiredOfDocument, r => Begins(r.Path, known));
        if (isRequired)
            Append(ref _required, name, value.Length == 0 || (_required?.Length ?? 0) + value.Length > ReadingLimits.RecordSize ? "true"u8 : value);
        if (!isRequired && !rules.Keep.Any(k => Begins(k, known)) && (_unknown?.Length ?? 0) + value.Length <= ReadingLimits.RecordSize)
            Append(ref _unknown, name, value.Length == 0 ? "null"u8 : value);
    }

    /// <summary>What of the parts that the profile requires is not there.</summary>
    /// <param name="tree">Makes nodes of the members.</param>
    /// <param name="line">Where the object begins.</param>
    public IReadOnlyList<Unreadable> Missing(JsonTree tree, int line)
    {
        if (rules.RequiredOfDocument.Length == 0)
            return [];
        var (root, problem) = tree.Parse(new SourceRecord(0, line, Whole(_required), null, null));
        return root is null
            ? [problem! with { Line = line }]
            : [.. rules.RequiredOfDocument.Where(r => !r.IsIn(root)).Select(r => new Unreadable("missing-part", DocumentProblems.PartMissing.With(r.Name), line) { Path = r.Path.Text })];
    }

    /// <summary>A member's name; null when it is no text.</summary>
    public static string? NameOf(byte[] name)
    {
        try
        {
            var reader = new Utf8JsonReader(name);
            return reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static bool Begins(SourcePath path, string? name) => path.Steps.Count > 0 && string.Equals(path.Steps[0], name, StringComparison.OrdinalIgnoreCase);

    private static byte[] Whole(MemoryStream? members) => [(byte)'{', .. members?.ToArray() ?? [], (byte)'}'];

    private static void Append(ref MemoryStream? members, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (members is null)
            members = new MemoryStream();
        else
            members.WriteByte((byte)',');
        members.Write(name);
        members.WriteByte((byte)':');
        members.Write(value);
    }
}
