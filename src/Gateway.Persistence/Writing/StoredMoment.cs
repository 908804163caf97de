using System.Globalization;

namespace Gateway.Persistence.Writing;

/// <summary>Moments as SQLite's provider writes them: <c>yyyy-MM-dd HH:mm:ss.FFFFFFF</c>.</summary>
public static class StoredMoment
{
    private const int Seconds = 19, Digits = 7;

    /// <summary>Reads a moment.</summary>
    /// <param name="text">The moment as it is stored; UTC.</param>
    /// <exception cref="FormatException">It is none in any layout.</exception>
    public static DateTime Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length is Seconds or (> Seconds + 1 and <= Seconds + 1 + Digits) && text[4] == '-' && text[7] == '-' && text[10] == ' ' && text[13] == ':' && text[16] == ':'
            && Number(text.AsSpan(0, 4)) is >= 1 and var year && Number(text.AsSpan(5, 2)) is >= 1 and <= 12 and var month
            && Number(text.AsSpan(8, 2)) is >= 1 and var day && day <= DateTime.DaysInMonth(year, month)
            && Number(text.AsSpan(11, 2)) is >= 0 and < 24 and var hour && Number(text.AsSpan(14, 2)) is >= 0 and < 60 and var minute && Number(text.AsSpan(17, 2)) is >= 0 and < 60 and var second
            && Fraction(text) is >= 0 and var ticks
            ? new DateTime(year, month, day, hour, minute, second).AddTicks(ticks)
            : DateTime.Parse(text, CultureInfo.InvariantCulture);
    }

    /// <summary>Ticks behind the second; below 0: they are not written so.</summary>
    private static int Fraction(string text)
    {
        if (text.Length == Seconds)
            return 0;
        var ticks = text[Seconds] == '.' ? Number(text.AsSpan(Seconds + 1)) : -1;
        for (var digits = text.Length - Seconds - 1; digits < Digits; digits++)
            ticks *= 10;
        return ticks;
    }

    private static int Number(ReadOnlySpan<char> digits)
    {
        var number = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit))
                return -1;
            number = (number * 10) + (digit - '0');
        }

        return number;
    }
}
