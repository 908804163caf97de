using Gateway.Persistence;
using Gateway.Persistence.Keys;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Host.Composition;

/// <summary>
/// Prepares the store when the gateway starts. A server database that does not answer is asked again until it does: the
/// process stays, health says what is missing, and callers are told to come back. What only a person can put right (a
/// schema that does not fit, a wrong account, another master key) ends the process with one sentence.
/// </summary>
internal sealed partial class StorePreparation(
    IServiceProvider services, IGatewayDatabase database, Installation installation, IHostApplicationLifetime lifetime,
    [FromKeyedServices(PersistenceRegistration.Machine)] TimeProvider machine, ILogger<StorePreparation> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>What ended the process; null: nothing did.</summary>
    internal Exception? Fault { get; private set; }

    /// <summary>Tries once, before the process starts.</summary>
    /// <returns>False when the database does not answer and is worth waiting for.</returns>
    /// <exception cref="HostFault">Something that a person must put right.</exception>
    internal async Task<bool> TryAsync(CancellationToken cancellation)
    {
        try
        {
            await GatewayApplication.PrepareAsync(services, cancellation);
            return true;
        }
        catch (Exception e) when (database.IsUnavailable(e))
        {
            Log.Absent(logger, database.Explain(e) ?? e.GetType().Name);
            return false;
        }
        catch (Exception e) when (e is not (HostFault or SchemaException or MasterKeyException) && database.Explain(e) is { } sentence)
        {
            throw new HostFault(sentence);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!installation.IsOpen && !await TryAsync(stoppingToken))
                await Task.Delay(Pause, machine, stoppingToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Fault = e;
            lifetime.StopApplication();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3001, LogLevel.Warning, "{Sentence} Trying again every two seconds; nothing is taken in until then.")]
        public static partial void Absent(ILogger logger, string sentence);
    }
}
