using System.Collections.Concurrent;
using Gateway.Core.Work;
using Gateway.Persistence.Writing;
using Npgsql;

namespace Gateway.Persistence.PostgreSql;

/// <summary>
/// Writes rows with one statement per kind of row, its values in an array per column. The number of statements, and with
/// it what the server parses and plans, does not grow with the number of rows.
/// </summary>
internal sealed class ArrayWriter : RowWriter
{
    private static readonly ConcurrentDictionary<RowTable, string> Inserts = new();

    protected override IEnumerable<Prepared> Insert(RowTable table, List<object> rows, ISqlDialect dialect)
    {
        yield return new Prepared(
            (parameters, _) =>
            {
                foreach (var column in table.Columns)
                    parameters.Add(ColumnArray.Of(column).ValuesOf(rows));
                return Inserts.GetOrAdd(table, InsertText);
            },
            rows.Count, Moved(table));
    }

    protected override IEnumerable<Prepared> Change(RowTable table, IReadOnlyList<RowColumn> set, List<RowChange> rows, ISqlDialect dialect)
    {
        var identity = table.Identity(rows[0]).ToList();
        yield return new Prepared(
            (parameters, _) =>
            {
                foreach (var column in identity)
                    parameters.Add(ColumnArray.Of(column).ValuesOf(rows.ConvertAll(r => r.Before)));
                foreach (var column in set)
                    parameters.Add(ColumnArray.Of(column).ValuesOf(rows.ConvertAll(r => r.After)));
                return UpdateText(table, identity, set);
            },
            rows.Count, Moved(table));
    }

    protected override IEnumerable<Prepared> Use(RowTable table, List<IVersioned> rows, ISqlDialect dialect)
    {
        var ordered = rows.OrderBy(r => r.Id).ToList();
        yield return new Prepared(
            (parameters, _) =>
            {
                parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. ordered.Select(r => r.Id)] });
                parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. ordered.Select(r => r.Version)] });
                return $"UPDATE {table.QuotedName} AS t SET \"Uses\" = t.\"Uses\" + 1 FROM unnest($1, $2) AS v(id, version) WHERE t.\"Id\" = v.id AND t.\"Version\" = v.version";
            },
            ordered.Count, Moved(table));
    }

    private static string InsertText(RowTable table) =>
        $"INSERT INTO {table.QuotedName} ({string.Join(", ", table.Columns.Select(c => $"\"{c.Name}\""))}) SELECT * FROM unnest({string.Join(", ", table.Columns.Select((_, i) => $"${i + 1}"))})";

    private static string UpdateText(RowTable table, List<RowColumn> identity, IReadOnlyList<RowColumn> set)
    {
        var names = string.Join(", ", Enumerable.Range(1, identity.Count + set.Count).Select(i => $"v{i}"));
        var parameters = string.Join(", ", Enumerable.Range(1, identity.Count + set.Count).Select(i => $"${i}"));
        var assignments = string.Join(", ", set.Select((c, i) => $"\"{c.Name}\" = v.v{identity.Count + i + 1}"));
        var conditions = string.Join(" AND ", identity.Select((c, i) => $"t.\"{c.Name}\" = v.v{i + 1}"));
        return $"UPDATE {table.QuotedName} AS t SET {assignments} FROM unnest({parameters}) AS v({names}) WHERE {conditions}";
    }
}

/// <summary>PostgreSQL: lists are arrays, keys its own type.</summary>
internal sealed class PostgreSqlDialect : ISqlDialect
{
    public bool HasArrays => true;

    public object? Value(object? value) => value switch
    {
        DateTimeOffset at => at.UtcDateTime,
        Enum number => Convert.ToInt32(number, System.Globalization.CultureInfo.InvariantCulture),
        // As texts are stored: one that could not be stored as it is is compared with what was stored instead.
        string text => StorableText.Of(text),
        string[] texts => Array.ConvertAll(texts, StorableText.Of),
        _ => value,
    };

    public SqlText Limit(int rows) => SqlText.Of(string.Create(System.Globalization.CultureInfo.InvariantCulture, $" LIMIT {rows}"));
}
