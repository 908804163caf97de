using Gateway.Core.Operating;

namespace Gateway.Unit.Tests.Core.Operating;

/// <summary>
/// A reader who wants hidden numbers back: tries every set of whole numbers that fits what is shown. It knows nothing of how they
/// were hidden; of the hidden ones it has the marks alone. A number that is the same in every set is given back.
/// </summary>
internal sealed class GivenBack
{
    private const int Highest = 400;
    private readonly IReadOnlyList<KnownSum> _sums;
    private readonly IReadOnlyList<int> _hidden;

    private GivenBack(IReadOnlyList<Suppression> marks, IReadOnlyList<KnownSum> sums)
    {
        _sums = sums;
        _hidden = [.. Enumerable.Range(0, marks.Count).Where(i => marks[i] != Suppression.None)];
    }

    /// <summary>Places of the numbers that are given back.</summary>
    internal static IReadOnlyList<int> From(IReadOnlyList<int> counts, IReadOnlyList<Suppression> marks, IReadOnlyList<KnownSum> sums)
    {
        var reader = new GivenBack(marks, sums);
        var least = counts.Select((c, i) => marks[i] switch { Suppression.None => c, Suppression.Small => 0, _ => SmallNumbers.Threshold }).ToArray();
        var most = counts.Select((c, i) => marks[i] switch { Suppression.None => c, Suppression.Small => SmallNumbers.Threshold - 1, _ => Highest }).ToArray();
        return [.. reader._hidden.Where(i => Enumerable.Range(least[i], most[i] - least[i] + 1).Where(v => reader.Fits(With(least, i, v), With(most, i, v))).Take(2).Count() < 2)];
    }

    private static int[] With(int[] numbers, int place, int value)
    {
        var with = (int[])numbers.Clone();
        with[place] = value;
        return with;
    }

    private bool Fits(int[] least, int[] most)
    {
        if (!Narrow(least, most))
            return false;
        var open = _hidden.FirstOrDefault(i => least[i] < most[i], -1);
        return open < 0 || Enumerable.Range(least[open], most[open] - least[open] + 1).Any(v => Fits(With(least, open, v), With(most, open, v)));
    }

    private bool Narrow(int[] least, int[] most)
    {
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var sum in _sums)
            {
                var (low, high) = (sum.Parts.Sum(p => least[p]), sum.Parts.Sum(p => most[p]));
                foreach (var (place, from, to) in sum.Parts.Select(p => (p, least[sum.Total] - (high - most[p]), most[sum.Total] - (low - least[p]))).Prepend((sum.Total, low, high)).ToList())
                {
                    var (after, before) = (Math.Max(least[place], from), Math.Min(most[place], to));
                    if (after > before)
                        return false;
                    changed |= (after, before) != (least[place], most[place]);
                    (least[place], most[place]) = (after, before);
                }
            }
        }

        return true;
    }
}
