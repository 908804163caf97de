using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Gateway.Persistence.PostgreSql;

/// <summary>What PostgreSQL's failures mean (its manual, appendix A: error codes).</summary>
internal static class PostgreSqlFaults
{
    /// <summary>Somebody else was first: a version, a unique key, a deadlock, a serialization failure, a lock that was not to be waited for any longer.</summary>
    internal static bool IsConflict(Exception exception) => Causes(exception).Any(e => e is DbUpdateConcurrencyException
        or PostgresException { SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.LockNotAvailable });

    /// <summary>
    /// No connection can be made, or it broke. A statement that takes too long or is cancelled on a live connection is the
    /// fault of the work, and I/O that is not the driver's says nothing about the database.
    /// </summary>
    internal static bool IsUnavailable(Exception exception)
    {
        if (IsConflict(exception))
            return false;
        var causes = Causes(exception).ToList();
        return causes.OfType<PostgresException>().FirstOrDefault() is { } refused
            ? IsAbsence(refused.SqlState)
            : causes.Exists(e => ConnectionFaults.WhileConnecting(e) || e is NpgsqlException { InnerException: IOException or SocketException });
    }

    /// <summary>A statement took longer than the driver waits for one. Trying it again at once would take as long again.</summary>
    internal static bool IsTimeOut(Exception exception) =>
        !ConnectionFaults.WhileConnecting(exception) && exception is NpgsqlException { InnerException: TimeoutException };

    /// <summary>A sentence for the operator. It names no host, account or database: the connection string does.</summary>
    internal static string? Explain(Exception exception)
    {
        if (Causes(exception).OfType<PostgresException>().FirstOrDefault() is { } refused)
        {
            return refused.SqlState switch
            {
                PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
                    "PostgreSQL refuses the account or the password. Correct both in Gateway:Database:ConnectionString.",
                PostgresErrorCodes.InvalidCatalogName =>
                    "The database does not exist on this PostgreSQL server. Create it empty, or name another in Gateway:Database:ConnectionString; the gateway creates none.",
                PostgresErrorCodes.InsufficientPrivilege =>
                    "PostgreSQL refuses this account what it needs. Let it use and create tables in its default schema and in the schema 'compartment' of this database.",
                var state when IsAbsence(state) => "PostgreSQL takes no connection now. Wait until it has started, or see its log.",
                _ => null,
            };
        }

        return IsUnavailable(exception)
            ? "PostgreSQL does not answer. Start it, or correct host and port in Gateway:Database:ConnectionString."
            : null;
    }

    /// <summary>
    /// Connection exceptions (08), operator intervention (57P), no connection or no disk left: the server's state, not the
    /// statement's. A statement that asks for more memory than there is (53200) is not among them.
    /// </summary>
    private static bool IsAbsence(string state) =>
        state.StartsWith("08", StringComparison.Ordinal) || state.StartsWith("57P", StringComparison.Ordinal)
        || state is PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.DiskFull or PostgresErrorCodes.InvalidCatalogName;

    private static IEnumerable<Exception> Causes(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
            yield return cause;
    }
}
