using System.Text.Json;
using Gateway.Core.Reading;
using Npgsql;

namespace Gateway.Store.Tests.Plans;

/// <summary>
/// How PostgreSQL runs a statement when it may not simply read small tables from one end to the other. The tables of a
/// test are small; without this, no index would ever be worth while.
/// </summary>
internal static class PostgreSqlPlan
{
    /// <summary>Tables that stay small, whatever passes through the gateway.</summary>
    private static readonly string[] Small = ["Setting", "Feed", "PilotCount", "CapacityStatement", "ApiKey", "ProtectionKey", "Hold", "AuditSeal", "CompartmentKey", "__EFMigrationsHistory", "__CompartmentMigrations"];

    /// <summary>
    /// Puts some thousand rows of no meaning into every table that grows, none of them open work, and lets the planner count
    /// them: between small tables it may as well join by reading a whole index.
    /// </summary>
    internal static async Task FillAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(
            $"""
            DO $fill$
            DECLARE filled text; columns text; filling text;
            BEGIN
                FOR filled IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND NOT tablename IN ({string.Join(", ", Small.Select(t => $"'{t}'"))}) LOOP
                    SELECT string_agg(quote_ident(column_name), ', '), string_agg(
                        CASE data_type WHEN 'uuid' THEN 'gen_random_uuid()' WHEN 'bytea' THEN 'decode(md5(random()::text), ''hex'')' WHEN 'boolean' THEN 'true'
                            WHEN 'timestamp with time zone' THEN 'now() + i * interval ''1 day''' WHEN 'date' THEN 'current_date + i' WHEN 'integer' THEN '1000 + i'
                            WHEN 'bigint' THEN '1000 + i' ELSE '''planted-'' || i' END, ', ')
                        INTO columns, filling FROM information_schema.columns WHERE table_schema = 'public' AND table_name = filled AND is_identity = 'NO' AND is_generated = 'NEVER';
                    EXECUTE format('INSERT INTO %I (%s) SELECT %s FROM generate_series(1, 5000) AS i', filled, columns, filling);
                END LOOP;
            END $fill$;
            ANALYZE;
            """, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Every node of the plan that reads a table.</summary>
    internal static async Task<IReadOnlyList<Access>> OfAsync(NpgsqlConnection connection, Statement statement)
    {
        // Several rows are written in one text; they all look like the first.
        var first = statement.Sql.Split(";\n", 2, StringSplitOptions.None)[0];
        await using var command = new NpgsqlCommand("EXPLAIN (FORMAT JSON, COSTS OFF) " + first, connection);
        foreach (var parameter in statement.Parameters)
            command.Parameters.Add(((NpgsqlParameter)parameter).Clone());
        using var plan = JsonDocument.Parse((string)(await command.ExecuteScalarAsync())!);
        List<Access> read = [];
        Collect(plan.RootElement[0].GetProperty("Plan"), read);
        return read;
    }

    /// <summary>Large tables that are read without a condition on an index, other than an index of open work only.</summary>
    internal static IEnumerable<string> Scanned(IEnumerable<Access> plan, IReadOnlySet<string> partial) =>
        plan.Where(a => !Small.Contains(a.Table, StringComparer.Ordinal) && !a.Conditional && !(a.Index is { } index && partial.Contains(index)))
            .Select(a => $"{a.Table} ({a.Kind} {a.Index})");

    private static void Collect(JsonElement node, List<Access> read)
    {
        var kind = node.GetProperty("Node Type").GetString()!;
        if (node.TryGetProperty("Relation Name", out var table) && kind.EndsWith("Scan", StringComparison.Ordinal))
        {
            var conditional = kind == "Bitmap Heap Scan" || node.TryGetProperty("Index Cond", out _);
            read.Add(new Access(table.GetString()!, kind, node.TryGetProperty("Index Name", out var index) ? index.GetString() : null, conditional));
        }
        else if (kind == "Bitmap Index Scan")
        {
            read.Add(new Access("", kind, node.GetProperty("Index Name").GetString(), Conditional: true));
        }

        if (node.TryGetProperty("Plans", out var children))
        {
            foreach (var child in children.EnumerateArray())
                Collect(child, read);
        }
    }

    /// <summary>A node that reads a table.</summary>
    /// <param name="Table">Table; empty: an index that a bitmap is made from.</param>
    /// <param name="Kind">Kind of node.</param>
    /// <param name="Index">Index; null: none.</param>
    /// <param name="Conditional">Whether the index is entered with a condition.</param>
    internal sealed record Access(string Table, string Kind, string? Index, bool Conditional);
}
