using System.Text.Json;
using Gateway.Persistence.Audit;
using Npgsql;
using NpgsqlTypes;

namespace Gateway.Benchmarks.Pages;

/// <summary>
/// Makes many of a store's referrals out of few, table by table within the server. A copy has keys and hashes of its own, made from those of
/// its original and the number of the copy, so that what belongs together still does; and it came a little earlier.
/// </summary>
/// <param name="copies">Copies of each row; 256 at most.</param>
/// <param name="apart">How much earlier each copy came than the one before.</param>
internal sealed class ManyFold(int copies, TimeSpan apart)
{
    private static readonly string[] Tables = ["Submission", "Client", "ClientIdentifier", "Record", "Referral", "Decision", "Task", "Handover", "Delivery", "Disclosure"];

    private const string Functions =
        """
        CREATE FUNCTION pg_temp.nth(of bytea, n int) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$ SELECT set_byte(of, length(of) - 1, get_byte(of, length(of) - 1) # n) $$;
        CREATE FUNCTION pg_temp.nth(of uuid, n int) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$ SELECT encode(pg_temp.nth(uuid_send(of), n), 'hex')::uuid $$;
        """;

    /// <summary>Copies. The settings of the database are put back for whoever connects later.</summary>
    public async Task CopyAsync(string database, TrailKeys trail, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(cancellation);
        await RunAsync(connection, "SET synchronous_commit = off; SET maintenance_work_mem = '512MB'; SET work_mem = '64MB';" + Functions, cancellation);
        foreach (var table in Tables)
        {
            Progress.Said($"Copying {table}.");
            await WithoutIndexesAsync(connection, table, () => CopyAsync(connection, table, cancellation), cancellation);
        }

        Progress.Said($"Copying the audit trail.");
        await WithoutIndexesAsync(connection, "Audit", () => CopyAuditAsync(connection, trail, cancellation), cancellation);
        await RunAsync(connection, $"""UPDATE "Feed" SET "Last" = "Last" * {copies + 1} + {copies}, "Acknowledged" = "Last" * {copies + 1} + {copies}""", cancellation);
        await RunAsync(connection, "VACUUM (ANALYZE)", cancellation);
    }

    private async Task CopyAsync(NpgsqlConnection connection, string table, CancellationToken cancellation)
    {
        List<(string Name, string Type)> columns = [];
        await using (var command = Command(connection, "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = $1 AND table_schema = 'public' AND is_generated = 'NEVER' ORDER BY ordinal_position"))
        {
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = table });
            await using var row = await command.ExecuteReaderAsync(cancellation);
            while (await row.ReadAsync(cancellation))
                columns.Add((row.GetString(0), row.GetString(1)));
        }

        // Places in a feed are left free for the copies.
        if (columns.Exists(c => c.Name == "Position"))
            await RunAsync(connection, $"""UPDATE "{table}" SET "Position" = "Position" * {copies + 1} WHERE "Position" IS NOT NULL""", cancellation);
        await RunAsync(
            connection,
            $"INSERT INTO \"{table}\" ({string.Join(", ", columns.Select(c => $"\"{c.Name}\""))}) SELECT {string.Join(", ", columns.Select(c => Of(c.Name, c.Type)))} FROM \"{table}\" AS o CROSS JOIN generate_series(1, {copies}) AS n",
            cancellation);
    }

    private string Of(string column, string type) => type switch
    {
        "uuid" => $"pg_temp.nth(o.\"{column}\", n)",
        "bytea" when column.EndsWith("Hash", StringComparison.Ordinal) => $"pg_temp.nth(o.\"{column}\", n)",
        "timestamp with time zone" => FormattableString.Invariant($"o.\"{column}\" - n * interval '{apart.TotalSeconds:0.###} seconds'"),
        "bigint" when column == "Position" => "o.\"Position\" + n",
        _ => $"o.\"{column}\"",
    };

    /// <summary>Entries of the audit trail have a digest over what they say, so that they are made here.</summary>
    private async Task CopyAuditAsync(NpgsqlConnection connection, TrailKeys trail, CancellationToken cancellation)
    {
        List<(Guid Id, DateTimeOffset At, string Kind, string Actor, Guid Subject, JsonElement? Detail, int Period)> entries = [];
        await using (var command = Command(connection, """SELECT "Id", "At", "Kind", "Actor", "SubjectId", "Detail", "Period" FROM "Audit" ORDER BY "Id" """))
        await using (var row = await command.ExecuteReaderAsync(cancellation))
        {
            while (await row.ReadAsync(cancellation))
                entries.Add((row.GetGuid(0), row.GetFieldValue<DateTimeOffset>(1), row.GetString(2), row.GetString(3), row.GetGuid(4), await row.IsDBNullAsync(5, cancellation) ? null : JsonDocument.Parse(row.GetString(5)).RootElement, row.GetInt32(6)));
        }

        await using var import = await connection.BeginBinaryImportAsync("""COPY "Audit" ("Id", "At", "Kind", "Actor", "SubjectId", "Detail", "Digest", "Period") FROM STDIN (FORMAT BINARY)""", cancellation);
        foreach (var entry in entries)
        {
            for (var n = copies; n > 0; n--)
            {
                var made = AuditEntry.Of(trail, Nth(entry.Id, n), entry.At - (n * apart), entry.Kind, entry.Actor, Nth(entry.Subject, n), entry.Detail);
                await import.StartRowAsync(cancellation);
                await import.WriteAsync(made.Id, NpgsqlDbType.Uuid, cancellation);
                await import.WriteAsync(made.At, NpgsqlDbType.TimestampTz, cancellation);
                await import.WriteAsync(made.Kind, cancellation);
                await import.WriteAsync(made.Actor, cancellation);
                await import.WriteAsync(made.SubjectId, NpgsqlDbType.Uuid, cancellation);
                if (made.Detail is { } detail)
                    await import.WriteAsync(detail, cancellation);
                else
                    await import.WriteNullAsync(cancellation);
                await import.WriteAsync(made.Digest, cancellation);
                await import.WriteAsync(entry.Period, cancellation);
            }
        }

        await import.CompleteAsync(cancellation);
    }

    /// <summary>The key of a copy, as the server makes it.</summary>
    internal static Guid Nth(Guid of, int n)
    {
        var bytes = of.ToByteArray(bigEndian: true);
        bytes[^1] ^= (byte)n;
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>Indexes are made anew behind the rows: that takes less time than a million rows one by one.</summary>
    private static async Task WithoutIndexesAsync(NpgsqlConnection connection, string table, Func<Task> write, CancellationToken cancellation)
    {
        List<(string Name, string Definition)> indexes = [];
        await using (var command = Command(connection, "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = $1 AND schemaname = 'public' AND indexname NOT LIKE 'PK\\_%'"))
        {
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = table });
            await using var row = await command.ExecuteReaderAsync(cancellation);
            while (await row.ReadAsync(cancellation))
                indexes.Add((row.GetString(0), row.GetString(1)));
        }

        foreach (var (name, _) in indexes)
            await RunAsync(connection, $"DROP INDEX \"{name}\"", cancellation);
        await write();
        foreach (var (_, definition) in indexes)
            await RunAsync(connection, definition, cancellation);
    }

    private static async Task RunAsync(NpgsqlConnection connection, string statements, CancellationToken cancellation)
    {
        await using var command = Command(connection, statements);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string statements) => new(statements, connection) { CommandTimeout = 1_800 };
}
