using Gateway.Persistence;
using Gateway.Persistence.PostgreSql;
using Gateway.Persistence.Sqlite;

namespace Gateway.Host.Composition;

/// <summary>Makes the database that the settings name.</summary>
internal static class DatabaseRegistration
{
    /// <exception cref="HostFault">The connection string cannot be read.</exception>
    internal static IGatewayDatabase Create(GatewaySettings settings)
    {
        var (provider, connection, batch) = settings.Database;
        try
        {
            return provider switch
            {
                DatabaseProvider.Sqlite => new SqliteDatabase(settings.DatabaseFile),
                DatabaseProvider.PostgreSql => new PostgreSqlDatabase(connection, batch),
                _ => throw new HostFault($"Gateway:Database:Provider is {provider}; this build knows Sqlite and PostgreSql."),
            };
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            // The driver's own text may quote the connection string, and with it a password.
            throw new HostFault($"Gateway:Database:ConnectionString cannot be read as a connection string of {provider}. Check its keywords and quotes.");
        }
    }
}
