using Gateway.Persistence.Compartments;
using Gateway.Persistence.Model;
using Gateway.Persistence.Steps;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Gateway.Persistence.Tests.Audit;

/// <summary>A database in which somebody else does something at a chosen moment.</summary>
internal sealed class InterruptedDatabase(IGatewayDatabase inner, int afterOpening, Func<Task> interruption) : IGatewayDatabase
{
    private int _opened;

    internal bool Interrupted { get; private set; }

    public bool IsShared => inner.IsShared;

    public GatewayContext Open()
    {
        if (++_opened == afterOpening)
        {
            Interrupted = true;
            interruption().GetAwaiter().GetResult();
        }

        return inner.Open();
    }

    public CompartmentContext OpenCompartments(GatewayContext within, IDbContextTransaction transaction) => inner.OpenCompartments(within, transaction);

    public CompartmentContext OpenCompartments() => inner.OpenCompartments();

    public Task WriteAsync(DbContext store, IDbContextTransaction transaction, CancellationToken cancellation) => inner.WriteAsync(store, transaction, cancellation);

    public Task<IDisposable> EnterWriteAsync(CancellationToken cancellation) => inner.EnterWriteAsync(cancellation);

    public Task<IReadOnlyList<Guid>> ClaimAsync(GatewayContext store, StepClaim claim, CancellationToken cancellation) => inner.ClaimAsync(store, claim, cancellation);

    public bool IsUnavailable(Exception exception) => inner.IsUnavailable(exception);

    public string? Explain(Exception exception) => inner.Explain(exception);

    public bool IsConflict(Exception exception) => inner.IsConflict(exception);

    public Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellation) => inner.MigrateAsync(cancellation);

    public Task<string?> SchemaProblemAsync(CancellationToken cancellation) => inner.SchemaProblemAsync(cancellation);
}
