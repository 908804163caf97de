using Microsoft.Extensions.Configuration;

namespace Gateway.Host.Composition;

/// <summary>Which database the gateway works on.</summary>
public enum DatabaseProvider
{
    /// <summary>The embedded file in the data folder; one process.</summary>
    Sqlite,

    /// <summary>An existing SQL Server database; any number of processes.</summary>
    SqlServer,

    /// <summary>An existing PostgreSQL database; any number of processes.</summary>
    PostgreSql,
}

/// <summary>The database (<c>Gateway:Database</c>).</summary>
/// <param name="Provider"><c>Provider</c>; default: the embedded file.</param>
/// <param name="ConnectionString"><c>ConnectionString</c> of a server database, as its driver reads it; empty for the embedded file.</param>
/// <param name="MaxBatchSize"><c>MaxBatchSize</c>: statements sent to a server together at most; null: the driver's own limit.</param>
public sealed record DatabaseSettings(DatabaseProvider Provider, string ConnectionString, int? MaxBatchSize)
{
    private const string Section = "Gateway:Database";

    /// <summary>The embedded file.</summary>
    public static DatabaseSettings Embedded { get; } = new(DatabaseProvider.Sqlite, "", null);

    /// <summary>Whether it is the embedded file.</summary>
    public bool IsEmbedded => Provider == DatabaseProvider.Sqlite;

    /// <summary>Reads and checks the settings.</summary>
    /// <exception cref="HostFault">A setting is wrong; the message says which and what to do, without the connection string.</exception>
    internal static DatabaseSettings Read(IConfiguration configuration)
    {
        var name = configuration[Section + ":Provider"];
        if (!Enum.TryParse<DatabaseProvider>(name is { Length: > 0 } ? name : nameof(DatabaseProvider.Sqlite), ignoreCase: true, out var provider) || !Enum.IsDefined(provider))
            throw new HostFault($"{Section}:Provider is '{name}'; give one of {string.Join(", ", Enum.GetNames<DatabaseProvider>())}.");
        var connection = configuration[Section + ":ConnectionString"] ?? "";
        if (provider == DatabaseProvider.Sqlite && connection.Length > 0)
            throw new HostFault($"{Section}:ConnectionString is set, but the embedded database lies in the data folder. Remove it, or name SqlServer or PostgreSql in {Section}:Provider.");
        if (provider != DatabaseProvider.Sqlite && connection.Length == 0)
            throw new HostFault($"{Section}:Provider is {provider}; give the connection string of an existing database in {Section}:ConnectionString.");
        return new DatabaseSettings(provider, connection, BatchSize(configuration[Section + ":MaxBatchSize"]));
    }

    private static int? BatchSize(string? text)
    {
        if (text is not { Length: > 0 })
            return null;
        return int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var size) && size is >= 1 and <= 10_000
            ? size
            : throw new HostFault($"{Section}:MaxBatchSize is '{text}'; give a whole number from 1 to 10000, or leave it out.");
    }
}
