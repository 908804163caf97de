using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Gateway.Persistence.SqlServer;

/// <summary>Waits out what passes by itself; a statement that took too long is not tried again, its caller decides.</summary>
internal sealed class SqlServerRetries(ExecutionStrategyDependencies dependencies, int most, TimeSpan longestPause)
    : SqlServerRetryingExecutionStrategy(dependencies, most, longestPause, errorNumbersToAdd: null)
{
    protected override bool ShouldRetryOn(Exception exception) => base.ShouldRetryOn(exception) && !SqlServerFaults.IsTimeOut(exception);
}
