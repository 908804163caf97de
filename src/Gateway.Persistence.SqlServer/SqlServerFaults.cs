using System.Net.Sockets;
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

    /// <summary>The client's timeout and broken connections, and a server that starts, stops or has no room now.</summary>
    private static readonly int[] Absent = [-2, -1, 2, 53, 64, 121, 233, 258, 921, 922, 6005, 10053, 10054, 10060, 10061, 11001, 17142, 40197, 40501, 40613, 49918, 49919, 49920];

    /// <summary>Somebody else was first: a version, a unique key, a deadlock, a snapshot.</summary>
    internal static bool IsConflict(Exception exception) => Causes(exception).Any(e => e is DbUpdateConcurrencyException
        or SqlException { Number: UniqueIndex or UniqueConstraint or DeadlockVictim or SnapshotConflict or NoPassage });

    /// <summary>The server, or the way to it, is gone.</summary>
    internal static bool IsUnavailable(Exception exception) => !IsConflict(exception) && Causes(exception).Any(e => e switch
    {
        SqlException { Number: LoginFailed } => false,
        SqlException failed => failed.Class >= FatalClass || failed.Number == NoSuchDatabase || Absent.Contains(failed.Number),
        SocketException or TimeoutException or IOException => true,
        _ => false,
    });

    /// <summary>A sentence for the operator. It names no host, account or database: the connection string does.</summary>
    internal static string? Explain(Exception exception) => Causes(exception).OfType<SqlException>().FirstOrDefault() switch
    {
        { Number: LoginFailed } => "SQL Server refuses the account or the password. Correct both in Gateway:Database:ConnectionString.",
        { Number: NoSuchDatabase } =>
            "The database does not exist on this SQL Server, or this account may not open it. Create it empty, or name another in Gateway:Database:ConnectionString; the gateway creates none.",
        { Number: var number } when Denied.Contains(number) =>
            "SQL Server refuses this account what it needs. Let it use and create tables in its default schema and in the schema 'compartment' of this database.",
        _ => IsUnavailable(exception) ? "SQL Server does not answer. Start it, or correct the server in Gateway:Database:ConnectionString." : null,
    };

    private static IEnumerable<Exception> Causes(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
            yield return cause;
    }
}
