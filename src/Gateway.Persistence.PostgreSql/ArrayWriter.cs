using System.Collections.Concurrent;
using Gateway.Core.Clients;
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
    private static readonly ConcurrentDictionary<RowTable, string> Replacements = new();

    protected override IEnumerable<Prepared> Insert(RowTable table, List<object> rows, ISqlDialect dialect)
    {
        var fence = IndexFence.Of(table, rows);
        yield return new Prepared(
            (parameters, _) =>
            {
                foreach (var column in Given(table))
                    parameters.Add(ColumnArray.Of(column).ValuesOf(rows));
                var text = Inserts.GetOrAdd(table, InsertText);
                if (fence is null)
                    return text;
                parameters.Add(new NpgsqlParameter<string> { TypedValue = fence });
                return text + IndexFence.Condition(FormattableString.Invariant($"${parameters.Count}"));
            },
            rows.Count, fence is null ? Moved(table) : IndexFence.Refused);
    }

    protected override IEnumerable<Prepared> Replace(RowTable table, List<ItemReplacement> items, ISqlDialect dialect)
    {
        yield return new Prepared(
            (parameters, _) =>
            {
                parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. items.Select(i => i.Held.Id)] });
                parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. items.Select(i => i.Held.Token)] });
                var rows = items.ConvertAll(object (i) => i.After);
                foreach (var column in table.Columns)
                    parameters.Add(ColumnArray.Of(column).ValuesOf(rows));
                return Replacements.GetOrAdd(table, ReplaceText);
            },
            items.Count, LeaseLost);
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

    protected override IEnumerable<Prepared> Use(RowTable table, List<ClientSnapshot> clients, bool alone, ISqlDialect dialect)
    {
        yield return new Prepared(
            (parameters, _) =>
            {
                AddAsRead(parameters, clients);
                if (alone)
                    parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. clients.Select(c => c.Uses)] });
                return $"UPDATE {table.QuotedName} AS t SET \"Uses\" = t.\"Uses\" + 1 FROM unnest($1, $2{(alone ? ", $3) AS v(id, version, uses)" : ") AS v(id, version)")} WHERE t.\"Id\" = v.id AND t.\"Version\" = v.version{(alone ? " AND t.\"Uses\" = v.uses" : "")}";
            },
            clients.Count, Moved(table));
    }

    protected override IEnumerable<Prepared> Check(RowTable table, List<IVersioned> rows, ISqlDialect dialect)
    {
        yield return new Prepared(
            (parameters, _) =>
            {
                AddAsRead(parameters, rows);
                return $"SELECT COUNT(*) FROM {table.QuotedName} AS t JOIN unnest($1, $2) AS v(id, version) ON t.\"Id\" = v.id AND t.\"Version\" = v.version";
            },
            rows.Count, Moved(table), Counts: true);
    }

    private static void AddAsRead(System.Data.Common.DbParameterCollection parameters, IReadOnlyCollection<IVersioned> rows)
    {
        parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. rows.Select(r => r.Id)] });
        parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. rows.Select(r => r.Version)] });
    }

    private static IEnumerable<RowColumn> Given(RowTable table) => table.Columns.Where(c => c.InsertedAs is null);

    private static string InsertText(RowTable table)
    {
        var found = table.Columns.Where(c => c.InsertedAs is not null).ToList();
        var names = Given(table).Concat(found).Select(c => $"\"{c.Name}\"");
        var parameters = Given(table).Select((_, i) => $"${i + 1}");
        return $"INSERT INTO {table.QuotedName} ({string.Join(", ", names)}) SELECT {string.Join(", ", found.Select(c => c.InsertedAs).Prepend("v.*"))} FROM unnest({string.Join(", ", parameters)}) AS v";
    }

    private static string ReplaceText(RowTable table)
    {
        var names = string.Join(", ", Enumerable.Range(1, table.Columns.Count + 2).Select(i => $"v{i}"));
        var parameters = string.Join(", ", Enumerable.Range(1, table.Columns.Count + 2).Select(i => $"${i}"));
        var assignments = string.Join(", ", table.Columns.Select((c, i) => $"\"{c.Name}\" = v.v{i + 3}"));
        return $"UPDATE {table.QuotedName} AS t SET {assignments} FROM unnest({parameters}) AS v({names}) WHERE t.\"Id\" = v.v1 AND t.\"LeaseToken\" = v.v2 AND t.{NotParked}";
    }

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

    public SqlText Limit(int rows, int skip = 0) => SqlText.Of(skip == 0 ? FormattableString.Invariant($" LIMIT {rows}") : FormattableString.Invariant($" LIMIT {rows} OFFSET {skip}"));

    public SqlText Seconds(string from, string to) => SqlText.Of($"EXTRACT(EPOCH FROM ({to} - {from}))");
}
