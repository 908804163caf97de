using Gateway.Core.Clients;
using Gateway.Core.Work;

namespace Gateway.Persistence.Writing;

/// <summary>Everything a transaction writes, in the order in which it is written: statements, new rows, changed rows, rows relied on, checks.</summary>
public sealed class RowSet
{
    /// <summary>Statements that come first.</summary>
    public List<RowStatement> First { get; } = [];

    /// <summary>Work items that are done, whose rows become new work items.</summary>
    public List<ItemReplacement> Replacements { get; } = [];

    /// <summary>New rows of the model.</summary>
    public List<object> Inserts { get; } = [];

    /// <summary>Changed rows.</summary>
    public List<RowChange> Changes { get; } = [];

    /// <summary>Clients that a decision relied on: they must be as they were read, and are counted as used.</summary>
    public List<ClientUse> Uses { get; } = [];

    /// <summary>Other rows that a decision relied on: they must be as they were read. They are looked at when the uses are counted.</summary>
    public List<IVersioned> Checks { get; } = [];

    /// <summary>Statements that come last.</summary>
    public List<RowStatement> Last { get; } = [];

    /// <summary>Whether there is anything to do.</summary>
    public bool IsEmpty => First.Count + Replacements.Count + Inserts.Count + Changes.Count + Uses.Count + Checks.Count + Last.Count == 0;
}

/// <summary>A work item that is held under a lease.</summary>
/// <param name="Id">The item.</param>
/// <param name="Token">The lease.</param>
public sealed record HeldItem(Guid Id, Guid Token);

/// <summary>A work item that is done, and the new one that takes its row: one row written instead of one deleted and one inserted.</summary>
/// <param name="Held">The one that is done; it must still be held.</param>
/// <param name="After">The new one, with its own id.</param>
public sealed record ItemReplacement(HeldItem Held, WorkItem After);

/// <summary>A client that a decision relied on.</summary>
/// <param name="Client">As it was read.</param>
/// <param name="Alone">Nobody else may have used it since.</param>
public sealed record ClientUse(ClientSnapshot Client, bool Alone);

/// <summary>A changed row. Its version is raised by whoever writes it.</summary>
/// <param name="Before">As it was read.</param>
/// <param name="After">As it is to be.</param>
public sealed record RowChange(object Before, object After);

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
