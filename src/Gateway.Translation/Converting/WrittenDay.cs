using System.Globalization;

namespace Gateway.Translation.Converting;

/// <summary>Days as texts: year first, day first or, where only that makes sense, month first.</summary>
internal static class WrittenDay
{
    /// <summary>A year before this one is a year that was typed wrong.</summary>
    public const int FirstYear = 1800;

    /// <summary>The first day that programs know, which they write where they have none.</summary>
    public const string FirstOfAll = "0001-01-01";

    /// <summary>Year of the day that systems write for "until further notice".</summary>
    private const int OpenEnd = 9999;

    /// <summary>Clock of the agencies; Brussels, Amsterdam and Oslo have the same.</summary>
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Brussels");

    /// <summary>
    /// The day, its month or its year, as much as is known; empty for an unknown day; null for what is none. The first day of all is
    /// given as it is: whoever asks says whether the format means none by it.
    /// </summary>
    public static string? Read(string raw)
    {
        if (raw.Length is 4 or 8 && !raw.AsSpan().ContainsAnyExceptInRange('0', '9'))
            return Day(Number(raw.AsSpan(0, 4)), raw.Length == 4 ? 0 : Number(raw.AsSpan(4, 2)), raw.Length == 4 ? 0 : Number(raw.AsSpan(6)));
        var at = 0;
        var first = Digits(raw, ref at);
        if (first.Length is 0 or 3 or > 4 || at >= raw.Length || raw[at] is not ('-' or '/' or '.'))
            return null;
        var mark = raw[at++];
        var second = Digits(raw, ref at);
        if (second.Length is 0 or > 2)
            return null;
        if (at == raw.Length)
            return first.Length == 4 && mark == '-' ? Day(Number(first), Number(second), 0) : null;
        if (raw[at++] != mark)
            return null;
        var third = Digits(raw, ref at);
        if (first.Length == 4)
            return third.Length is 1 or 2 && IsTail(raw.AsSpan(at)) ? AsLived(raw, Day(Number(first), Number(second), Number(third))) : null;
        return third.Length == 4 && IsTail(raw.AsSpan(at)) ? DayFirst(Number(first), Number(second), Number(third)) : null;
    }

    /// <summary>
    /// A day of which a part is 0, or that stands for none, is understood in either order; any other is day first.
    /// </summary>
    private static string? DayFirst(int day, int month, int year)
    {
        if (year == OpenEnd && day is > 0 and <= 12 && month > 12)
            return Day(year, day, month);
        return month == 0 && day is > 0 and <= 12 ? Day(year, day, 0) : Day(year, month, day);
    }

    private static string? Day(int year, int month, int day)
    {
        if (month > 12 && !(year == OpenEnd && month == 99))
            return null;
        if ((year == 0 && month == 0 && day == 0) || year == OpenEnd)
            return "";
        if (year == 1 && month == 1 && day == 1)
            return FirstOfAll;
        if (year < FirstYear || (month == 0 && day != 0))
            return null;
        // Day 0 in the counts of spreadsheets and of old databases: an empty cell that was made a date.
        if ((year == 1900 && month == 1 && day == 0) || (year == 1899 && month == 12 && day >= 30))
            return null;
        if (month == 0)
            return Written(year, 0, 0, "yyyy".Length);
        if (day == 0)
            return Written(year, month, 0, "yyyy-MM".Length);
        return day > DateTime.DaysInMonth(year, month) ? null : Written(year, month, day, "yyyy-MM-dd".Length);
    }

    /// <summary>As much of a day as is known. A day is in nearly every record, and a general formatter takes ten times as long.</summary>
    private static string Written(int year, int month, int day, int length) => string.Create(length, (year, month, day), static (text, parts) =>
    {
        Digits(text[..4], parts.year);
        if (text.Length > 4)
        {
            text[4] = '-';
            Digits(text[5..7], parts.month);
        }

        if (text.Length > 7)
        {
            text[7] = '-';
            Digits(text[8..], parts.day);
        }
    });

    private static void Digits(Span<char> text, int number)
    {
        for (var at = text.Length - 1; at >= 0; at--)
        {
            text[at] = (char)('0' + (number % 10));
            number /= 10;
        }
    }

    /// <summary>
    /// The day of a moment. Programs write the midnight at which a day begins in universal time, an hour or two before: such a
    /// moment is the day that began, as its sender saw it. Any other moment is the day it is written with.
    /// </summary>
    private static string? AsLived(string raw, string? day)
    {
        if (day?.Length != 10 || raw.Length < 17 || !(raw[^1] is 'Z' or 'z' || raw.EndsWith("+00:00", StringComparison.Ordinal) || raw.EndsWith("-00:00", StringComparison.Ordinal)))
            return day;
        if (!DateTimeOffset.TryParse(raw, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) || moment.Hour is not (22 or 23))
            return day;
        var local = TimeZoneInfo.ConvertTime(moment, Zone);
        return local.TimeOfDay == TimeSpan.Zero ? local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : day;
    }

    /// <summary>What may stand behind a day: a time, an offset.</summary>
    private static bool IsTail(ReadOnlySpan<char> rest) =>
        rest.IsEmpty || (rest[0] is 'T' or 't' or ' ' or 'Z' or '+' or '-' && !rest.ContainsAnyExcept("0123456789:.,TtZz+- APMapm"));

    private static ReadOnlySpan<char> Digits(string raw, ref int at)
    {
        var from = at;
        while (at < raw.Length && char.IsAsciiDigit(raw[at]))
            at++;
        return raw.AsSpan(from, at - from);
    }

    private static int Number(ReadOnlySpan<char> digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}
