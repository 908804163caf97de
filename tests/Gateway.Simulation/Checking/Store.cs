using Microsoft.Data.Sqlite;

namespace Gateway.Simulation.Checking;

/// <summary>Looks at the store past the gateway: plain SQL on a connection of its own, which sees what is committed.</summary>
internal sealed class Store : IDisposable
{
    private readonly SqliteConnection _connection;

    public Store(string file)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        _connection.Open();
    }

    /// <summary>Rows of a query.</summary>
    public List<object?[]> Rows(string sql, params object[] values)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
            command.Parameters.AddWithValue($"${i}", values[i] is Guid id ? id.ToByteArray(bigEndian: true) : values[i]);
        using var reader = command.ExecuteReader();
        List<object?[]> rows = [];
        while (reader.Read())
        {
            var row = new object?[reader.FieldCount];
            for (var i = 0; i < row.Length; i++)
                row[i] = reader.IsDBNull(i) ? null : reader.GetValue(i) is byte[] { Length: 16 } id ? new Guid(id, bigEndian: true) : reader.GetValue(i);
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>The first value of the first row; null: there is none.</summary>
    public object? One(string sql, params object[] values) => Rows(sql, values) is [var row, ..] ? row[0] : null;

    /// <summary>A count.</summary>
    public long Count(string sql, params object[] values) => (long)One(sql, values)!;

    public void Dispose() => _connection.Dispose();
}
