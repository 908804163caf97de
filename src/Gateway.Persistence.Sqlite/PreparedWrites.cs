using Gateway.Persistence.Writing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Gateway.Persistence.Sqlite;

/// <summary>
/// Writes a context's added and modified rows with one prepared statement per kind of row, instead of a new command
/// per row. Tables, columns and conversions come from the model; concurrency tokens are checked like EF checks them.
/// </summary>
/// <remarks>
/// The model has no store-generated values, no foreign keys and no deletions of tracked rows; the writer relies on that.
/// </remarks>
internal sealed class PreparedWrites(DbContext store, IDbContextTransaction transaction) : IDisposable
{
    private readonly SqliteConnection _connection = (SqliteConnection)store.Database.GetDbConnection();
    private readonly SqliteTransaction _transaction = (SqliteTransaction)transaction.GetDbTransaction();
    private readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);

    /// <summary>Writes every change and every new row; the context's entries stay as they are.</summary>
    /// <exception cref="DbUpdateConcurrencyException">A modified row is not as it was read.</exception>
    /// <exception cref="SqliteException">A unique index or another constraint refuses a row.</exception>
    internal void Write(IReadOnlyCollection<object> made)
    {
        foreach (var row in made)
            Insert(store.Model.FindEntityType(row.GetType())!, row);
        foreach (var entry in store.ChangeTracker.Entries())
        {
            switch (entry.State)
            {
                case EntityState.Added:
                    Insert(entry.Metadata, entry.Entity);
                    break;
                case EntityState.Modified:
                    Update(entry);
                    break;
                case EntityState.Deleted:
                    throw new NotSupportedException("Rows are deleted set-wise, not through the change tracker.");
                default:
                    break;
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var statement in _statements.Values)
            statement.Command.Dispose();
    }

    private void Insert(IEntityType type, object row)
    {
        var table = RowTable.Of(type);
        if (!_statements.TryGetValue(table.Name, out var statement))
            _statements.Add(table.Name, statement = Prepare(InsertSql(table), table.Columns.Count));
        for (var i = 0; i < table.Columns.Count; i++)
            statement.Parameters[i].Value = table.Columns[i].ValueOf(row) ?? DBNull.Value;
        statement.Command.ExecuteNonQuery();
    }

    private void Update(EntityEntry entry)
    {
        var table = RowTable.Of(entry.Metadata);
        var set = table.Changed(entry);
        if (set.Count == 0)
            return;
        var identity = table.Identity.ToList();
        var key = table.Name + ":" + string.Join(',', set.Select(c => c.Name));
        if (!_statements.TryGetValue(key, out var statement))
            _statements.Add(key, statement = Prepare(UpdateSql(table, set, identity), set.Count + identity.Count));
        for (var i = 0; i < set.Count; i++)
            statement.Parameters[i].Value = set[i].ValueOf(entry.Entity) ?? DBNull.Value;
        for (var i = 0; i < identity.Count; i++)
            statement.Parameters[set.Count + i].Value = identity[i].OriginalOf(entry) ?? DBNull.Value;
        if (statement.Command.ExecuteNonQuery() != 1)
            throw new DbUpdateConcurrencyException($"A row of {table.Name} is not as it was read.");
    }

    private Statement Prepare(string sql, int parameters)
    {
        var command = _connection.CreateCommand();
        command.Transaction = _transaction;
        command.CommandText = sql;
        var bound = new SqliteParameter[parameters];
        for (var i = 0; i < parameters; i++)
            command.Parameters.Add(bound[i] = new SqliteParameter { ParameterName = "@p" + i.ToString(System.Globalization.CultureInfo.InvariantCulture) });
        return new Statement(command, bound);
    }

    private static string InsertSql(RowTable table) =>
        $"INSERT INTO \"{table.Name}\" ({string.Join(", ", table.Columns.Select(c => $"\"{c.Name}\""))}) VALUES ({string.Join(", ", table.Columns.Select((_, i) => $"@p{i}"))})";

    private static string UpdateSql(RowTable table, IReadOnlyList<RowColumn> set, List<RowColumn> identity)
    {
        var assignments = set.Select((c, i) => $"\"{c.Name}\" = @p{i}");
        var conditions = identity.Select((c, i) => $"\"{c.Name}\" = @p{set.Count + i}");
        return $"UPDATE \"{table.Name}\" SET {string.Join(", ", assignments)} WHERE {string.Join(" AND ", conditions)}";
    }

    private sealed record Statement(SqliteCommand Command, SqliteParameter[] Parameters);
}
