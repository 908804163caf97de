using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Demo.Scenario;

/// <summary>Numbers of invented people and messages; the same every time.</summary>
internal static class InventedNumbers
{
    /// <summary>
    /// A Belgian social security number with its check digits: 97 minus the first nine digits modulo 97, with a 2
    /// before them for people born from 2000 on.
    /// </summary>
    /// <param name="born">Birth date.</param>
    /// <param name="sequence">Sequence of the day, 1–998; odd for men, even for women.</param>
    public static string Insz(DateOnly born, int sequence)
    {
        var nine = born.ToString("yyMMdd", CultureInfo.InvariantCulture) + sequence.ToString("000", CultureInfo.InvariantCulture);
        var number = long.Parse(born.Year >= 2000 ? "2" + nine : nine, CultureInfo.InvariantCulture);
        return nine + (97 - number % 97).ToString("00", CultureInfo.InvariantCulture);
    }

    /// <summary>A Dutch citizen service number: eight digits and the ninth that makes it pass the eleven test.</summary>
    /// <exception cref="ArgumentException">No ninth digit passes for these eight.</exception>
    public static string Bsn(string eight)
    {
        var check = eight.Select((digit, i) => (9 - i) * (digit - '0')).Sum() % 11;
        return check < 10
            ? eight + check.ToString(CultureInfo.InvariantCulture)
            : throw new ArgumentException("No ninth digit passes the eleven test.", nameof(eight));
    }

    /// <summary>The same number with wrong check digits: a typing error.</summary>
    public static string Mistyped(string number) => number[..^1] + (char)('0' + (number[^1] - '0' + 1) % 10);

    /// <summary>A message's ticket: a UUID (RFC 9562 version 8) that depends on its parts only.</summary>
    public static Guid Ticket(params ReadOnlySpan<string> parts)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts)))[..16];
        bytes[6] = (byte)(bytes[6] & 0x0F | 0x80);
        bytes[8] = (byte)(bytes[8] & 0x3F | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
