using Microsoft.EntityFrameworkCore.Storage;
using Npgsql.EntityFrameworkCore.PostgreSQL;

namespace Gateway.Persistence.PostgreSql;

/// <summary>Waits out what passes by itself; a statement that took too long is not tried again, its caller decides.</summary>
internal sealed class PostgreSqlRetries(ExecutionStrategyDependencies dependencies, int most, TimeSpan longestPause)
    : NpgsqlRetryingExecutionStrategy(dependencies, most, longestPause, errorCodesToAdd: null)
{
    protected override bool ShouldRetryOn(Exception? exception) =>
        base.ShouldRetryOn(exception) && (exception is null || !PostgreSqlFaults.IsTimeOut(exception));
}
