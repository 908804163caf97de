using Gateway.Persistence.Compartments;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.PostgreSql;

/// <summary>The store on PostgreSQL, whose own UUID type sorts in byte order.</summary>
/// <param name="options">Options.</param>
public sealed class PostgreSqlGatewayContext(DbContextOptions<PostgreSqlGatewayContext> options) : GatewayContext(options)
{
    /// <inheritdoc />
    protected override bool NativeUuid => true;

    /// <inheritdoc />
    protected override Func<string, string>? Quoted => column => $"\"{column}\"";

    /// <inheritdoc />
    protected override string EndOfId => "substring(uuid_send(\"Id\") from 13)";

    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<string>().HaveConversion<StorableText>();
    }
}

/// <summary>The compartments on PostgreSQL, in a schema of their own.</summary>
/// <param name="options">Options.</param>
public sealed class PostgreSqlCompartmentContext(DbContextOptions<PostgreSqlCompartmentContext> options) : CompartmentContext(options)
{
    /// <inheritdoc />
    protected override bool NativeUuid => true;
}
