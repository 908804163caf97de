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
    private const int MostSteps = 250;

    /// <summary>Steps for a number when all numbers together have taken <see cref="ManySteps"/>: large tables are searched less, and hide more.</summary>
    private const int FewSteps = 25;
    private const int ManySteps = 300_000;
    private static readonly int[] Further = [1, 2, 3, 4, 6, 9, 14, 20];
    private static readonly int[] Moves = [3, 5, 7, 11, 19, int.MaxValue];

    private readonly (int Place, int Sign)[][] _members = [.. sums.Select(s => s.Parts.Select(p => (p, 1)).Prepend((s.Total, -1)).ToArray())];
    private readonly (int Sum, int Sign)[][] _sumsOf = SumsOf(counts.Count, sums);

    /// <summary>Numbers that are known to have another value.</summary>
    private readonly bool[] _open = new bool[counts.Count];
    private readonly int[] _moved = new int[counts.Count];
    private readonly int[] _off = new int[sums.Count];
    private readonly SortedSet<int> _unbalanced = [];
    private readonly SortedSet<int> _path = [];
    private int _left;
    private int _moves;
    private int _shown;
    private bool _endedEarly;
    private int _taken;
    private IReadOnlyList<int> _lastMoved = [];

    /// <summary>The first hidden number without another value; null: every one has one.</summary>
    internal int? FirstWithout()
    {
        for (var place = 0; place < counts.Count; place++)
        {
            if (hidden[place] != Suppression.None && !HasOther(place))
                return place;
        }

        return null;
    }

    /// <summary>Whether another value of a hidden number is found.</summary>
    internal bool HasOther(int place) => _open[place] || Finds(place, 1) || Finds(place, -1);

    /// <summary>
    /// The fewest further numbers that were found to give a hidden one another value when they are hidden too; empty: it has one without,
    /// which only this search found; null: none were found.
    /// </summary>
    internal IReadOnlyList<int>? FewestToHide(int place)
    {
        foreach (var shown in Further)
        {
            if (_taken >= ManySteps)
                break;
            if (Finds(place, 1, shown) || Finds(place, -1, shown))
                return [.. _lastMoved.Where(i => hidden[i] == Suppression.None)];
        }

        return null;
    }

    /// <summary>
    /// Moves a number, and others until every sum holds again; all that moved have another value then, once they are hidden. Few are tried
    /// first: most are put right by three others.
    /// </summary>
    private bool Finds(int place, int by, int shown = 0)
    {
        if (!Fits(place, by))
            return false;
        Move(place, by);
        var found = false;
        foreach (var moves in Moves)
        {
            (_left, _moves, _shown, _endedEarly) = (_taken < ManySteps ? MostSteps : FewSteps, moves, shown, false);
            found = Balances();
            // A search that was not ended early has tried everything: more moves find nothing more.
            if (found || !_endedEarly)
                break;
        }

        _lastMoved = found ? [.. _path] : [];
        foreach (var moved in _lastMoved)
            _open[moved] = true;
        _path.Clear();
        Array.Clear(_moved);
        Array.Clear(_off);
        _unbalanced.Clear();
        return found;
    }

    /// <summary>Goes on with the sum that fewest numbers can put right, and with the number that puts most sums right.</summary>
    private bool Balances()
    {
        if (_unbalanced.Count == 0)
            return true;
        if (_moves == 0 || _left-- <= 0)
        {
            _endedEarly = true;
            return false;
        }

        _taken++;
        var (narrowest, fewest) = (0, int.MaxValue);
        foreach (var sum in _unbalanced)
        {
            if (CandidatesOf(sum, fewest) is var many && many < fewest)
                (narrowest, fewest) = (sum, many);
            if (fewest == 0)
                return false;
        }

        foreach (var (place, by) in Candidates(narrowest).OrderBy(c => hidden[c.Place] == Suppression.None ? counts[c.Place] : 0).ThenBy(c => Wrong(c.Place, c.By)).ThenBy(c => c.Place).ToList())
        {
            var further = hidden[place] == Suppression.None ? 1 : 0;
            Move(place, by);
            (_moves, _shown) = (_moves - 1, _shown - further);
            if (Balances())
                return true;
            (_moves, _shown) = (_moves + 1, _shown + further);
            Move(place, -by);
        }

        return false;
    }

    /// <summary>Numbers that can move so that a sum is less wrong: hidden ones, and as many further ones as may be hidden.</summary>
    private List<(int Place, int By)> Candidates(int sum) =>
        [.. _members[sum].Where(m => IsCandidate(sum, m)).Select(m => (m.Place, By(sum, m)))];

    /// <summary>How many they are; counting ends at so many.</summary>
    private int CandidatesOf(int sum, int most)
    {
        var found = 0;
        foreach (var member in _members[sum])
        {
            if (IsCandidate(sum, member) && ++found >= most)
                break;
        }

        return found;
    }

    private bool IsCandidate(int sum, (int Place, int Sign) member) =>
        _moved[member.Place] == 0 && (_shown > 0 || hidden[member.Place] != Suppression.None) && Fits(member.Place, By(sum, member));

    private int By(int sum, (int Place, int Sign) member) => _off[sum] > 0 ? -member.Sign : member.Sign;

    /// <summary>By how much more sums are wrong after a move.</summary>
    private int Wrong(int place, int by) => _sumsOf[place].Sum(m => Far(m.Sum, _off[m.Sum] + (m.Sign * by)) - Far(m.Sum, _off[m.Sum]));

    /// <summary>How far a sum is from what readers know of it, when its parts are too many by so much (too few when negative).</summary>
    private int Far(int sum, int off) => sums[sum].IsAtMost ? Math.Max(off, 0) : Math.Abs(off);

    private bool Fits(int place, int by) => counts[place] + by is var value && hidden[place] == Suppression.Small
        ? value is >= 0 and < SmallNumbers.Threshold
        : value >= SmallNumbers.Threshold;

    private static (int Sum, int Sign)[][] SumsOf(int places, IReadOnlyList<KnownSum> sums)
    {
        var of = Enumerable.Range(0, places).Select(_ => new List<(int Sum, int Sign)>()).ToArray();
        for (var at = 0; at < sums.Count; at++)
        {
            of[sums[at].Total].Add((at, -1));
            foreach (var part in sums[at].Parts)
                of[part].Add((at, 1));
        }

        return [.. of.Select(o => o.ToArray())];
    }

    private void Move(int place, int by)
    {
        _moved[place] += by;
        if (_moved[place] == 0)
            _path.Remove(place);
        else
            _path.Add(place);
        foreach (var (sum, sign) in _sumsOf[place])
        {
            _off[sum] += sign * by;
            if (Far(sum, _off[sum]) == 0)
                _unbalanced.Remove(sum);
            else
                _unbalanced.Add(sum);
        }
    }
}
