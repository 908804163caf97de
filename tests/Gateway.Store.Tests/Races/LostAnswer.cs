using Gateway.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Gateway.Store.Tests.Races;

/// <summary>
/// A database whose first commit happens although its caller is told otherwise: the connection broke in between, and what
/// the caller then reads or writes meets its own rows.
/// </summary>
internal sealed class LostAnswer(IGatewayDatabase inner) : WrappedDatabase(inner)
{
    private bool _lost;

    public override async Task WriteAsync(DbContext changed, IReadOnlyCollection<object> made, IDbContextTransaction transaction, CancellationToken cancellation)
    {
        await base.WriteAsync(changed, made, transaction, cancellation);
        if (_lost)
            return;
        _lost = true;
        await transaction.CommitAsync(cancellation);
        throw new DbUpdateConcurrencyException("The answer was lost.");
    }
}
