using Gateway.Core.Work;

namespace Gateway.Persistence.Writing;

/// <summary>Everything a transaction writes, in the order in which it is written: statements, new rows, changed rows, rows relied on, checks.</summary>
public sealed class RowSet
{
    /// <summary>Statements that come first.</summary>
    public List<RowStatement> First { get; } = [];

    /// <summary>New rows of the model.</summary>
    public List<object> Inserts { get; } = [];

    /// <summary>Changed rows.</summary>
    public List<RowChange> Changes { get; } = [];

    /// <summary>Rows that a decision relied on: they must be as they were read, and are counted as used.</summary>
    public List<IVersioned> Uses { get; } = [];

    /// <summary>Statements that come last.</summary>
    public List<RowStatement> Last { get; } = [];

    /// <summary>Whether there is anything to do.</summary>
    public bool IsEmpty => First.Count + Inserts.Count + Changes.Count + Uses.Count + Last.Count == 0;
}

/// <summary>A changed row. Its version is raised by whoever writes it.</summary>
/// <param name="Before">As it was read.</param>
/// <param name="After">As it is to be.</param>
public sealed record RowChange(object Before, object After)
{
    /// <summary>
    /// Columns that must be as they were read, beside the row's key and concurrency tokens: for rows without a version, of
    /// which several write different parts.
    /// </summary>
    public IReadOnlyList<string> AsRead { get; init; } = [];
}

/// <summary>A statement of a transaction.</summary>
/// <param name="Sql">The statement: an update or delete, or a query that counts.</param>
/// <param name="Expected">
/// Rows it must change, or the number its query must give; null: any. Another number undoes the transaction with
/// <paramref name="Otherwise"/>.
/// </param>
/// <param name="Otherwise">Makes the exception.</param>
public sealed record RowStatement(SqlText Sql, int? Expected = null, Func<Exception>? Otherwise = null)
{
    /// <summary>The statement is a query that gives one number.</summary>
    public bool Counts { get; init; }
}
