using System.Security.Cryptography;
using System.Text;

namespace Gateway.Translation.Explaining;

/// <summary>Texts of the same shape and length as others, with nothing of theirs: letters for letters, digits for digits.</summary>
internal sealed class InventedText
{
    private const string Lower = "bcdfghklmnprstvz";
    private const int Rounds = 200;
    private const int Picks = 40;

    /// <summary>So many letters and digits in a row may tell who somebody is.</summary>
    private const int Telling = 4;

    private readonly HashSet<string> _avoided = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Has no text hold anything of this one: no four letters or digits that stand in a row in it. Zeros stay, and tell nothing.</summary>
    public void Avoid(string text)
    {
        for (var i = 0; i + Telling <= text.Length; i++)
        {
            var part = text.Substring(i, Telling);
            if (part.All(char.IsLetterOrDigit) && part.Any(c => c != '0'))
                _avoided.Add(part);
        }
    }

    /// <summary>A text of the same shape. Spaces, punctuation and zeros stay where they are; letters beyond ASCII stay beyond it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isDay">It is read as a day or a moment: letters are part of its form, and of a year all but the last digit stays.</param>
    public string Like(string text, bool isDay = false) => TryLike(text, isDay) ?? Shapeless(text);

    /// <summary>What stands for a text where nothing of its shape is left that holds none of the others: then the shape goes.</summary>
    public static string Shapeless(string text) => new('x', text.Length);

    /// <summary>As <see cref="Like(string, bool)"/>; null: nothing of the same shape is left that holds none of the others.</summary>
    public string? TryLike(string text, bool isDay)
    {
        var year = isDay ? YearIn(text) : -1;
        for (var round = 0; round < Rounds; round++)
        {
            if (Try(text, year, isDay) is { } invented)
                return invented;
        }

        return null;
    }

    private string? Try(string text, int year, bool keepLetters)
    {
        var invented = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            invented.Append(' ');
            var picks = 0;
            do
            {
                if (picks++ == Picks)
                    return null;
                invented[i] = (year >= 0 && i >= year && i < year + 3) || (keepLetters && char.IsLetter(text[i])) ? text[i]
                    // A year that ends in zero is another year too.
                    : year >= 0 && i == year + 3 ? (char)('0' + RandomNumberGenerator.GetInt32(10)) : Like(text[i]);
            }
            while (IsAvoided(invented, i));
        }

        return invented.ToString();
    }

    private bool IsAvoided(StringBuilder invented, int end) =>
        end + 1 >= Telling && _avoided.Count > 0 && _avoided.Contains(invented.ToString(end + 1 - Telling, Telling));

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
