using System.Globalization;
using Gateway.Contracts.Events;

namespace Gateway.Core.Clients;

/// <summary>
/// Check digits of national numbers. Pure: a number is normalised and either valid or not; nothing is guessed or
/// repaired. A valid number says nothing about whether it is in use.
/// </summary>
public static class NationalNumbers
{
    /// <summary>More digits than any number has.</summary>
    private const int Longest = 32;

    /// <summary>Normalises a number and checks its digits.</summary>
    /// <param name="scheme">One of <see cref="IdentifierSchemes"/>.</param>
    /// <param name="raw">The number as written, with or without separators.</param>
    /// <returns>Digits only, or null when it is no number of the scheme. An agency's own reference is only trimmed.</returns>
    public static string? Normalise(string scheme, string raw) => FaultOf(scheme, raw, out var number) == NumberFault.None ? number : null;

    /// <summary>What is wrong with a number.</summary>
    /// <param name="scheme">One of <see cref="IdentifierSchemes"/>.</param>
    /// <param name="raw">The number as written, with or without separators.</param>
    /// <param name="number">The number as <see cref="Normalise"/> gives it; null when something is wrong.</param>
    public static NumberFault FaultOf(string scheme, string raw, out string? number)
    {
        ArgumentNullException.ThrowIfNull(raw);
        number = null;
        if (scheme == IdentifierSchemes.AgencyReference)
        {
            number = raw.Trim() is { Length: > 0 } reference ? reference : null;
            return number is null ? NumberFault.Length : NumberFault.None;
        }

        if (Digits(raw) is not { } digits)
            return NumberFault.NoDigit;
        var fault = scheme switch
        {
            IdentifierSchemes.Insz => InszFault(digits),
            IdentifierSchemes.Bsn => BsnFault(ref digits),
            IdentifierSchemes.Fnr => FnrFault(digits),
            _ => NumberFault.Scheme,
        };
        number = fault == NumberFault.None ? digits : null;
        return fault;
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
        return BsnFault(ref digits) == NumberFault.None ? digits : null;
    }

    /// <summary>
    /// Whether a text holds what passes for a person's number: anywhere one of eleven digits, with separators or without; one of
    /// nine, which one number in eleven passes for, when there is nothing else.
    /// </summary>
    public static bool AreIn(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var digits = string.Concat(text.Where(c => !IsSeparator(c)).Select(c => char.IsAsciiDigit(c) ? c : ' '));
        return digits.Split(' ').Any(HoldsEleven) || Bsn(string.Concat(text.Where(c => !IsSeparator(c)))) is not null;
    }

    private static bool HoldsEleven(string digits) =>
        Enumerable.Range(0, Math.Max(0, digits.Length - 10)).Select(i => digits.Substring(i, 11)).Any(d => InszFault(d) == NumberFault.None || FnrFault(d) == NumberFault.None);

    /// <summary>
    /// Belgian INSZ/NISS: 97 − (first nine digits mod 97); nine digits prefixed with 2 for people born from 2000 on.
    /// Bis numbers add 20 or 40 to the month and use the same check. Month and day may be 00, and the day runs beyond 31
    /// where the counters of a day were used up. A counter of 000 stands for no number.
    /// </summary>
    private static NumberFault InszFault(string digits)
    {
        if (digits.Length != 11 || !AllDigits(digits))
            return NumberFault.Length;
        if (Number(digits.AsSpan(6, 3)) == 0)
            return NumberFault.Placeholder;
        var month = Number(digits.AsSpan(2, 2));
        if (month > 52 || month % 20 > 12)
            return NumberFault.Month;
        var body = Number(digits.AsSpan(0, 9));
        var check = Number(digits.AsSpan(9, 2));
        return check == 97 - (body % 97) || check == 97 - ((body + 2_000_000_000) % 97) ? NumberFault.None : NumberFault.CheckDigits;
    }

    private static NumberFault BsnFault(ref string digits)
    {
        var nine = digits.Length == 8 ? "0" + digits : digits;
        if (nine.Length != 9 || !AllDigits(nine))
            return NumberFault.Length;
        if (!nine.AsSpan().ContainsAnyExcept('0'))
            return NumberFault.Placeholder;
        var sum = -(nine[8] - '0');
        for (var i = 0; i < 8; i++)
            sum += (9 - i) * (nine[i] - '0');
        if (sum % 11 != 0)
            return NumberFault.CheckDigits;
        digits = nine;
        return NumberFault.None;
    }

    /// <summary>
    /// Norwegian fødselsnummer: eleven digits with two check digits modulo 11; D numbers add 40 to the day. A day or month of
    /// 00, and a counter of 000, stand for no number.
    /// </summary>
    private static NumberFault FnrFault(string digits)
    {
        if (digits.Length != 11 || !AllDigits(digits))
            return NumberFault.Length;
        if (Number(digits.AsSpan(0, 2)) == 0 || Number(digits.AsSpan(2, 2)) == 0 || Number(digits.AsSpan(6, 3)) == 0)
            return NumberFault.Placeholder;
        return Weighted(digits, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) && Weighted(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) ? NumberFault.None : NumberFault.CheckDigits;
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
        Span<char> digits = stackalloc char[Longest];
        var length = 0;
        foreach (var c in raw)
        {
            if (IsSeparator(c))
                continue;
            if (!char.IsAsciiDigit(c) || length == digits.Length)
                return null;
            digits[length++] = c;
        }

        return new string(digits[..length]);
    }

    /// <summary>Blanks, dots, slashes and dashes, as programs that set texts write them too, and blanks that nobody sees.</summary>
    private static bool IsSeparator(char c) =>
        c is '.' or '-' or '/' or '\u2212' || char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) is UnicodeCategory.DashPunctuation or UnicodeCategory.Format;

    private static bool AllDigits(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');

    private static long Number(ReadOnlySpan<char> digits)
    {
        var number = 0L;
        foreach (var c in digits)
            number = (number * 10) + (c - '0');
        return number;
    }
}
