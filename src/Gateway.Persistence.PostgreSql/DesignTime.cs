using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Gateway.Persistence.PostgreSql;

/// <summary>Lets <c>dotnet ef migrations add</c> see the store's model.</summary>
internal sealed class DesignTimeStore : IDesignTimeDbContextFactory<PostgreSqlGatewayContext>
{
    public PostgreSqlGatewayContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgreSqlGatewayContext>().UseNpgsql("Host=design").Options);
}

/// <summary>Lets <c>dotnet ef migrations add</c> see the compartments' model.</summary>
internal sealed class DesignTimeCompartments : IDesignTimeDbContextFactory<PostgreSqlCompartmentContext>
{
    public PostgreSqlCompartmentContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgreSqlCompartmentContext>()
            .UseNpgsql("Host=design", postgres => postgres.MigrationsHistoryTable(PostgreSqlDatabase.CompartmentHistory)).Options);
}
