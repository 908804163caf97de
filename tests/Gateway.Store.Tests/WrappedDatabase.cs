using Gateway.Persistence;
using Gateway.Persistence.Compartments;
using Gateway.Persistence.Model;
using Gateway.Persistence.Work;
using Gateway.Persistence.Writing;
using Microsoft.EntityFrameworkCore.Storage;

namespace Gateway.Store.Tests;

/// <summary>A database that a test looks over the shoulder of.</summary>
internal abstract class WrappedDatabase(IGatewayDatabase inner) : IGatewayDatabase
{
    public bool IsShared => inner.IsShared;

    public virtual GatewayContext Open() => inner.Open();

    public CompartmentContext OpenCompartments(GatewayContext within, IDbContextTransaction transaction) => inner.OpenCompartments(within, transaction);

    public CompartmentContext OpenCompartments() => inner.OpenCompartments();

    public ISqlDialect Dialect => inner.Dialect;

    public virtual RowWriter Writer => inner.Writer;

    public virtual Task<IDisposable> EnterWriteAsync(CancellationToken cancellation) => inner.EnterWriteAsync(cancellation);

    public virtual RowStatement? Pass(Passage passage) => inner.Pass(passage);

    public virtual IReadOnlyList<RowStatement> HoldAuditPeriod(bool alone) => inner.HoldAuditPeriod(alone);

    public Task<IReadOnlyList<Guid>> ClaimAsync(GatewayContext store, WorkClaim claim, CancellationToken cancellation) => inner.ClaimAsync(store, claim, cancellation);

    public bool IsConflict(Exception exception) => inner.IsConflict(exception);

    public virtual bool IsUnavailable(Exception exception) => inner.IsUnavailable(exception);

    public string? Explain(Exception exception) => inner.Explain(exception);

    public Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellation) => inner.MigrateAsync(cancellation);

    public Task<string?> SchemaProblemAsync(CancellationToken cancellation) => inner.SchemaProblemAsync(cancellation);
}
