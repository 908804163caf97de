using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Gateway.Persistence.SqlServer;

/// <summary>Lets <c>dotnet ef migrations add</c> see the store's model.</summary>
internal sealed class DesignTimeStore : IDesignTimeDbContextFactory<SqlServerGatewayContext>
{
    public SqlServerGatewayContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqlServerGatewayContext>().UseSqlServer("Server=design").Options);
}

/// <summary>Lets <c>dotnet ef migrations add</c> see the compartments' model.</summary>
internal sealed class DesignTimeCompartments : IDesignTimeDbContextFactory<SqlServerCompartmentContext>
{
    public SqlServerCompartmentContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqlServerCompartmentContext>()
            .UseSqlServer("Server=design", server => server.MigrationsHistoryTable(SqlServerDatabase.CompartmentHistory)).Options);
}
