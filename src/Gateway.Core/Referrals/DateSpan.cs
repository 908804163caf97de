using System.Globalization;

namespace Gateway.Core.Referrals;

/// <summary>
/// A date as precise as its source: <c>2026-03-09</c> is one day, <c>2026-03</c> may be any of thirty-one. Rules that
/// read it keep the doubt instead of inventing a day.
/// </summary>
/// <param name="First">Earliest day meant.</param>
/// <param name="Last">Latest day meant.</param>
public sealed record DateSpan(DateOnly First, DateOnly Last)
{
    /// <summary>Reads <c>yyyy-MM-dd</c>, <c>yyyy-MM</c> or <c>yyyy</c>; a time after the day is ignored. Null when it is none of these.</summary>
    public static DateSpan? Parse(string? text)
    {
        if (text is null)
            return null;
        var day = text.Length > 10 && text[10] == 'T' ? text.AsSpan(0, 10) : text.AsSpan();
        if (Exact(day, "yyyy-MM-dd") is { } whole)
            return new DateSpan(whole, whole);
        if (Exact(day, "yyyy-MM") is { } month)
            return new DateSpan(month, month.AddMonths(1).AddDays(-1));
        return Exact(day, "yyyy") is { } year ? new DateSpan(year, year.AddYears(1).AddDays(-1)) : null;
    }

    /// <summary>Whole months from a day to a later one; negative when it is not later.</summary>
    internal static int MonthsBetween(DateOnly from, DateOnly to)
    {
        var months = ((to.Year - from.Year) * 12) + to.Month - from.Month;
        return to < from.AddMonths(months) ? months - 1 : months;
    }

    private static DateOnly? Exact(ReadOnlySpan<char> text, string format) =>
        DateOnly.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
