namespace Gateway.Core.Operating;

/// <summary>
/// Looks for other numbers that fit everything a reader is shown: some of the hidden ones one higher or one lower, so that every
/// sum holds as before and none leaves the bounds that its mark tells (under five, or at least five). A hidden number that
/// differs in such a set cannot be computed, however many tables are combined. The search is bounded; where it ends without
/// an answer the number counts as computable, so that too much is hidden and never too little.
/// </summary>
/// <param name="counts">The true numbers.</param>
/// <param name="hidden">What is hidden; more may be hidden between two calls, never less.</param>
/// <param name="sums">Sums that readers know of.</param>
internal sealed class OtherNumbers(IReadOnlyList<int> counts, IReadOnlyList<Suppression> hidden, IReadOnlyList<KnownSum> sums)
{
    private const int MostSteps = 1000;

    private readonly IReadOnlyList<IReadOnlyList<(int Place, int Sign)>> _members = [.. sums.Select(s => s.Parts.Select(p => (p, 1)).Prepend((s.Total, -1)).ToList())];
    private readonly ILookup<int, (int Sum, int Sign)> _sumsOf =
        Enumerable.Range(0, sums.Count).SelectMany(at => sums[at].Parts.Select(p => (p, (at, 1))).Prepend((sums[at].Total, (at, -1)))).ToLookup(m => m.Item1, m => m.Item2);

    /// <summary>Numbers that are known to have another value.</summary>
    private readonly bool[] _open = new bool[counts.Count];
    private readonly int[] _moved = new int[counts.Count];
    private readonly int[] _off = new int[sums.Count];
    private readonly SortedSet<int> _unbalanced = [];
    private int _left;

    /// <summary>The first hidden number without another value; null: every one has one.</summary>
    internal int? FirstWithout()
    {
        for (var place = 0; place < counts.Count; place++)
        {
            if (hidden[place] != Suppression.None && !_open[place] && !Finds(place, 1) && !Finds(place, -1))
                return place;
        }

        return null;
    }

    /// <summary>Moves a number, and others until every sum holds again; all that moved have another value then.</summary>
    private bool Finds(int place, int by)
    {
        if (!Fits(place, by))
            return false;
        _left = MostSteps;
        Move(place, by);
        var found = Balances();
        for (var i = 0; i < _moved.Length; i++)
        {
            _open[i] |= found && _moved[i] != 0;
            _moved[i] = 0;
        }

        Array.Clear(_off);
        _unbalanced.Clear();
        return found;
    }

    /// <summary>Goes on with the sum that fewest numbers can put right, and with the number that puts most sums right.</summary>
    private bool Balances()
    {
        if (_unbalanced.Count == 0)
            return true;
        if (_left-- <= 0)
            return false;
        var narrowest = _unbalanced.Select(Candidates).MinBy(c => c.Count)!;
        foreach (var (place, by) in narrowest.OrderBy(c => Wrong(c.Place, c.By)).ThenBy(c => c.Place).ToList())
        {
            Move(place, by);
            if (Balances())
                return true;
            Move(place, -by);
        }

        return false;
    }

    /// <summary>Hidden numbers that can move so that a sum is less wrong.</summary>
    private List<(int Place, int By)> Candidates(int sum) =>
        [.. _members[sum].Select(m => (m.Place, By: _off[sum] > 0 ? -m.Sign : m.Sign)).Where(m => hidden[m.Place] != Suppression.None && _moved[m.Place] == 0 && Fits(m.Place, m.By))];

    /// <summary>By how much more sums are wrong after a move.</summary>
    private int Wrong(int place, int by) => _sumsOf[place].Sum(m => Math.Abs(_off[m.Sum] + (m.Sign * by)) - Math.Abs(_off[m.Sum]));

    private bool Fits(int place, int by) => counts[place] + by is var value && hidden[place] == Suppression.Small
        ? value is >= 0 and < SmallNumbers.Threshold
        : value >= SmallNumbers.Threshold;

    private void Move(int place, int by)
    {
        _moved[place] += by;
        foreach (var (sum, sign) in _sumsOf[place])
        {
            _off[sum] += sign * by;
            if (_off[sum] == 0)
                _unbalanced.Remove(sum);
            else
                _unbalanced.Add(sum);
        }
    }
}
