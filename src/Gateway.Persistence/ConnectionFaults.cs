using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Gateway.Persistence;

/// <summary>
/// Remembers of an exception that no connection could be made. A driver says "time-out" for a server that cannot be
/// reached and for a statement that takes too long; only the place where it is thrown tells the two apart.
/// </summary>
public sealed class ConnectionFaults : DbConnectionInterceptor
{
    private const string Mark = "gateway.connecting";

    /// <summary>For every context.</summary>
    public static ConnectionFaults Noted { get; } = new();

    /// <summary>Whether the exception was thrown while a connection was opened.</summary>
    public static bool WhileConnecting(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return exception.Data.Contains(Mark);
    }

    /// <summary>Opens a connection outside a context.</summary>
    /// <param name="open">Opens it.</param>
    /// <returns>The connection.</returns>
    public static async Task<T> NotedAsync<T>(Func<Task<T>> open)
    {
        ArgumentNullException.ThrowIfNull(open);
        try
        {
            return await open();
        }
        catch (Exception e)
        {
            Note(e);
            throw;
        }
    }

    /// <summary>Marks an exception as thrown while a connection was opened.</summary>
    public static void Note(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        exception.Data[Mark] = true;
    }

    /// <inheritdoc />
    public override void ConnectionFailed(DbConnection connection, ConnectionErrorEventData eventData) =>
        Note((eventData ?? throw new ArgumentNullException(nameof(eventData))).Exception);

    /// <inheritdoc />
    public override Task ConnectionFailedAsync(DbConnection connection, ConnectionErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        ConnectionFailed(connection, eventData);
        return Task.CompletedTask;
    }
}
