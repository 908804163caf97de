namespace Gateway.Translation.Profiles;

/// <summary>Words in any case. The length of most values tells already that they are none of them.</summary>
internal sealed class WordSet
{
    private const int Longest = 31;
    private readonly HashSet<string> _words;
    private readonly int _lengths;

    public WordSet(IEnumerable<string> words)
    {
        _words = words.ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var word in _words)
            _lengths |= 1 << Math.Min(word.Length, Longest);
    }

    /// <summary>No word.</summary>
    public static WordSet Empty { get; } = new([]);

    /// <summary>Whether there is any.</summary>
    public bool IsEmpty => _lengths == 0;

    public bool Contains(string text) => (_lengths & (1 << Math.Min(text.Length, Longest))) != 0 && _words.Contains(text);
}
