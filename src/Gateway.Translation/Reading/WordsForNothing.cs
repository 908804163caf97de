namespace Gateway.Translation.Reading;

/// <summary>
/// What programs and people write where a value is missing, in every format. That somebody does not know a value is said by
/// the profile (<c>unknown-values</c>); these words say nothing at all.
/// </summary>
internal static class WordsForNothing
{
    private const int Longest = 24;

    private static readonly HashSet<string> Any = new(StringComparer.OrdinalIgnoreCase)
    {
        "null", "(null)", "<null>", "[null]", "\\N", "undefined", "none", "nan", "nil", "nothing", "dbnull", "n/a", "n.a.", "n.a", "n/v", "nvt", "n.v.t.", "n.v.t", "n/b",
        "niet van toepassing", "geen", "leeg", "(leeg)", "not applicable", "not available", "empty", "(empty)", "blank", "(blank)", "(none)", "<none>", "[object object]",
        "sans objet", "s.o.", "néant", "aucun", "aucune", "vide", "(vide)", "keine", "keiner", "k.a.", "entfällt", "ingen", "ikke relevant",
        "-", "--", "---", "–", "—", "−", "_", "/", ".", "...", "*", "nihil",
    };

    /// <summary>Names of people that are such a word when nobody wrote them as a name.</summary>
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal) { "Null", "Nan", "Nil", "Geen", "Blank", "Nothing", "Vide", "Ingen" };

    /// <summary>By the first character of a word, in either case, the lengths that words have which begin with it: most values are told by that alone.</summary>
    private static readonly int[] Lengths = LengthsOf(Any);

    /// <param name="text">A value, trimmed.</param>
    /// <param name="target">Field it is for: a client may be called Null.</param>
    public static bool Are(string text, string target) =>
        text.Length is > 0 and <= Longest && (text[0] >= Lengths.Length || (Lengths[text[0]] & (1 << text.Length)) != 0) && Any.Contains(text) && !(IsForNames(target) && Names.Contains(text));

    private static int[] LengthsOf(IEnumerable<string> words)
    {
        var lengths = new int[128];
        foreach (var word in words.Where(w => w[0] < lengths.Length))
        {
            lengths[char.ToUpperInvariant(word[0])] |= 1 << word.Length;
            lengths[char.ToLowerInvariant(word[0])] |= 1 << word.Length;
        }

        return lengths;
    }

    private static bool IsForNames(string target) =>
        target.EndsWith("ame", StringComparison.Ordinal) || target.EndsWith("ames", StringComparison.Ordinal);
}
