using System.Collections.Concurrent;
using Gateway.Persistence.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Gateway.Persistence.PostgreSql;

/// <summary>
/// Writes a context's added and changed rows with one statement per kind of row, its values in an array per column, and
/// all statements in one round trip. The number of statements, and with it what the server parses and plans, does not
/// grow with the number of rows.
/// </summary>
internal sealed class ArrayWrites(DbContext store, IDbContextTransaction transaction)
{
    private static readonly ConcurrentDictionary<RowTable, Shape> Shapes = new();

    /// <summary>Writes every change and every new row; the context's entries stay as they are.</summary>
    /// <exception cref="DbUpdateConcurrencyException">A changed row is not as it was read.</exception>
    /// <exception cref="PostgresException">A unique index or another constraint refuses a row.</exception>
    internal async Task WriteAsync(IReadOnlyCollection<object> made, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch((NpgsqlConnection)store.Database.GetDbConnection(), (NpgsqlTransaction)transaction.GetDbTransaction());
        List<(string Table, int Rows)> expected = [];
        var changes = store.ChangeTracker.Entries().Where(e => e.State is not EntityState.Unchanged).ToLookup(e => e.State);
        foreach (var rows in made.Concat(changes[EntityState.Added].Select(e => e.Entity)).GroupBy(r => r.GetType()))
            Insert(batch, RowTable.Of(store.Model.FindEntityType(rows.Key)!), [.. rows], expected);
        foreach (var rows in changes[EntityState.Modified].GroupBy(e => e.Metadata))
            Update(batch, RowTable.Of(rows.Key), rows, expected);
        if (changes[EntityState.Deleted].Any())
            throw new NotSupportedException("Rows are deleted set-wise, not through the change tracker.");
        if (batch.BatchCommands.Count == 0)
            return;
        await batch.ExecuteNonQueryAsync(cancellation);
        for (var i = 0; i < expected.Count; i++)
        {
            if ((int)batch.BatchCommands[i].RecordsAffected != expected[i].Rows)
                throw new DbUpdateConcurrencyException($"A row of {expected[i].Table} is not as it was read.");
        }
    }

    private static void Insert(NpgsqlBatch batch, RowTable table, List<object> rows, List<(string, int)> expected)
    {
        var shape = Shapes.GetOrAdd(table, t => new Shape(t));
        var command = new NpgsqlBatchCommand(shape.Insert);
        foreach (var column in table.Columns)
            command.Parameters.Add(ColumnArray.Of(column).ValuesOf(rows));
        batch.BatchCommands.Add(command);
        expected.Add((table.Name, rows.Count));
    }

    private static void Update(NpgsqlBatch batch, RowTable table, IEnumerable<EntityEntry> rows, List<(string, int)> expected)
    {
        var identity = table.Identity.ToList();
        foreach (var alike in rows.Select(r => (Row: r, Set: table.Changed(r))).Where(r => r.Set.Count > 0).GroupBy(r => string.Join(',', r.Set.Select(c => c.Name))))
        {
            var set = alike.First().Set;
            var changed = alike.Select(r => r.Row).ToList();
            var command = new NpgsqlBatchCommand(Shape.Update(table, identity, set));
            foreach (var column in identity)
                command.Parameters.Add(ColumnArray.Of(column).OriginalsOf(changed));
            foreach (var column in set)
                command.Parameters.Add(ColumnArray.Of(column).ValuesOf(changed.ConvertAll(e => e.Entity)));
            batch.BatchCommands.Add(command);
            expected.Add((table.Name, changed.Count));
        }
    }

    private sealed class Shape(RowTable table)
    {
        internal string Insert { get; } =
            $"INSERT INTO {NameOf(table)} ({string.Join(", ", table.Columns.Select(c => $"\"{c.Name}\""))}) SELECT * FROM unnest({string.Join(", ", table.Columns.Select((_, i) => $"${i + 1}"))})";

        internal static string Update(RowTable table, List<RowColumn> identity, IReadOnlyList<RowColumn> set)
        {
            var names = string.Join(", ", Enumerable.Range(1, identity.Count + set.Count).Select(i => $"v{i}"));
            var parameters = string.Join(", ", Enumerable.Range(1, identity.Count + set.Count).Select(i => $"${i}"));
            var assignments = string.Join(", ", set.Select((c, i) => $"\"{c.Name}\" = v.v{identity.Count + i + 1}"));
            var conditions = string.Join(" AND ", identity.Select((c, i) => $"t.\"{c.Name}\" = v.v{i + 1}"));
            return $"UPDATE {NameOf(table)} AS t SET {assignments} FROM unnest({parameters}) AS v({names}) WHERE {conditions}";
        }

        private static string NameOf(RowTable table) => table.Schema is { } schema ? $"\"{schema}\".\"{table.Name}\"" : $"\"{table.Name}\"";
    }
}
