using Gateway.Persistence.Compartments;
using Gateway.Persistence.Model;
using Gateway.Persistence.Work;
using Gateway.Persistence.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Gateway.Persistence;

/// <summary>The database of this installation; one implementation per provider.</summary>
public interface IGatewayDatabase
{
    /// <summary>
    /// Whether several processes work on it at once. The embedded database belongs to the process that holds the data
    /// folder; a server database is migrated by <c>migrate</c> only and never without a master key.
    /// </summary>
    bool IsShared { get; }

    /// <summary>A context of its own connection. Reads go through it at any time.</summary>
    GatewayContext Open();

    /// <summary>The compartments' context inside another context's transaction.</summary>
    CompartmentContext OpenCompartments(GatewayContext within, IDbContextTransaction transaction);

    /// <summary>The compartments' context on a connection of its own.</summary>
    CompartmentContext OpenCompartments();

    /// <summary>
    /// Waits for the right to write. SQLite has one writer and answers a second one with an error or a long stall,
    /// so writers of a process queue here; server databases let everyone through.
    /// </summary>
    Task<IDisposable> EnterWriteAsync(CancellationToken cancellation);

    /// <summary>
    /// How long the audit trail's open period is waited for to be closed. Whoever wants to write meanwhile waits too, so a
    /// process that stands still in a transaction must not be waited for.
    /// </summary>
    static TimeSpan LongestWaitForPeriod { get; } = TimeSpan.FromMilliseconds(300);

    /// <summary>How this database is spoken to.</summary>
    ISqlDialect Dialect { get; }

    /// <summary>Writes sets of rows.</summary>
    RowWriter Writer { get; }

    /// <summary>
    /// The statement by which a transaction passes, and holds the passage until its end: many pass together, or one alone.
    /// Where everybody reads what is committed, two that each check what the other is about to write miss each other; of
    /// two of which one passes alone, the later sees what the earlier wrote. With one writer there is nothing to do.
    /// </summary>
    RowStatement? Pass(Passage passage);

    /// <summary>
    /// The statements by which a transaction that writes audit entries holds the open period until its end, or, alone, waits
    /// until no transaction holds it, so that the period can be closed. That wait is short and then ends with a conflict:
    /// meanwhile nobody else can write. With one writer there is nothing to do.
    /// </summary>
    /// <param name="alone">To close the period.</param>
    IReadOnlyList<RowStatement> HoldAuditPeriod(bool alone);

    /// <summary>
    /// Claims due work items: one conditional update whose changed rows are the answer. Where several claim at once, none
    /// waits for another: steps that somebody else is claiming are passed over.
    /// </summary>
    /// <param name="store">The context to use; it has no transaction open.</param>
    /// <param name="claim">What to claim.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <returns>Ids of the work items claimed, in no particular order.</returns>
    Task<IReadOnlyList<Guid>> ClaimAsync(GatewayContext store, WorkClaim claim, CancellationToken cancellation);

    /// <summary>How long who met another's change waits before reading and deciding again; null: milliseconds, more each time and by chance.</summary>
    TimeSpan? PauseBetweenRounds => null;

    /// <summary>Whether a failed commit may succeed when everything is read and decided again.</summary>
    bool IsConflict(Exception exception);

    /// <summary>
    /// Whether the database did not answer, as opposed to refusing what it was asked: the work itself may be sound, and
    /// nobody must be blamed for it.
    /// </summary>
    bool IsUnavailable(Exception exception);

    /// <summary>What an operator can do about a failure, as a sentence without connection string or data; null when there is nothing to say.</summary>
    string? Explain(Exception exception);

    /// <summary>Brings the schema up to date. On an embedded database the caller holds the data folder, unless nothing is to be done.</summary>
    /// <returns>Names of the migrations applied.</returns>
    /// <exception cref="SchemaException">The schema is newer than this program; the message says what to do.</exception>
    Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellation);

    /// <summary>What is wrong with the schema, as a sentence that says what to do; null when it fits.</summary>
    Task<string?> SchemaProblemAsync(CancellationToken cancellation);
}
