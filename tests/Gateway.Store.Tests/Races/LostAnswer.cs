using Gateway.Persistence;
using Gateway.Persistence.Writing;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Store.Tests.Races;

/// <summary>
/// A database whose first commit happens although its caller is told otherwise: the connection broke in between, and what
/// the caller then reads or writes meets its own rows.
/// </summary>
internal sealed class LostAnswer(IGatewayDatabase inner) : WrappedDatabase(inner)
{
    private bool _lost;

    public override RowWriter Writer => new WrappedWriter(base.Writer, async (_, transaction, write) =>
    {
        await write();
        if (_lost)
            return;
        _lost = true;
        await transaction.CommitAsync(CancellationToken.None);
        throw new DbUpdateConcurrencyException("The answer was lost.");
    });
}
