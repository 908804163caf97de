using Gateway.Core.Clients;
using Gateway.Core.Work;
using Gateway.Persistence.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Gateway.Store.Tests;

/// <summary>A provider's writer of rows, with something done around each set that it writes.</summary>
/// <param name="inner">The provider's own.</param>
/// <param name="around">Gets what is written, the transaction, and the write itself.</param>
internal sealed class WrappedWriter(RowWriter inner, Func<RowSet, IDbContextTransaction, Func<Task>, Task> around) : RowWriter
{
    public override Task WriteAsync(DbContext context, ISqlDialect dialect, RowSet rows, IDbContextTransaction transaction, CancellationToken cancellation) =>
        around(rows, transaction, () => inner.WriteAsync(context, dialect, rows, transaction, cancellation));

    protected override IEnumerable<Prepared> Insert(RowTable table, List<object> rows, ISqlDialect dialect) => throw new NotSupportedException();

    protected override IEnumerable<Prepared> Change(RowTable table, IReadOnlyList<RowColumn> set, List<RowChange> rows, ISqlDialect dialect) => throw new NotSupportedException();

    protected override IEnumerable<Prepared> Replace(RowTable table, List<ItemReplacement> items, ISqlDialect dialect) => throw new NotSupportedException();

    protected override IEnumerable<Prepared> Use(RowTable table, List<ClientSnapshot> clients, bool alone, ISqlDialect dialect) => throw new NotSupportedException();

    protected override IEnumerable<Prepared> Check(RowTable table, List<IVersioned> rows, ISqlDialect dialect) => throw new NotSupportedException();
}
