namespace Gateway.Core.Operating;

/// <summary>
/// The end of an id, short enough to be read out on the telephone: <c>3F9A-01C7</c>. It is for people who have a list before
/// them; systems use the whole id.
/// </summary>
public static class ShortReference
{
    private const int Half = 4;

    /// <summary>Whether a text is one: four digits, a hyphen and four digits, as it is read out.</summary>
    public static string? Read(string? text) => text?.Trim().ToUpperInvariant() is { Length: 2 * Half + 1 } read && read[Half] == '-'
        && read.Where((_, i) => i != Half).All(char.IsAsciiHexDigitUpper) ? read : null;

    /// <summary>The last bytes of the ids that it stands for.</summary>
    /// <param name="reference">One that was read.</param>
    public static byte[] Bytes(string reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return Convert.FromHexString(reference.Remove(Half, 1));
    }

    /// <summary>Of an id.</summary>
    public static string Of(Guid id)
    {
        var digits = id.ToString("N").ToUpperInvariant();
        return $"{digits[^(2 * Half)..^Half]}-{digits[^Half..]}";
    }
}
