using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Gateway.Persistence.Sqlite;

/// <summary>Lets <c>dotnet ef migrations add</c> see the store's model.</summary>
internal sealed class DesignTimeStore : IDesignTimeDbContextFactory<SqliteGatewayContext>
{
    public SqliteGatewayContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteGatewayContext>().UseSqlite("Data Source=design.db").Options);
}

/// <summary>Lets <c>dotnet ef migrations add</c> see the compartments' model.</summary>
internal sealed class DesignTimeCompartments : IDesignTimeDbContextFactory<SqliteCompartmentContext>
{
    public SqliteCompartmentContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteCompartmentContext>().UseSqlite("Data Source=design.db").Options);
}
