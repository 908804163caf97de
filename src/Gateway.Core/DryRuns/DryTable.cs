using Gateway.Core.Work;

namespace Gateway.Core.DryRuns;

/// <summary>Rows of one kind that a dry run keeps, found by what they are about: what a look costs does not grow with the number of rows.</summary>
/// <typeparam name="T">Kind of row.</typeparam>
/// <param name="names">What a row is found by.</param>
internal sealed class DryTable<T>(Func<T, IEnumerable<string>> names) where T : class, IVersioned
{
    private readonly Dictionary<Guid, T> _rows = [];
    private readonly Dictionary<string, SortedSet<Guid>> _byName = new(StringComparer.Ordinal);

    /// <summary>Rows that were handed out.</summary>
    internal int Looked { get; private set; }

    internal T? Find(Guid? id)
    {
        if (id is not { } key || !_rows.TryGetValue(key, out var row))
            return null;
        Looked++;
        return row;
    }

    /// <summary>Rows that are found by any of some names, in the order in which they were made.</summary>
    internal IReadOnlyList<T> Having(IEnumerable<string> any)
    {
        List<T> found = [.. any.SelectMany(name => _byName.GetValueOrDefault(name) ?? []).Distinct().Select(id => _rows[id])];
        Looked += found.Count;
        return found;
    }

    internal void Take(T row)
    {
        if (_rows.TryGetValue(row.Id, out var before))
        {
            foreach (var name in names(before))
                _byName[name].Remove(row.Id);
        }

        _rows[row.Id] = row;
        foreach (var name in names(row))
        {
            if (!_byName.TryGetValue(name, out var ids))
                _byName[name] = ids = [];
            ids.Add(row.Id);
        }
    }
}
