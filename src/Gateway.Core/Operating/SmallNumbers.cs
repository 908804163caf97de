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
public sealed record KnownSum(int Total, IReadOnlyList<int> Parts);

/// <summary>
/// Hides numbers of people under five, and further ones with them until no hidden number can be computed from those that
/// are shown: neither by adding and subtracting, nor because a hidden number is known to lie between bounds (primary and
/// secondary suppression).
/// </summary>
public static class SmallNumbers
{
    /// <summary>Smallest number shown.</summary>
    public const int Threshold = 5;

    private const int Unbounded = int.MaxValue / 1024;

    /// <summary>What may be shown.</summary>
    /// <param name="counts">Numbers, not negative.</param>
    /// <param name="sums">Sums among them.</param>
    /// <returns>As many entries as numbers.</returns>
    public static IReadOnlyList<Suppression> Suppress(IReadOnlyList<int> counts, IReadOnlyList<KnownSum> sums)
    {
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentNullException.ThrowIfNull(sums);
        var hidden = counts.Select(c => c < Threshold ? Suppression.Small : Suppression.None).ToArray();
        while (Computable(counts, hidden, sums) is { } open && SmallestBeside(counts, hidden, sums, open) is { } further)
            hidden[further] = Suppression.ProtectsAnother;
        return hidden;
    }

    /// <summary>The place of a hidden number that a reader can compute; null: there is none.</summary>
    /// <param name="counts">Numbers; of the hidden ones nothing is used.</param>
    /// <param name="hidden">What is hidden.</param>
    /// <param name="sums">Sums among them.</param>
    public static int? Computable(IReadOnlyList<int> counts, IReadOnlyList<Suppression> hidden, IReadOnlyList<KnownSum> sums) =>
        ByBounds(counts, hidden, sums) ?? ByElimination(hidden, sums);

    /// <summary>Narrows what each number can be, sum by sum, until nothing changes.</summary>
    private static int? ByBounds(IReadOnlyList<int> counts, IReadOnlyList<Suppression> hidden, IReadOnlyList<KnownSum> sums)
    {
        var least = counts.Select((c, i) => hidden[i] switch { Suppression.None => c, Suppression.Small => 0, _ => Threshold }).ToArray();
        var most = counts.Select((c, i) => hidden[i] switch { Suppression.None => c, Suppression.Small => Threshold - 1, _ => Unbounded }).ToArray();
        bool changed;
        do
        {
            changed = false;
            foreach (var sum in sums)
            {
                var (low, high) = (sum.Parts.Sum(p => least[p]), sum.Parts.Sum(p => (long)most[p]));
                changed |= Narrow(sum.Total, low, high);
                foreach (var part in sum.Parts)
                    changed |= Narrow(part, least[sum.Total] - (high - most[part]), most[sum.Total] - (long)(low - least[part]));
            }
        }
        while (changed);
        return Enumerable.Range(0, counts.Count).Where(i => hidden[i] != Suppression.None && least[i] == most[i]).Select(i => (int?)i).FirstOrDefault();

        bool Narrow(int place, long low, long high)
        {
            var after = (Least: (int)Math.Max(least[place], low), Most: (int)Math.Min(most[place], high));
            // Sums that do not hold tell nothing.
            if (after.Least > after.Most || after == (least[place], most[place]))
                return false;
            (least[place], most[place]) = after;
            return true;
        }
    }

    /// <summary>Solves the sums for the hidden numbers; one that is left alone in an equation is computed.</summary>
    private static int? ByElimination(IReadOnlyList<Suppression> hidden, IReadOnlyList<KnownSum> sums)
    {
        var unknown = Enumerable.Range(0, hidden.Count).Where(i => hidden[i] != Suppression.None).ToList();
        var column = unknown.Select((place, at) => (place, at)).ToDictionary(u => u.place, u => u.at);
        var rows = sums.Select(s =>
        {
            var row = new double[unknown.Count];
            if (column.TryGetValue(s.Total, out var total))
                row[total] -= 1;
            foreach (var part in s.Parts.Where(column.ContainsKey))
                row[column[part]] += 1;
            return row;
        }).ToList();
        var done = 0;
        for (var c = 0; c < unknown.Count && done < rows.Count; c++)
        {
            var pivot = Enumerable.Range(done, rows.Count - done).MaxBy(r => Math.Abs(rows[r][c]));
            if (IsZero(rows[pivot][c]))
                continue;
            (rows[done], rows[pivot]) = (rows[pivot], rows[done]);
            var factor = rows[done][c];
            rows[done] = [.. rows[done].Select(v => v / factor)];
            for (var r = 0; r < rows.Count; r++)
            {
                if (r != done && rows[r][c] is var times && !IsZero(times))
                    rows[r] = [.. rows[r].Zip(rows[done], (v, p) => v - times * p)];
            }

            done++;
        }

        return rows.Where(row => row.Count(v => !IsZero(v)) == 1).Select(row => (int?)unknown[Array.FindIndex(row, v => !IsZero(v))]).FirstOrDefault();
    }

    private static bool IsZero(double value) => Math.Abs(value) < 1e-9;

    /// <summary>The smallest number still shown in a sum with the open one; when there is none, the smallest of all.</summary>
    private static int? SmallestBeside(IReadOnlyList<int> counts, IReadOnlyList<Suppression> hidden, IReadOnlyList<KnownSum> sums, int open)
    {
        var beside = sums.Where(s => s.Total == open || s.Parts.Contains(open)).SelectMany(s => s.Parts.Append(s.Total)).Distinct().Where(i => hidden[i] == Suppression.None).ToList();
        var from = beside.Count > 0 ? beside : [.. Enumerable.Range(0, counts.Count).Where(i => hidden[i] == Suppression.None)];
        return from.OrderBy(i => counts[i]).Select(i => (int?)i).FirstOrDefault();
    }
}
