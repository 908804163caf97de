using Gateway.Persistence.Compartments;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore.Storage;

namespace Gateway.Persistence;

/// <summary>The database of this installation; one implementation per provider.</summary>
public interface IGatewayDatabase
{
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

    /// <summary>Writes a context's changes inside its transaction, checking concurrency tokens. Its entries stay as they are.</summary>
    Task WriteAsync(Microsoft.EntityFrameworkCore.DbContext changed, IDbContextTransaction transaction, CancellationToken cancellation);

    /// <summary>Whether a failed commit may succeed when everything is read and decided again.</summary>
    bool IsConflict(Exception exception);

    /// <summary>Brings the schema up to date. On an embedded database the caller holds the data folder, unless nothing is to be done.</summary>
    /// <returns>Names of the migrations applied.</returns>
    /// <exception cref="SchemaException">The schema is newer than this program; the message says what to do.</exception>
    Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellation);

    /// <summary>What is wrong with the schema, as a sentence that says what to do; null when it fits.</summary>
    Task<string?> SchemaProblemAsync(CancellationToken cancellation);
}

/// <summary>The schema does not fit this program.</summary>
/// <param name="message">A sentence that says what to do.</param>
public sealed class SchemaException(string message) : Exception(message);
