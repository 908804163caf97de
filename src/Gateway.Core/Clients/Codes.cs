using System.Text.RegularExpressions;

namespace Gateway.Core.Clients;

/// <summary>
/// Coded values that a sender may choose and that stand in plain columns or reports. Whatever does not look like a code
/// is not kept there: it could be a sentence about a person.
/// </summary>
public static partial class Codes
{
    /// <summary>The value, when it is one word of letters, digits and <c>._:/+-</c>, at most 40.</summary>
    public static string? OrNull(string? value) => value is not null && Code().IsMatch(value) ? value : null;

    /// <summary>The value, when it is such a word and no person's number: for what a person writes down about a file.</summary>
    public static string? OfNobody(string? value) => OrNull(value) is { } code && !NationalNumbers.AreIn(code) ? code : null;

    /// <summary>
    /// The value, when it may be named to whoever repairs a code map: a code of at most 24 characters in capitals and digits. A
    /// number of six digits or more could be a person's.
    /// </summary>
    public static string? Nameable(string value) =>
        OrNull(value) is { Length: <= 24 } code && !code.Any(char.IsLower) && code.Count(char.IsAsciiDigit) < 6 ? code : null;

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._:/+-]{0,39}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Code();
}
