using System.Globalization;

namespace Gateway.Translation.Converting;

/// <summary>
/// Days as spreadsheets count them: from 1899-12-31 as day 0, with a 29 February 1900 that never was; from 1904-01-01 as day 0
/// where the workbook says so. A fraction is a time of day and is dropped.
/// </summary>
internal static class SerialDay
{
    /// <summary>1927 to 2099: digits fewer than five are a year, a number of something or a day and a month run together.</summary>
    private const int First = 10_000;

    private const int Last = 73_050;

    /// <summary>The day; null when the value is no serial day.</summary>
    /// <param name="raw">Five digits, and perhaps a fraction. Digits with zeros in front or in groups are none.</param>
    /// <param name="date1904">Days count from 1904.</param>
    public static string? Read(string raw, bool date1904)
    {
        if (raw.Length < 5 || raw.AsSpan(0, 5).ContainsAnyExceptInRange('0', '9') || raw[0] == '0')
            return null;
        if (raw.Length > 5 && (raw.Length == 6 || raw[5] is not ('.' or ',') || raw.AsSpan(6).ContainsAnyExceptInRange('0', '9')))
            return null;
        var days = int.Parse(raw.AsSpan(0, 5), CultureInfo.InvariantCulture);
        return days is < First or > Last ? null : Of(days, date1904).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    /// <summary>The day with a number; from 61 on, in the count from 1900.</summary>
    public static DateOnly Of(int days, bool date1904) =>
        date1904 ? new DateOnly(1904, 1, 1).AddDays(days) : new DateOnly(1899, 12, 30).AddDays(days);
}
