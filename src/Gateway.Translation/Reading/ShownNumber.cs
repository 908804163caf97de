using System.Globalization;
using ExcelNumberFormat;

namespace Gateway.Translation.Reading;

/// <summary>
/// What a cell shows of a whole number when its number format keeps zeros in front or writes something around it: 1234 under
/// <c>"WZ-"0000</c> shows WZ-1234. Where a format only groups, rounds, scales or colours, the number itself is meant.
/// </summary>
internal sealed class ShownNumber
{
    /// <summary>Longest format that programs write.</summary>
    private const int Longest = 255;

    /// <summary>Formats that are remembered; a file may have more, and each of them is read anew then.</summary>
    private const int Most = 1000;

    private readonly Dictionary<string, NumberFormat?> _formats = new(StringComparer.Ordinal);

    /// <param name="number">The number.</param>
    /// <param name="format">Number format of the cell, as the file has it.</param>
    /// <returns>What is shown; null when the number itself is meant.</returns>
    public string? Of(double number, string? format)
    {
        if (format is null or "General" or "@" || format.Length > Longest || number != Math.Truncate(number) || Math.Abs(number) >= 1e15 || Format(format) is not { } known)
            return null;
        var shown = known.Format(number, CultureInfo.InvariantCulture)?.Trim() ?? "";
        return IsMeant(shown, Math.Abs(number).ToString("0", CultureInfo.InvariantCulture)) ? shown : null;
    }

    private NumberFormat? Format(string format)
    {
        if (_formats.TryGetValue(format, out var known))
            return known;
        known = new NumberFormat(format);
        if (!known.IsValid || known.IsDateTimeFormat || known.IsTimeSpanFormat)
            known = null;
        if (_formats.Count < Most)
            _formats[format] = known;
        return known;
    }

    /// <summary>Whether what is shown says more than the number, and no digit of it is lost.</summary>
    private static bool IsMeant(string shown, string digits)
    {
        var kept = string.Concat(shown.Where(char.IsAsciiDigit));
        // A dash that accountants write for zero is still a zero; words for numbers (yes, no) have no digit.
        if (!shown.Any(char.IsLetterOrDigit) || (kept.Length > 0 && !kept.Contains(digits, StringComparison.Ordinal)))
            return false;
        var bare = string.Concat(shown.Where(c => !char.IsWhiteSpace(c) && c != ',')).TrimEnd('%');
        var isNumber = bare[0] != '+' && decimal.TryParse(bare, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out _);
        return !isNumber || (bare.TrimStart('-') is ['0', var next, ..] && char.IsAsciiDigit(next) && !bare.Contains('E', StringComparison.Ordinal));
    }
}
