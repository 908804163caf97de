namespace Gateway.Core.Work;

/// <summary>Rows of one kind as they were read, kept up to date with what earlier decisions of the same batch did to them.</summary>
/// <typeparam name="T">Kind of row.</typeparam>
public sealed class SnapshotSet<T> where T : class, IVersioned
{
    private readonly Dictionary<Guid, T> _rows;

    /// <summary>Takes rows as read; a row that was read twice counts once.</summary>
    public SnapshotSet(IEnumerable<T> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        _rows = [];
        foreach (var row in rows)
            _rows[row.Id] = row;
    }

    /// <summary>Every row.</summary>
    public IReadOnlyCollection<T> All => _rows.Values;

    /// <summary>A row; null when it was not there (any more) when the batch was read.</summary>
    public T? Find(Guid? id) => id is { } key ? _rows.GetValueOrDefault(key) : null;

    /// <summary>Adds a row that was read beside the others.</summary>
    public void Add(T row)
    {
        ArgumentNullException.ThrowIfNull(row);
        _rows.TryAdd(row.Id, row);
    }

    /// <summary>Takes over a row that a decision made or changed.</summary>
    internal void Take(T row) => _rows[row.Id] = row;
}
