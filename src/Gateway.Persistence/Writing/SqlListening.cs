using System.Data.Common;
using System.Diagnostics;

namespace Gateway.Persistence.Writing;

/// <summary>
/// Tells whoever listens which statements go to the database beside those of EF Core, which tells of its own in the same way.
/// Nobody listens in operation; a test that asks the database how it runs each statement does.
/// </summary>
public static class SqlListening
{
    /// <summary>Name of the diagnostic source. Each of its events is a <see cref="SqlStatement"/>.</summary>
    public const string Name = "Gateway.Persistence.Sql";

    private static readonly DiagnosticListener Listener = new(Name);

    internal static void Tell(DbConnection connection, string sql, DbParameterCollection parameters)
    {
        if (Listener.IsEnabled(Name))
            Listener.Write(Name, new SqlStatement(connection, sql, [.. parameters.Cast<DbParameter>()]));
    }
}

/// <summary>A statement that is about to run.</summary>
/// <param name="Connection">Connection.</param>
/// <param name="Sql">Its text.</param>
/// <param name="Parameters">Its parameters.</param>
public sealed record SqlStatement(DbConnection Connection, string Sql, IReadOnlyList<DbParameter> Parameters)
{
    /// <summary>Without the parameters: they hold data.</summary>
    public override string ToString() => Sql;
}
