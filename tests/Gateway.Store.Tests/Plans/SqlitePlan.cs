using System.Text.RegularExpressions;
using Gateway.Core.Reading;
using Microsoft.Data.Sqlite;

namespace Gateway.Store.Tests.Plans;

/// <summary>How SQLite runs a statement.</summary>
internal static partial class SqlitePlan
{
    /// <summary>Tables that stay small, whatever passes through the gateway.</summary>
    private static readonly string[] Small =
        ["Setting", "Feed", "PilotCount", "CapacityStatement", "ApiKey", "ProtectionKey", "Hold", "AuditSeal", "compartment_CompartmentKey", "__EFMigrationsHistory", "__CompartmentMigrations", "sqlite_master"];

    internal static IReadOnlyList<string> Of(SqliteConnection connection, Statement statement)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + statement.Sql;
        foreach (var parameter in statement.Parameters)
            command.Parameters.AddWithValue(parameter.ParameterName, DBNull.Value);
        using var rows = command.ExecuteReader();
        List<string> plan = [];
        while (rows.Read())
            plan.Add(rows.GetString(3));
        return plan;
    }

    /// <summary>Large tables that the plan reads from one end to the other.</summary>
    internal static IEnumerable<string> Scanned(IEnumerable<string> plan, string sql)
    {
        var names = Alias().Matches(sql).ToLookup(m => m.Groups["alias"].Value, m => m.Groups["table"].Value, StringComparer.Ordinal);
        foreach (var scanned in plan.Select(p => Scan().Match(p)).Where(m => m.Success).Select(m => m.Groups["name"].Value))
        {
            var table = names[scanned].FirstOrDefault() ?? scanned;
            if (sql.Contains($"\"{table}\"", StringComparison.Ordinal) && !Small.Contains(table, StringComparer.Ordinal))
                yield return table;
        }
    }

    [GeneratedRegex("^SCAN (?<name>\\w+)(?! VIRTUAL TABLE)\\b", RegexOptions.None, 1000)]
    private static partial Regex Scan();

    [GeneratedRegex("\"(?<table>\\w+)\" AS \"?(?<alias>\\w+)\"?", RegexOptions.None, 1000)]
    private static partial Regex Alias();
}
