namespace Gateway.Catalogue.Yaml;

/// <summary>What somebody may have meant who wrote a name that does not exist.</summary>
public static class Spelling
{
    private const int Shown = 24;

    /// <summary>What to put behind a problem: <c> Did you mean 'X'? Then write it so.</c>, or the names there are; blank when there is nothing to say.</summary>
    /// <param name="written">As written.</param>
    /// <param name="known">Names that exist.</param>
    public static string Hint(string written, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(written);
        var names = known.Distinct(StringComparer.Ordinal).ToList();
        var meant = Meant(written, names);
        if (meant.Length > 0)
            return meant;
        return names.Count is 0 or > Shown ? "" : $" It must be one of {string.Join(", ", names.Order(StringComparer.Ordinal))}.";
    }

    /// <summary>The question alone; blank when no name is close.</summary>
    public static string Meant(string written, IEnumerable<string> known) =>
        Nearest(written, [.. known]) is { } near ? $" Did you mean '{near}'? Then write it so." : "";

    /// <summary>The known name that is closest, when it is close enough to be a slip of the pen.</summary>
    public static string? Nearest(string written, IReadOnlyList<string> known)
    {
        ArgumentNullException.ThrowIfNull(written);
        ArgumentNullException.ThrowIfNull(known);
        var (best, distance) = ((string?)null, Math.Max(2, written.Length / 4) + 1);
        foreach (var name in known)
        {
            if (Distance(Plain(written), Plain(name)) is var d && d < distance)
                (best, distance) = (name, d);
        }

        return best;
    }

    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    /// <summary>Letters to insert, drop, replace or exchange with their neighbour.</summary>
    private static int Distance(string a, string b)
    {
        var before = new int[b.Length + 1];
        var last = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var now = new int[b.Length + 1];
            now[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                now[j] = Math.Min(Math.Min(last[j], now[j - 1]) + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    now[j] = Math.Min(now[j], before[j - 2] + 1);
            }

            (before, last) = (last, now);
        }

        return last[b.Length];
    }
}
