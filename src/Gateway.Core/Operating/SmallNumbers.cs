namespace Gateway.Core.Operating;

/// <summary>Why a number is hidden.</summary>
public enum Suppression
{
    /// <summary>It is shown.</summary>
    None = 0,

    /// <summary>Under five.</summary>
    Small = 1,

    /// <summary>Five or more, hidden so that a smaller one cannot be computed.</summary>
    ProtectsAnother = 2,
}

/// <summary>A sum that readers know of: a total and its parts, as places in a list of numbers.</summary>
/// <param name="Total">Place of the total.</param>
/// <param name="Parts">Places of the parts.</param>
/// <param name="IsAtMost">Whether readers know only that the parts are no more than the total: here they are as many, which nobody is told.</param>
public sealed record KnownSum(int Total, IReadOnlyList<int> Parts, bool IsAtMost = false);

/// <summary>
/// Hides numbers of people under five, and further ones with them until for every hidden number there is another set of
/// numbers, with another value in its place, that fits everything that is shown (primary and secondary suppression).
/// </summary>
public static class SmallNumbers
{
    /// <summary>Smallest number shown.</summary>
    public const int Threshold = 5;

    /// <summary>What may be shown.</summary>
    /// <param name="counts">Numbers, not negative.</param>
    /// <param name="sums">Sums among them.</param>
    /// <returns>As many entries as numbers.</returns>
    public static IReadOnlyList<Suppression> Suppress(IReadOnlyList<int> counts, IReadOnlyList<KnownSum> sums)
    {
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentNullException.ThrowIfNull(sums);
        var hidden = counts.Select(c => c < Threshold ? Suppression.Small : Suppression.None).ToArray();
        var others = new OtherNumbers(counts, hidden, sums);
        while (others.FirstWithout() is { } open)
        {
            if (others.FewestToHide(open) is { } further)
            {
                foreach (var place in further)
                    hidden[place] = Suppression.ProtectsAnother;
            }
            else if (SmallestBeside(counts, hidden, sums, open) is { } smallest)
            {
                hidden[smallest] = Suppression.ProtectsAnother;
            }
            else
            {
                break;
            }
        }

        return hidden;
    }

    /// <summary>The place of a hidden number of which no other value is found that fits what is shown; null: there is none.</summary>
    /// <param name="counts">Numbers.</param>
    /// <param name="hidden">What is hidden.</param>
    /// <param name="sums">Sums among them.</param>
    public static int? Computable(IReadOnlyList<int> counts, IReadOnlyList<Suppression> hidden, IReadOnlyList<KnownSum> sums) =>
        new OtherNumbers(counts, hidden, sums).FirstWithout();

    /// <summary>The smallest number still shown in a sum with the open one; when there is none, the smallest of all.</summary>
    private static int? SmallestBeside(IReadOnlyList<int> counts, IReadOnlyList<Suppression> hidden, IReadOnlyList<KnownSum> sums, int open)
    {
        var beside = sums.Where(s => s.Total == open || s.Parts.Contains(open)).SelectMany(s => s.Parts.Append(s.Total)).Distinct().Where(i => hidden[i] == Suppression.None).ToList();
        var from = beside.Count > 0 ? beside : [.. Enumerable.Range(0, counts.Count).Where(i => hidden[i] == Suppression.None)];
        return from.OrderBy(i => counts[i]).Select(i => (int?)i).FirstOrDefault();
    }
}
