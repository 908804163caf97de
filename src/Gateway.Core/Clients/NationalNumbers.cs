using Gateway.Contracts.Events;

namespace Gateway.Core.Clients;

/// <summary>
/// Check digits of national numbers. Pure: a number is normalised and either valid or not; nothing is guessed or
/// repaired. A valid number says nothing about whether it is in use.
/// </summary>
public static class NationalNumbers
{
    /// <summary>Normalises a number and checks its digits.</summary>
    /// <param name="scheme">One of <see cref="IdentifierSchemes"/>.</param>
    /// <param name="raw">The number as written, with or without separators.</param>
    /// <returns>Digits only, or null when the check digits do not hold. An agency's own reference is only trimmed.</returns>
    public static string? Normalise(string scheme, string raw)
    {
        ArgumentNullException.ThrowIfNull(raw);
        if (scheme == IdentifierSchemes.AgencyReference)
            return raw.Trim() is { Length: > 0 } reference ? reference : null;
        if (Digits(raw) is not { } digits)
            return null;
        return scheme switch
        {
            IdentifierSchemes.Insz => IsInsz(digits) ? digits : null,
            IdentifierSchemes.Bsn => Bsn(digits),
            IdentifierSchemes.Fnr => IsFnr(digits) ? digits : null,
            _ => null,
        };
    }

    /// <summary>
    /// Belgian INSZ/NISS: 97 − (first nine digits mod 97); nine digits prefixed with 2 for people born from 2000 on.
    /// Bis numbers add 20 or 40 to the month and use the same check.
    /// </summary>
    /// <param name="digits">Eleven digits.</param>
    public static bool IsInsz(string digits)
    {
        ArgumentNullException.ThrowIfNull(digits);
        if (digits.Length != 11 || !AllDigits(digits))
            return false;
        var month = Number(digits.AsSpan(2, 2)) % 20;
        if (Number(digits.AsSpan(2, 2)) > 52 || month > 12 || Number(digits.AsSpan(4, 2)) > 31)
            return false;
        var body = Number(digits.AsSpan(0, 9));
        var check = Number(digits.AsSpan(9, 2));
        return check == 97 - (body % 97) || check == 97 - ((body + 2_000_000_000) % 97);
    }

    /// <summary>
    /// Dutch BSN: Σ (9−i)·dᵢ for the first eight digits, minus the last, divisible by 11. Spreadsheets turn the number
    /// into a figure and lose its first zero, so eight digits are padded with one.
    /// </summary>
    /// <param name="digits">Eight or nine digits.</param>
    /// <returns>Nine digits, or null.</returns>
    public static string? Bsn(string digits)
    {
        ArgumentNullException.ThrowIfNull(digits);
        var nine = digits.Length == 8 ? "0" + digits : digits;
        if (nine.Length != 9 || !AllDigits(nine) || !nine.AsSpan().ContainsAnyExcept('0'))
            return null;
        var sum = -(nine[8] - '0');
        for (var i = 0; i < 8; i++)
            sum += (9 - i) * (nine[i] - '0');
        return sum % 11 == 0 ? nine : null;
    }

    /// <summary>Norwegian fødselsnummer: eleven digits with two check digits modulo 11; D numbers add 40 to the day.</summary>
    /// <param name="digits">Eleven digits.</param>
    public static bool IsFnr(string digits)
    {
        ArgumentNullException.ThrowIfNull(digits);
        if (digits.Length != 11 || !AllDigits(digits))
            return false;
        return Weighted(digits, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) && Weighted(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]);
    }

    private static bool Weighted(string digits, ReadOnlySpan<int> weights)
    {
        var sum = 0;
        for (var i = 0; i < weights.Length; i++)
            sum += weights[i] * (digits[i] - '0');
        return sum % 11 == 0;
    }

    private static string? Digits(string raw)
    {
        Span<char> digits = stackalloc char[16];
        var length = 0;
        foreach (var c in raw)
        {
            if (c is ' ' or '.' or '-' or '/')
                continue;
            if (!char.IsAsciiDigit(c) || length == digits.Length)
                return null;
            digits[length++] = c;
        }

        return length == 0 ? null : new string(digits[..length]);
    }

    private static bool AllDigits(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');

    private static long Number(ReadOnlySpan<char> digits)
    {
        var number = 0L;
        foreach (var c in digits)
            number = (number * 10) + (c - '0');
        return number;
    }
}
