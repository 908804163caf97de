using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Gateway.Persistence;

/// <summary>
/// One transaction under the provider's execution strategy. A server database ends transactions at will (deadlock,
/// restart, lost connection), and the strategy then runs the work again from its beginning.
/// </summary>
/// <remarks>
/// When the connection breaks while the commit is under way, nobody knows whether it happened. Then the store is asked
/// for something that only this transaction can have written; only when it is not there the work runs again. A commit
/// that still happens after that question is found too: what the work writes is unique or conditional (keys made by the
/// gateway, version numbers, lease tokens), so that its second run conflicts instead of happening twice.
/// </remarks>
public static class GatewayTransaction
{
    /// <summary>Runs work in one transaction and commits it.</summary>
    /// <param name="database">Database.</param>
    /// <param name="store">Context whose transaction it is.</param>
    /// <param name="work">The work; it gives the same effects when run again, and throws to undo all.</param>
    /// <param name="happened">Asks the store whether the transaction is committed; null: nothing tells.</param>
    /// <param name="cancellation">Cancellation; a commit that was reached is not undone.</param>
    public static async Task<T> InTransactionAsync<T>(
        this IGatewayDatabase database, GatewayContext store, Func<IDbContextTransaction, Task<T>> work, Func<Task<bool>>? happened, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(work);
        using var turn = await database.EnterWriteAsync(cancellation);
        var attempt = new Attempt<T>();
        return await store.Database.CreateExecutionStrategy().ExecuteAsync(
            attempt,
            async (_, run, stop) =>
            {
                run.Committing = false;
                await using var transaction = await store.Database.BeginTransactionAsync(stop);
                run.Result = await work(transaction);
                run.Committing = true;
                await transaction.CommitAsync(CancellationToken.None);
                return run.Result;
            },
            async (_, run, _) => new ExecutionResult<T>(run.Committing && happened is not null && await happened(), run.Result),
            cancellation);
    }

    private sealed class Attempt<T>
    {
        internal bool Committing { get; set; }

        internal T Result { get; set; } = default!;
    }
}
