using Gateway.Core.Operating;

namespace Gateway.Core.Reports;

/// <summary>
/// Every number of people that any report shows, each under a name that says what it counts, with the sums that readers know.
/// A number that stands in two reports has one name; so small numbers are hidden over all reports together, and what one report
/// hides no other shows.
/// </summary>
public sealed class ReportNumbers
{
    private readonly List<int> _counts = [];
    private readonly List<KnownSum> _sums = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    /// <summary>Adds a number.</summary>
    /// <param name="name">What it counts.</param>
    /// <param name="count">People.</param>
    /// <returns>The name.</returns>
    public string Put(string name, int count)
    {
        if (!_places.TryGetValue(name, out var place))
        {
            _places.Add(name, _counts.Count);
            _counts.Add(count);
        }
        else if (_counts[place] != count)
        {
            throw new InvalidOperationException($"Two numbers are called '{name}'.");
        }

        return name;
    }

    /// <summary>Says that a number is the sum of others.</summary>
    /// <param name="total">Name of the whole.</param>
    /// <param name="parts">Names of the parts.</param>
    public void Sum(string total, IEnumerable<string> parts)
    {
        List<int> places = [.. parts.Select(p => _places[p])];
        if (places.Count > 0)
            _sums.Add(new KnownSum(_places[total], places));
    }

    /// <summary>
    /// Says that a number is the sum of others and of some that no report shows, such as those of whom it is not known. Readers
    /// can subtract, so what is left over is a number too.
    /// </summary>
    /// <param name="total">Name of the whole.</param>
    /// <param name="parts">Names of the parts.</param>
    public void SumWithRest(string total, IReadOnlyList<string> parts)
    {
        // Numbers that contradict each other tell nothing, and neither do none.
        if (parts.Count > 0 && _counts[_places[total]] - parts.Sum(p => _counts[_places[p]]) is >= 0 and var rest)
            Sum(total, rest == 0 ? parts : [.. parts, Put($"{total}/rest of {_sums.Count}", rest)]);
    }

    /// <summary>
    /// Says that a number holds another, and those that were lost between the two. How many were lost is a number too; where nobody was,
    /// readers cannot know that as long as one of the two is hidden.
    /// </summary>
    /// <param name="total">Name of the step before.</param>
    /// <param name="part">Name of the step.</param>
    public void Step(string total, string part)
    {
        if (_counts[_places[total]] == _counts[_places[part]])
            _sums.Add(new KnownSum(_places[total], [_places[part]], IsAtMost: true));
        else
            SumWithRest(total, [part]);
    }

    /// <summary>Hides small numbers, and those from which they could be computed.</summary>
    /// <returns>Every number by its name, as it may be shown.</returns>
    public IReadOnlyDictionary<string, Cell> Suppress()
    {
        var hidden = SmallNumbers.Suppress(_counts, _sums);
        return _places.ToDictionary(p => p.Key, p => new Cell(hidden[p.Value] == Suppression.None ? _counts[p.Value] : null, hidden[p.Value]), StringComparer.Ordinal);
    }
}
