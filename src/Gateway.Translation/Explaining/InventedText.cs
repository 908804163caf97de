using System.Security.Cryptography;
using System.Text;

namespace Gateway.Translation.Explaining;

/// <summary>Texts of the same shape and length as others, with nothing of theirs: letters for letters, digits for digits.</summary>
internal static class InventedText
{
    private const string Lower = "bcdfghklmnprstvz";

    /// <summary>A text of the same shape. Spaces, punctuation and zeros stay where they are; letters beyond ASCII stay beyond it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="keepYear">Keep all but the last digit of a year: past stays past.</param>
    public static string Like(string text, bool keepYear = false)
    {
        var year = keepYear ? YearIn(text) : -1;
        var invented = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
            invented.Append(i >= year && i < year + 3 && year >= 0 ? text[i] : Like(text[i]));
        return invented.ToString();
    }

    private static char Like(char c) => c switch
    {
        '0' => '0',
        >= '1' and <= '9' => (char)('1' + RandomNumberGenerator.GetInt32(9)),
        >= 'a' and <= 'z' => Lower[RandomNumberGenerator.GetInt32(Lower.Length)],
        >= 'A' and <= 'Z' => char.ToUpperInvariant(Lower[RandomNumberGenerator.GetInt32(Lower.Length)]),
        _ when char.IsLetter(c) => char.IsUpper(c) ? 'É' : 'é',
        _ when char.IsDigit(c) => '٧',
        _ => c,
    };

    private static int YearIn(string text)
    {
        for (var i = 0; i + 4 <= text.Length; i++)
        {
            if ((text.AsSpan(i).StartsWith("19") || text.AsSpan(i).StartsWith("20")) && char.IsAsciiDigit(text[i + 2]) && char.IsAsciiDigit(text[i + 3]))
                return i;
        }

        return -1;
    }
}
