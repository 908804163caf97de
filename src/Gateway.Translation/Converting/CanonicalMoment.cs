namespace Gateway.Translation.Converting;

/// <summary>
/// A moment as contract events have it: <c>2026-01-31T09:30:00Z</c>, with up to seven digits of a second and no zero at their end.
/// Most senders write it so, and every statement with a moment is read back once; a general parser takes ten times as long.
/// </summary>
internal static class CanonicalMoment
{
    private const int Seconds = 19;

    /// <summary>Years after this one may stand for "until further notice".</summary>
    private const int LastYear = 2999;

    /// <summary>Reads a moment that is written so, of a year that stands for nothing else.</summary>
    /// <returns>False for any other text, a moment in another form too.</returns>
    public static bool TryRead(ReadOnlySpan<char> text, out DateTimeOffset moment)
    {
        moment = default;
        if (text.Length is < Seconds + 1 or > Seconds + 9 || text[^1] != 'Z'
            || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':')
            return false;
        var year = Number(text[..4]);
        var month = Number(text[5..7]);
        var day = Number(text[8..10]);
        var hour = Number(text[11..13]);
        var minute = Number(text[14..16]);
        var second = Number(text[17..Seconds]);
        if (year is < WrittenDay.FirstYear or > LastYear || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 59)
            return false;
        long ticks = 0;
        if (text.Length > Seconds + 1)
        {
            var digits = text[(Seconds + 1)..^1];
            if (text[Seconds] != '.' || digits.IsEmpty || digits[^1] == '0' || Number(digits) is not (>= 0 and var fraction))
                return false;
            ticks = fraction;
            for (var i = digits.Length; i < 7; i++)
                ticks *= 10;
        }

        moment = new DateTimeOffset(year, month, day, hour, minute, second, TimeSpan.Zero).AddTicks(ticks);
        return true;
    }

    /// <summary>The number that digits make; -1 when one of them is none.</summary>
    private static int Number(ReadOnlySpan<char> digits)
    {
        var number = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit))
                return -1;
            number = (number * 10) + digit - '0';
        }

        return number;
    }
}
