using System.Globalization;
using System.Text.RegularExpressions;

namespace Gateway.Translation.Reading;

/// <summary>Values as their source means them, under what programs put around them.</summary>
internal static partial class PlainText
{
    /// <summary>The value without blanks and without marks that nobody sees (byte-order, direction) at its ends.</summary>
    public static string Trim(string text)
    {
        var from = 0;
        var to = text.Length;
        while (from < to && IsNothing(text[from]))
            from++;
        while (to > from && IsNothing(text[to - 1]))
            to--;
        return to - from == text.Length ? text : text[from..to];
    }

    /// <summary>
    /// A cell of a CSV file as it was meant: <c>="0612"</c> and <c>'0612</c> keep a spreadsheet from dropping the zero,
    /// <c>24.0</c> is a whole number that a report tool wrote as a fraction.
    /// </summary>
    public static string Cell(string text)
    {
        if (text.Length < 2)
            return text;
        return text[0] switch
        {
            '=' when text.Length > 3 && text[1] == '"' && text[^1] == '"' => text[2..^1].Replace("\"\"", "\"", StringComparison.Ordinal),
            '\'' when text.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0 => text[1..],
            >= '0' and <= '9' when text.Length > 2 && text[^1] == '0' && text[^2] is '.' or ',' && text.AsSpan(0, text.Length - 2).IndexOfAnyExceptInRange('0', '9') < 0 => text[..^2],
            _ => text,
        };
    }

    /// <summary>Whether a spreadsheet kept the first digits of a number only: <c>6,12346E+08</c>.</summary>
    public static bool IsRounded(string text) => text.Length >= 5 && char.IsAsciiDigit(text[0]) && Rounded().IsMatch(text);

    /// <summary>
    /// Whether a text is what a spreadsheet made of another: a rounded number, a day (a house number <c>12-14</c> becomes one),
    /// the word for what it could not compute.
    /// </summary>
    public static bool IsChanged(string text) =>
        text.Length >= 4 && (text[0] == '#' ? Failed().IsMatch(text) : char.IsAsciiDigit(text[0]) && text.AsSpan().IndexOfAny('+', '-', '/') > 0 && (Rounded().IsMatch(text) || Day().IsMatch(text)));

    private static bool IsNothing(char c) =>
        c <= '~' ? c <= ' ' : char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.Control;

    [GeneratedRegex("^#(N/[AB]|[A-Z]+(/0)?[!?])$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Failed();

    [GeneratedRegex(@"^[0-9]([.,][0-9]+)?[eE]\+[0-9]{1,3}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Rounded();

    [GeneratedRegex(@"^([0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:]+)?|[0-9]{1,2}[-/](jan|feb|mrt|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec))\.?$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Day();
}
