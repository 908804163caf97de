using Gateway.Persistence.Compartments;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.SqlServer;

/// <summary>The store on SQL Server. Its own UUID type sorts oddly, so keys are sixteen bytes.</summary>
/// <param name="options">Options.</param>
public sealed class SqlServerGatewayContext(DbContextOptions<SqlServerGatewayContext> options) : GatewayContext(options)
{
    /// <inheritdoc />
    protected override Func<string, string>? Quoted => column => $"[{column}]";

    /// <inheritdoc />
    protected override string EndOfId => "SUBSTRING([Id], 13, 4)";

    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        Texts.CompareByCode(configurationBuilder);
    }
}

/// <summary>The compartments on SQL Server, in a schema of their own.</summary>
/// <param name="options">Options.</param>
public sealed class SqlServerCompartmentContext(DbContextOptions<SqlServerCompartmentContext> options) : CompartmentContext(options)
{
    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        Texts.CompareByCode(configurationBuilder);
    }
}

/// <summary>How texts are compared.</summary>
internal static class Texts
{
    /// <summary>
    /// Texts here are ids and codes: they are equal when every character is, as in the other databases, whatever collation
    /// the server's administrator chose for the database.
    /// </summary>
    internal static void CompareByCode(ModelConfigurationBuilder configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        configuration.Properties<string>().UseCollation("Latin1_General_100_BIN2");
    }
}
