using System.Data.Common;
using System.Globalization;
using Gateway.Core.Clients;
using Gateway.Core.Work;

namespace Gateway.Persistence.Writing;

/// <summary>Writes rows with lists of values, a bounded number of parameters a statement: SQLite, SQL Server.</summary>
/// <param name="mostParameters">Parameters of one statement at most.</param>
/// <param name="mostRows">Rows of one statement at most.</param>
public sealed class ValuesWriter(int mostParameters, int mostRows) : RowWriter
{
    /// <inheritdoc />
    protected override IEnumerable<Prepared> Insert(RowTable table, List<object> rows, ISqlDialect dialect)
    {
        ArgumentNullException.ThrowIfNull(table);
        var fence = IndexFence.Of(table, rows);
        if (fence is not null)
            return Fenced(table, rows, fence);
        var head = $"INSERT INTO {table.QuotedName} ({string.Join(", ", table.Columns.Select(c => $"\"{c.Name}\""))}) VALUES ";
        return rows.Chunk(Math.Clamp(mostParameters / table.Columns.Count, 1, mostRows)).Select(chunk => new Prepared(
            (parameters, create) => head + string.Join(", ", chunk.Select(row => "(" + string.Join(", ", table.Columns.Select(c => c.InsertedAs ?? Add(parameters, create, c.ValueOf(row)))) + ")")),
            chunk.Length, Moved(table)));
    }

    /// <summary>The same as a query of rows, which gives none when the index key has turned.</summary>
    private IEnumerable<Prepared> Fenced(RowTable table, List<object> rows, string number)
    {
        var head = $"INSERT INTO {table.QuotedName} ({string.Join(", ", table.Columns.Select(c => $"\"{c.Name}\""))}) ";
        return rows.Chunk(Math.Clamp((mostParameters - 1) / table.Columns.Count, 1, mostRows)).Select(chunk => new Prepared(
            (parameters, create) =>
            {
                var condition = IndexFence.Condition(Add(parameters, create, number));
                return head + string.Join(" UNION ALL ", chunk.Select(row => "SELECT " + string.Join(", ", table.Columns.Select(c => c.InsertedAs ?? Add(parameters, create, c.ValueOf(row)))) + condition));
            },
            chunk.Length, IndexFence.Refused));
    }

    /// <inheritdoc />
    protected override IEnumerable<Prepared> Replace(RowTable table, List<ItemReplacement> items, ISqlDialect dialect)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(dialect);
        return items.Select(item => new Prepared(
            (parameters, create) =>
            {
                var assignments = string.Join(", ", table.Columns.Select(c => $"\"{c.Name}\" = {Add(parameters, create, c.ValueOf(item.After))}"));
                return $"UPDATE {table.QuotedName} SET {assignments} WHERE \"Id\" = {Add(parameters, create, dialect.Value(item.Held.Id))} AND \"LeaseToken\" = {Add(parameters, create, dialect.Value(item.Held.Token))} AND {NotParked}";
            },
            1, LeaseLost));
    }

    /// <inheritdoc />
    protected override IEnumerable<Prepared> Change(RowTable table, IReadOnlyList<RowColumn> set, List<RowChange> rows, ISqlDialect dialect)
    {
        ArgumentNullException.ThrowIfNull(table);
        var identity = table.Identity(rows[0]).ToList();
        return rows.Select(row => new Prepared(
            (parameters, create) =>
            {
                var assignments = string.Join(", ", set.Select(c => $"\"{c.Name}\" = {Add(parameters, create, c.ValueOf(row.After))}"));
                return $"UPDATE {table.QuotedName} SET {assignments} WHERE {string.Join(" AND ", identity.Select(c => $"\"{c.Name}\" = {Add(parameters, create, c.ValueOf(row.Before))}"))}";
            },
            1, Moved(table)));
    }

    /// <inheritdoc />
    protected override IEnumerable<Prepared> Use(RowTable table, List<ClientSnapshot> clients, bool alone, ISqlDialect dialect)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(dialect);
        return clients.Select(client => new Prepared(
            (parameters, create) => $"UPDATE {table.QuotedName} SET \"Uses\" = \"Uses\" + 1 WHERE {AsRead(client, parameters, create, dialect)}{(alone ? $" AND \"Uses\" = {Add(parameters, create, client.Uses)}" : "")}",
            1, Moved(table)));
    }

    /// <inheritdoc />
    protected override IEnumerable<Prepared> Check(RowTable table, List<IVersioned> rows, ISqlDialect dialect)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(dialect);
        return rows.Select(row => new Prepared(
            (parameters, create) => $"SELECT COUNT(*) FROM {table.QuotedName} WHERE {AsRead(row, parameters, create, dialect)}", 1, Moved(table), Counts: true));
    }

    private static string AsRead(IVersioned row, DbParameterCollection parameters, Func<DbParameter> create, ISqlDialect dialect) =>
        $"\"Id\" = {Add(parameters, create, dialect.Value(row.Id))} AND \"Version\" = {Add(parameters, create, row.Version)}";

    private static string Add(DbParameterCollection parameters, Func<DbParameter> create, object? value)
    {
        var parameter = create();
        parameter.ParameterName = "@p" + parameters.Count.ToString(CultureInfo.InvariantCulture);
        parameter.Value = value ?? DBNull.Value;
        parameters.Add(parameter);
        return parameter.ParameterName;
    }
}
