using Gateway.Persistence.Compartments;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Sqlite;

/// <summary>The store on SQLite.</summary>
/// <param name="options">Options.</param>
public sealed class SqliteGatewayContext(DbContextOptions<SqliteGatewayContext> options) : GatewayContext(options);

/// <summary>The compartments on SQLite, which has no schemas: their tables bear a prefix.</summary>
/// <param name="options">Options.</param>
public sealed class SqliteCompartmentContext(DbContextOptions<SqliteCompartmentContext> options) : CompartmentContext(options)
{
    /// <inheritdoc />
    protected override bool HasSchemas => false;
}
