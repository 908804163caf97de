using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Compartments;
using Gateway.Persistence.Model;
using Gateway.Persistence.Work;
using Gateway.Persistence.Writing;
using Microsoft.EntityFrameworkCore.Storage;

namespace Gateway.Simulation.Running;

/// <summary>
/// The real store of a process, shared with the others. Whoever wants to write takes a turn first, so that others may come
/// between what it read and what it writes; from there to the commit the driver is synchronous, and nobody comes between.
/// </summary>
/// <param name="store">The database.</param>
/// <param name="committed">Called after each turn of writing, before anything else happens.</param>
internal sealed class SimulatedDatabase(IGatewayDatabase store, Action committed) : IGatewayDatabase
{
    private bool _writing;

    /// <summary>Processes share it, as they share a server.</summary>
    public bool IsShared => true;

    public ISqlDialect Dialect => store.Dialect;

    public RowWriter Writer => store.Writer;

    public TimeSpan? PauseBetweenRounds => TimeSpan.Zero;

    public GatewayContext Open() => store.Open();

    public CompartmentContext OpenCompartments() => store.OpenCompartments();

    public CompartmentContext OpenCompartments(GatewayContext within, IDbContextTransaction transaction) => store.OpenCompartments(within, transaction);

    public async Task<IDisposable> EnterWriteAsync(CancellationToken cancellation)
    {
        await Task.Yield();
        if (_writing)
            throw new InvalidOperationException("A transaction awaits something outside of the database: the simulator would run others inside it.");
        _writing = true;
        return new Writing(this);
    }

    public RowStatement? Pass(Passage passage) => store.Pass(passage);

    public IReadOnlyList<RowStatement> HoldAuditPeriod(bool alone) => store.HoldAuditPeriod(alone);

    public Task<IReadOnlyList<Guid>> ClaimAsync(GatewayContext context, WorkClaim claim, CancellationToken cancellation) => store.ClaimAsync(context, claim, cancellation);

    public bool IsConflict(Exception exception) => store.IsConflict(exception);

    public bool IsUnavailable(Exception exception) => store.IsUnavailable(exception);

    public string? Explain(Exception exception) => store.Explain(exception);

    public Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellation) => store.MigrateAsync(cancellation);

    public Task<string?> SchemaProblemAsync(CancellationToken cancellation) => store.SchemaProblemAsync(cancellation);

    private sealed class Writing(SimulatedDatabase database) : IDisposable
    {
        public void Dispose()
        {
            if (!database._writing)
                return;
            database._writing = false;
            database.Committed();
        }
    }

    private void Committed() => committed();
}
