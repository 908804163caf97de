using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Gateway.Translation.Reading;

/// <summary>Values as their source means them, under what programs put around them.</summary>
internal static partial class PlainText
{
    /// <summary>What begins a formula, in its wide and small forms too, and what programs pass over before they look for one.</summary>
    private static readonly SearchValues<char> Computed = SearchValues.Create("=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20\uFE62\uFE63\uFE66\uFE6B\u2212");

    /// <summary>Digits before a point from which on it is a figure and no numbering such as <c>2.0</c>.</summary>
    private const int Figure = 5;

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
    /// A cell of a table as it was meant: <c>="0612"</c> and <c>'0612</c> keep a spreadsheet from dropping the zero, <c>'-2+3</c>
    /// keeps it from computing, <c>24.0</c> is a whole number that a report tool wrote as a fraction.
    /// </summary>
    public static string Cell(string text)
    {
        if (text.Length < 2)
            return text;
        return text[0] switch
        {
            '=' when text.Length > 3 && text[1] == '"' && text[^1] == '"' => text[2..^1].Replace("\"\"", "\"", StringComparison.Ordinal),
            '\'' when IsFormula(text.AsSpan(1).TrimStart('\'')) || text.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0 => text[1..],
            >= '0' and <= '9' => Whole(text),
            _ => text,
        };
    }

    /// <summary>A whole number without the zeros that a program wrote behind its point: <c>24.0</c>, <c>24,00</c>.</summary>
    public static string Whole(string text)
    {
        var point = text.Length > 2 && text[^1] == '0' && char.IsAsciiDigit(text[0]) ? text.AsSpan().IndexOfAny('.', ',') : -1;
        if (point < 0 || text.AsSpan(0, point).ContainsAnyExceptInRange('0', '9') || text.AsSpan(point + 1).ContainsAnyExcept('0'))
            return text;
        // Three zeros behind up to three digits may be thousands.
        return text.Length - point - 1 == 3 && point <= 3 ? text : text[..point];
    }

    /// <summary>The same for a text: <c>2.0</c> may be a version, <c>32470000011.0</c> is none.</summary>
    public static string WholeFigure(string text) =>
        text.Length > Figure + 1 && text.AsSpan(0, Figure).IndexOfAnyExceptInRange('0', '9') < 0 ? Whole(text) : text;

    /// <summary>
    /// A JSON number as a whole one, where it is and all of its digits are written: <c>85073003328.0</c>,
    /// <c>8.5073003328E10</c>; not <c>1E2</c>, of which digits may have been lost.
    /// </summary>
    public static string WholeNumber(string json)
    {
        if (json.AsSpan().IndexOfAny('.', 'e', 'E') is var mark && mark < 0)
            return json;
        var end = json.AsSpan().IndexOfAny('e', 'E');
        if (end < 0)
            return json[0] == '-' && Whole(json[1..]) is var positive ? "-" + positive : Whole(json);
        if (!int.TryParse(json.AsSpan(end + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent) || exponent is < 0 or > 28)
            return json;
        var point = json.AsSpan(0, end).IndexOf('.');
        var fraction = point < 0 ? "" : json[(point + 1)..end];
        var digits = fraction.TrimEnd('0');
        return digits.Length > exponent || fraction.Length < exponent
            ? json
            : string.Concat(json.AsSpan(0, point < 0 ? end : point), fraction.AsSpan(0, exponent));
    }

    /// <summary>Whether a spreadsheet would compute the text when it opens it from a table.</summary>
    public static bool IsFormula(ReadOnlySpan<char> text)
    {
        // Blanks and marks that nobody sees do not keep every program from it; tabs and line ends count themselves.
        var first = 0;
        while (first < text.Length && text[first] is not ('\t' or '\r' or '\n') && IsNothing(text[first]))
            first++;
        return first < text.Length && Computed.Contains(text[first]);
    }

    /// <summary>Whether a spreadsheet kept the first digits of a number only: <c>6,12346E+08</c>.</summary>
    public static bool IsRounded(string text) => text.Length >= 5 && char.IsAsciiDigit(text[0]) && Rounded().IsMatch(text);

    /// <summary>Whether a text is what a spreadsheet writes where it could not compute or show a value, in any language.</summary>
    public static bool IsFailed(string text) =>
        text.Length >= 3 && text[0] switch
        {
            '#' => Failed().IsMatch(text),
            'E' or 'F' => FailedElsewhere().IsMatch(text),
            _ => false,
        };

    /// <summary>
    /// Whether a text is what a spreadsheet made of another: a rounded number, a day (a house number <c>12-14</c> becomes one),
    /// the word for what it could not compute.
    /// </summary>
    public static bool IsChanged(string text) =>
        IsFailed(text) || (text.Length >= 4 && char.IsAsciiDigit(text[0]) && text.AsSpan().IndexOfAny('+', '-', '/') > 0 && (Rounded().IsMatch(text) || Day().IsMatch(text)));

    private static bool IsNothing(char c) =>
        c <= '~' ? c <= ' ' : char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.Control;

    /// <summary>Names of errors end in a mark; those for "not available" and for a column that is too narrow do not.</summary>
    [GeneratedRegex(@"^#(#{2,}|[¡¿]?\p{L}[\p{L} _]{0,20}(/[\p{L}0])?[!?]|N/[ABCDV]|NV|I/T|N\.[AB]\.?|YOK|GETTING_DATA|REFERENS|DIVISION/0)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Failed();

    [GeneratedRegex(@"^(Err|Fout|Fehler|Erreur|Feil) ?: ?[0-9]{3}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FailedElsewhere();

    [GeneratedRegex(@"^[0-9]([.,][0-9]+)?[eE]\+[0-9]{1,3}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Rounded();

    [GeneratedRegex(@"^([0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:.]+)?|[0-9]{1,2}[-/](jan|feb|mrt|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec))\.?$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Day();
}
