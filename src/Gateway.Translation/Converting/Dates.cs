using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Translation.Reading;

namespace Gateway.Translation.Converting;

/// <summary>How dates are written in a format.</summary>
internal enum DateForm
{
    /// <summary><c>2026-01-31</c>.</summary>
    Iso,

    /// <summary><c>20260131</c> (JJJJMMDD), 00 for an unknown part.</summary>
    Compact,

    /// <summary><c>31/01/2026</c>, 00 for an unknown part.</summary>
    Slashes,

    /// <summary><c>31-01-2026</c>, 00 for an unknown part.</summary>
    Hyphens,

    /// <summary><c>31.01.2026</c>, 00 for an unknown part.</summary>
    Points,
}

/// <summary>
/// A date in ISO form, as JJJJMMDD, as day-month-year or, where the line allows it, as a spreadsheet serial. Unknown
/// parts stay unknown: <c>19850700</c> is <c>1985-07</c>; nothing is filled in.
/// </summary>
/// <param name="form">How it is written.</param>
/// <param name="partial">Dates with unknown parts are values; otherwise they are problems.</param>
/// <param name="serial">Serial days of a spreadsheet are read.</param>
/// <param name="instant">The target is an instant: a day stands for its first moment, UTC.</param>
internal sealed class DateConversion(DateForm form, bool partial, bool serial, bool instant) : Conversion
{
    /// <summary>Year of the day that systems write for "until further notice"; their first day of all, 0001-01-01, stands for none too.</summary>
    private const int OpenEnd = 9999;
    private static readonly string[] Written = ["d-M-yyyy", "d/M/yyyy", "d.M.yyyy", "yyyy-M-d"];

    public override string Name => serial ? "spreadsheet-date" : partial ? "partial-date" : "date";

    public override Converted Read(string raw, in ConversionContext context)
    {
        var date = Parse(raw, context);
        if (date is null)
            return Converted.Problem("not-a-date", "The value is not a date; send it as 2026-01-31 or 20260131.");
        if (date.Length == 0)
            return Converted.Unknown;
        if (date.Length < 10 && !partial)
            return Converted.Problem("incomplete-date", "The date lacks its month or day, which this field needs; the gateway invents neither.");
        return Converted.To(instant ? date + "T00:00:00Z" : date);
    }

    public override Reverted? Write(JsonNode value)
    {
        if (Scalar(value) is not { } text)
            return null;
        var day = text.Length > 10 ? text[..10] : text;
        return new Reverted(DatePattern.Write(form, day), NodeKind.Text);
    }

    private string? Parse(string raw, in ConversionContext context)
    {
        if (serial && Serial(raw, context) is { } day)
            return day;
        if (raw.Length == 8 && !raw.AsSpan().ContainsAnyExceptInRange('0', '9'))
            return Parts(raw, raw.AsSpan(0, 4), raw.AsSpan(4, 2), raw.AsSpan(6));
        if (raw.Length >= 10 && raw[4] == '-' && raw[7] == '-' && (raw.Length == 10 || raw[10] is 'T' or ' ' or 'Z' or '+' or '-'))
            return Parts(raw, raw.AsSpan(0, 4), raw.AsSpan(5, 2), raw.AsSpan(8, 2));
        if (raw.Length >= 10 && raw[4] == '/' && raw[7] == '/' && (raw.Length == 10 || raw[10] is ' '))
            return Parts(raw, raw.AsSpan(0, 4), raw.AsSpan(5, 2), raw.AsSpan(8, 2));
        if (raw.Length is 4 or 7 && (raw.Length == 4 || raw[4] == '-'))
            return Parts(raw, raw.AsSpan(0, 4), raw.Length == 7 ? raw.AsSpan(5) : "00", "00");
        return DateOnly.TryParseExact(WithoutTime(raw), Written, CultureInfo.InvariantCulture, DateTimeStyles.None, out var written)
            ? Whole(written)
            : null;
    }

    private static string Whole(DateOnly day) => day.Year == OpenEnd ? "" : day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Spreadsheets export a day with a time of day behind it.</summary>
    private static string WithoutTime(string raw) =>
        raw.IndexOf(' ', StringComparison.Ordinal) is var space && space >= 8 && raw[(space + 1)..].All(c => char.IsAsciiDigit(c) || c == ':') ? raw[..space] : raw;

    /// <summary>Empty for an unknown date, null for what is none.</summary>
    private static string? Parts(string raw, ReadOnlySpan<char> year, ReadOnlySpan<char> month, ReadOnlySpan<char> day)
    {
        if (!int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var y)
            || !int.TryParse(month, NumberStyles.None, CultureInfo.InvariantCulture, out var m)
            || !int.TryParse(day, NumberStyles.None, CultureInfo.InvariantCulture, out var d))
        {
            return null;
        }

        if ((y == 0 && m == 0 && d == 0) || y == OpenEnd || (y == 1 && m == 1 && d == 1))
            return "";
        if (y == 0 || m > 12 || (m == 0 && d != 0))
            return null;
        if (m == 0)
            return year.ToString();
        if (d == 0)
            return $"{year}-{month}";
        if (d > DateTime.DaysInMonth(y, m))
            return null;
        return raw.Length == 10 && raw[4] == '-' ? raw : $"{year}-{month}-{day}";
    }

    /// <summary>
    /// Serial days count from 1899-12-31 as day 0 and include a 29 February 1900 that never was (serial 60); from
    /// 1904-01-01 as day 0 where the workbook says so. A fraction is a time of day and is dropped.
    /// </summary>
    private static string? Serial(string raw, in ConversionContext context)
    {
        if (!decimal.TryParse(raw.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return null;
        // A year alone is no day of the year 1905.
        if (raw.Length == 4 && number is >= 1900 and < 2100)
            return null;
        var days = (int)Math.Min(decimal.Truncate(number), int.MaxValue);
        if (days is < 1 or > 109_573)
            return null;
        if (context.Date1904)
            return new DateOnly(1904, 1, 1).AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return days == 60
            ? null
            : new DateOnly(1899, 12, 31).AddDays(days > 60 ? days - 1 : days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}

/// <summary>An instant in RFC 3339; without an offset it is UTC, a bare day stands for its first moment.</summary>
internal sealed class DateTimeConversion : Conversion
{
    public override string Name => "date-time";

    public override Converted Read(string raw, in ConversionContext context) => IsCanonical(raw) ? Converted.To(raw) : Parsed(raw);

    public override Reverted? Write(JsonNode value) => Scalar(value) is { } text ? new Reverted(text, NodeKind.Text) : null;

    /// <summary>Whether it is written already as it will be.</summary>
    private static bool IsCanonical(string raw) =>
        raw.Length == 20 && !raw.StartsWith("0001", StringComparison.Ordinal) && DateTime.TryParseExact(raw, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static Converted Parsed(string raw) =>
        DateTimeOffset.TryParse(raw, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)
            && raw.Length >= 10 && raw[4] == '-'
            ? instant.Year == 1 ? Converted.Unknown : Converted.To(instant.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture))
            : Converted.Problem("not-a-date-time", "The value is not a moment; send it as 2026-01-31T09:30:00Z.");
}
