using System.Collections.Concurrent;
using System.Reflection;
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
    private static readonly ConcurrentDictionary<IEntityType, Table> Tables = new();

    private readonly SqliteConnection _connection = (SqliteConnection)store.Database.GetDbConnection();
    private readonly SqliteTransaction _transaction = (SqliteTransaction)transaction.GetDbTransaction();
    private readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);

    /// <summary>Writes every change; the context's entries stay as they are.</summary>
    /// <exception cref="DbUpdateConcurrencyException">A modified row is not as it was read.</exception>
    /// <exception cref="SqliteException">A unique index or another constraint refuses a row.</exception>
    internal void Write()
    {
        foreach (var entry in store.ChangeTracker.Entries())
        {
            switch (entry.State)
            {
                case EntityState.Added:
                    Insert(entry);
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

    private void Insert(EntityEntry entry)
    {
        var table = TableOf(entry.Metadata);
        if (!_statements.TryGetValue(table.Name, out var statement))
            _statements.Add(table.Name, statement = Prepare(table.InsertSql, table.Columns.Length));
        for (var i = 0; i < table.Columns.Length; i++)
            statement.Parameters[i].Value = table.Columns[i].Read(entry.Entity);
        statement.Command.ExecuteNonQuery();
    }

    private void Update(EntityEntry entry)
    {
        var table = TableOf(entry.Metadata);
        List<Column> set = [];
        List<(Column Column, object Original)> where = [];
        foreach (var column in table.Columns)
        {
            if (column.IsKey || column.IsToken)
                where.Add((column, column.Store(entry.Property(column.Property).OriginalValue)));
            if (!column.IsKey && entry.Property(column.Property).IsModified)
                set.Add(column);
        }

        if (set.Count == 0)
            return;
        var key = table.Name + ":" + string.Join(',', set.Select(c => c.Name));
        if (!_statements.TryGetValue(key, out var statement))
            _statements.Add(key, statement = Prepare(UpdateSql(table, set, where.ConvertAll(w => w.Column)), set.Count + where.Count));
        for (var i = 0; i < set.Count; i++)
            statement.Parameters[i].Value = set[i].Read(entry.Entity);
        for (var i = 0; i < where.Count; i++)
            statement.Parameters[set.Count + i].Value = where[i].Original;
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

    private static string UpdateSql(Table table, List<Column> set, List<Column> where)
    {
        var assignments = set.Select((c, i) => $"\"{c.Name}\" = @p{i}");
        var conditions = where.Select((c, i) => $"\"{c.Name}\" = @p{set.Count + i}");
        return $"UPDATE \"{table.Name}\" SET {string.Join(", ", assignments)} WHERE {string.Join(" AND ", conditions)}";
    }

    private static Table TableOf(IEntityType type) => Tables.GetOrAdd(type, Table.Of);

    private sealed record Statement(SqliteCommand Command, SqliteParameter[] Parameters);

    private sealed record Table(string Name, Column[] Columns, string InsertSql)
    {
        internal static Table Of(IEntityType type)
        {
            var name = type.GetTableName()!;
            var table = StoreObjectIdentifier.Table(name, type.GetSchema());
            var columns = type.GetProperties().Select(p => new Column(p, p.GetColumnName(table)!, p.IsPrimaryKey(), p.IsConcurrencyToken)).ToArray();
            var sql = $"INSERT INTO \"{name}\" ({string.Join(", ", columns.Select(c => $"\"{c.Name}\""))}) VALUES ({string.Join(", ", columns.Select((_, i) => $"@p{i}"))})";
            return new Table(name, columns, sql);
        }
    }

    private sealed class Column(IProperty property, string name, bool isKey, bool isToken)
    {
        private readonly PropertyInfo _clr = property.PropertyInfo!;
        private readonly Func<object?, object?>? _convert = property.GetTypeMapping().Converter?.ConvertToProvider;

        internal IProperty Property { get; } = property;
        internal string Name { get; } = name;
        internal bool IsKey { get; } = isKey;
        internal bool IsToken { get; } = isToken;

        internal object Read(object row) => Store(_clr.GetValue(row));

        internal object Store(object? value) => (value is null || _convert is null ? value : _convert(value)) ?? DBNull.Value;
    }
}
