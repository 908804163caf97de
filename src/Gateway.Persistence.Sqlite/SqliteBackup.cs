using Gateway.Persistence.Files;
using Microsoft.Data.Sqlite;

namespace Gateway.Persistence.Sqlite;

/// <summary>Copies the embedded database while a gateway works on it, with SQLite's online backup: the copy is the database at one moment.</summary>
public static class SqliteBackup
{
    /// <summary>Copies it. Writers are not held up: with the write-ahead log a reader sees the moment at which it began.</summary>
    /// <param name="from">The database's file.</param>
    /// <param name="to">A file that is not there yet.</param>
    /// <exception cref="IOException">It cannot be read, or the copy cannot be written.</exception>
    public static void Copy(string from, string to)
    {
        DurableFiles.MakeOwn(to);
        try
        {
            CopyPages(from, to);
        }
        catch (SqliteException e)
        {
            throw new IOException($"SQLite error {e.SqliteErrorCode}", e);
        }
    }

    /// <summary>Makes a copy one file, without a log beside it, that outlives a loss of power. It may have been read meanwhile.</summary>
    /// <param name="file">The copy; nobody has it open.</param>
    public static void Finish(string file)
    {
        using (var copy = Open(file, SqliteOpenMode.ReadWrite))
            Run(copy, "PRAGMA journal_mode=DELETE;");
        using var written = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        written.Flush(flushToDisk: true);
    }

    private static void CopyPages(string from, string to)
    {
        using var source = Open(from, SqliteOpenMode.ReadWrite);
        using var target = Open(to, SqliteOpenMode.ReadWriteCreate);
        source.BackupDatabase(target);
    }

    /// <summary>What SQLite finds wrong with a file; null: nothing. It reads the whole file.</summary>
    public static string? Problem(string file)
    {
        try
        {
            using var connection = Open(file, SqliteOpenMode.ReadOnly);
            return Run(connection, "PRAGMA quick_check(1);") is "ok" ? null : "its pages do not fit together";
        }
        catch (SqliteException e)
        {
            return $"SQLite cannot read it (error {e.SqliteErrorCode})";
        }
    }

    private static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false, DefaultTimeout = 30 }.ToString());
        connection.Open();
        return connection;
    }

    private static string? Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() as string;
    }
}
