using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.SqlServer;

/// <summary>What SQL Server's failures mean (its documentation, database engine errors).</summary>
internal static class SqlServerFaults
{
    /// <summary>Our own: two transactions waited for each other's passage.</summary>
    internal const int NoPassage = 51205;

    private const int UniqueIndex = 2601;
    private const int UniqueConstraint = 2627;
    private const int DeadlockVictim = 1205;
    private const int SnapshotConflict = 3960;
    private const int LoginFailed = 18456;
    private const int NoSuchDatabase = 4060;

    /// <summary>From this class on the server ends the connection.</summary>
    private const byte FatalClass = 20;

    /// <summary>Permission denied on an object, in the database, and to create tables or schemas.</summary>
    private static readonly int[] Denied = [229, 262, 297, 300, 2759, 2760];

    /// <summary>Execution or connection took longer than the client waits.</summary>
    private const int TimedOut = -2;

    /// <summary>Broken connections, and a server that starts, stops or has no room now.</summary>
    private static readonly int[] Absent = [-1, 2, 53, 64, 121, 233, 258, 921, 922, 6005, 10053, 10054, 10060, 10061, 11001, 17142, 40197, 40501, 40613, 49918, 49919, 49920];

    /// <summary>Somebody else was first: a version, a unique key, a deadlock, a snapshot.</summary>
    internal static bool IsConflict(Exception exception) => Causes(exception).Any(e => e is DbUpdateConcurrencyException
        or SqlException { Number: UniqueIndex or UniqueConstraint or DeadlockVictim or SnapshotConflict or NoPassage });

    /// <summary>
    /// No connection can be made, or it broke. A statement that takes too long or is cancelled on a live connection is the
    /// fault of the work, and I/O that is not the client's says nothing about the database.
    /// </summary>
    internal static bool IsUnavailable(Exception exception)
    {
        if (IsConflict(exception))
            return false;
        var causes = Causes(exception).ToList();
        return causes.OfType<SqlException>().FirstOrDefault() is { } failed
            ? IsAbsence(failed.Number, failed.Class, causes.Exists(ConnectionFaults.WhileConnecting))
            : causes.Exists(ConnectionFaults.WhileConnecting);
    }

    /// <summary>Whether an error means that the server, or the way to it, is gone.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="severity">Its class.</param>
    /// <param name="connecting">It was met while a connection was opened.</param>
    internal static bool IsAbsence(int number, byte severity, bool connecting) => number switch
    {
        LoginFailed => false,
        NoSuchDatabase => true,
        TimedOut => connecting,
        _ => severity >= FatalClass || Absent.Contains(number),
    };

    /// <summary>A statement took longer than the client waits for one. Trying it again at once would take as long again.</summary>
    internal static bool IsTimeOut(Exception exception) => !ConnectionFaults.WhileConnecting(exception) && exception is SqlException { Number: TimedOut } or TimeoutException;

    /// <summary>A sentence for the operator. It names no host, account or database: the connection string does.</summary>
    internal static string? Explain(Exception exception) => Causes(exception).FirstOrDefault(e => e is SqlException or NotSupportedException) switch
    {
        NotSupportedException => "The SQL Server client needs the system's culture data. Install ICU (libicu), and do not set DOTNET_SYSTEM_GLOBALIZATION_INVARIANT.",
        SqlException { Number: LoginFailed } => "SQL Server refuses the account or the password. Correct both in Gateway:Database:ConnectionString.",
        SqlException { Number: NoSuchDatabase } =>
            "The database does not exist on this SQL Server, or this account may not open it. Create it empty, or name another in Gateway:Database:ConnectionString; the gateway creates none.",
        SqlException { Number: var number } when Denied.Contains(number) =>
            "SQL Server refuses this account what it needs. Let it use and create tables in its default schema and in the schema 'compartment' of this database.",
        _ => IsUnavailable(exception) ? "SQL Server does not answer. Start it, or correct the server in Gateway:Database:ConnectionString." : null,
    };

    private static IEnumerable<Exception> Causes(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
            yield return cause;
    }
}
