using System.Text.Json;
using Gateway.Translation.Profiles;

namespace Gateway.Translation.Reading;

/// <summary>What an object holds besides the list of records: what the profile keeps is passed over, the rest is collected.</summary>
internal sealed class JsonFrame(ProfileRules rules)
{
    private readonly MemoryStream _unknown = new();

    /// <summary>The unknown members as an object; null when there are none.</summary>
    public byte[]? Unknown => _unknown.Length == 0 ? null : [(byte)'{', .. _unknown.ToArray(), (byte)'}'];

    public void Add(byte[] name, byte[] value)
    {
        var known = NameOf(name);
        if (rules.Keep.Any(k => k.Steps.Count > 0 && string.Equals(k.Steps[0], known, StringComparison.OrdinalIgnoreCase)) || _unknown.Length + value.Length > ReadingLimits.RecordSize)
            return;
        if (_unknown.Length > 0)
            _unknown.WriteByte((byte)',');
        _unknown.Write(name);
        _unknown.WriteByte((byte)':');
        _unknown.Write(value.Length == 0 ? "null"u8 : value);
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
}
