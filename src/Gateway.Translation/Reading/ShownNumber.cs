using System.Globalization;
using System.Text;

namespace Gateway.Translation.Reading;

/// <summary>
/// What a cell shows of a whole number when its number format keeps zeros in front or writes something around it: 1234 under
/// <c>"WZ-"0000</c> shows WZ-1234. Formats that only group, round or colour show the same number.
/// </summary>
internal static class ShownNumber
{
    /// <summary>Longest format that programs write.</summary>
    private const int Longest = 255;

    /// <param name="number">The number.</param>
    /// <param name="format">Number format of the cell, as the file has it.</param>
    /// <returns>What is shown; null when the number itself is meant.</returns>
    public static string? Of(double number, string? format)
    {
        if (format is null or "General" or "@" || format.Length > Longest || number != Math.Truncate(number) || Math.Abs(number) >= 1e15)
            return null;
        var sections = Sections(format);
        var negative = number < 0 && sections.Count > 1;
        var section = negative ? sections[1] : number == 0 && sections.Count > 2 ? sections[2] : sections[0];
        return Parts(section) is { } parts && parts.Exists(p => p.Digit == '\0' ? p.Text.Trim().Length > 0 : p.Digit == '0') && parts.Count(p => p.Digit != '\0') is var places && (places > 1 || parts.Exists(p => p.Digit == '\0' && p.Text.Trim().Length > 0))
            ? Filled(parts, Math.Abs(number).ToString("0", CultureInfo.InvariantCulture), number < 0 && !negative)
            : null;
    }

    /// <summary>The sections for positive numbers, negative ones, nothing and texts.</summary>
    private static List<string> Sections(string format)
    {
        var sections = new List<string>();
        var (from, quoted) = (0, false);
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] == '\\' && !quoted)
                i++;
            else if (format[i] == '"')
                quoted = !quoted;
            else if (format[i] == ';' && !quoted)
            {
                sections.Add(format[from..i]);
                from = i + 1;
            }
        }

        sections.Add(format[from..]);
        return sections;
    }

    /// <summary>Places for digits and what stands between them; null for a format of another kind.</summary>
    private static List<(char Digit, string Text)>? Parts(string section)
    {
        var parts = new List<(char Digit, string Text)>();
        for (var i = 0; i < section.Length; i++)
        {
            switch (section[i])
            {
                case '0' or '#' or '?':
                    parts.Add((section[i], ""));
                    break;
                case '"':
                    var end = section.IndexOf('"', i + 1);
                    if (end < 0)
                        return null;
                    parts.Add(('\0', section[(i + 1)..end]));
                    i = end;
                    break;
                case '\\' when i + 1 < section.Length:
                    parts.Add(('\0', section[++i].ToString()));
                    break;
                case '_' or '*' when i + 1 < section.Length:
                    i++;
                    break;
                case '[':
                    var close = section.IndexOf(']', i);
                    // A condition chooses sections in another way than by sign.
                    if (close < 0 || section[i + 1] is '<' or '>' or '=')
                        return null;
                    if (section[i + 1] == '$')
                        parts.Add(('\0', section[(i + 2)..close].Split('-')[0]));
                    i = close;
                    break;
                case ' ' or '-' or '+' or '(' or ')' or ':' or '/' or '$' or '!' or '&' or '~' or '{' or '}' or '=' or '<' or '>':
                    parts.Add(('\0', section[i].ToString()));
                    break;
                default:
                    return null;
            }
        }

        return parts;
    }

    /// <summary>Digits from the right into their places; those that are more than places go before the first.</summary>
    private static string Filled(List<(char Digit, string Text)> parts, string digits, bool minus)
    {
        if (!parts.Exists(p => p.Digit != '\0'))
            return string.Concat(parts.Select(p => p.Text)).Trim();
        var first = parts.FindIndex(p => p.Digit != '\0');
        var left = digits == "0" ? 0 : digits.Length;
        var shown = new List<string>();
        for (var i = parts.Count - 1; i >= 0; i--)
        {
            if (parts[i].Digit == '\0')
                shown.Add(parts[i].Text);
            else if (i == first && left > 0)
            {
                shown.Add(digits[..left]);
                left = 0;
            }
            else if (left > 0)
                shown.Add(digits[--left].ToString());
            else if (parts[i].Digit == '0')
                shown.Add("0");
        }

        var text = new StringBuilder(minus ? "-" : "");
        for (var i = shown.Count - 1; i >= 0; i--)
            text.Append(shown[i]);
        return text.ToString().Trim();
    }
}
