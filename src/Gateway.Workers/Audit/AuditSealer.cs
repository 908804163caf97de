using System.Globalization;
using System.Text;
using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Audit;
using Gateway.Persistence.Files;
using Gateway.Persistence.Work;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Workers.Audit;

/// <summary>
/// Seals the audit trail and notes each head in a file of this process's own. It runs in every process; a lease lets one
/// of them do it, and its fencing number is checked in the sealing transaction.
/// </summary>
internal sealed partial class AuditSealer(
    AuditChain chain, ILeases leases, IGatewayDatabase database, Installation installation, IOptions<AuditOptions> options,
    [FromKeyedServices(PersistenceRegistration.Machine)] TimeProvider machine, ILogger<AuditSealer> logger) : BackgroundService
{
    private readonly RecurringWork _recurring = new(leases, "audit-sealer", machine);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await _recurring.GiveUpAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await installation.WhenOpenAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await _recurring.LeaseAsync(stoppingToken) is { } lease && await SealAsync(lease, stoppingToken))
                {
                }
            }
            catch (LeaseLostException)
            {
                _recurring.Lost();
            }
            catch (Exception e) when (e is not OperationCanceledException && !database.IsConflict(e))
            {
                Log.Failed(logger, e.GetType().Name);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // A commit whose answer was lost had happened: the next round sees it.
            }

            await machine.PauseAsync(options.Value.SealEvery, stoppingToken);
        }
    }

    private async Task<bool> SealAsync(Lease lease, CancellationToken cancellation)
    {
        if (await chain.SealAsync(options.Value.EntriesPerSeal, lease, cancellation) is not { } seal)
            return false;
        if (options.Value.HeadsFile.Length > 0)
        {
            await NoteAsync(string.Create(CultureInfo.InvariantCulture, $"{seal.Number} {Convert.ToHexStringLower(seal.Root)} {seal.SealedAt:O} {Convert.ToBase64String(seal.Signature)}"));
        }

        return seal.Last != Guid.AllBitsSet;
    }

    /// <summary>
    /// Processes may share the file: one appends at a time, and a head is not lost because another is just being noted, nor
    /// because the process is stopping: the seal stands already.
    /// </summary>
    private async Task NoteAsync(string head)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                DurableFiles.Here.AppendLine(options.Value.HeadsFile, Encoding.ASCII.GetBytes(head));
                return;
            }
            catch (IOException) when (attempt < 100)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), machine, CancellationToken.None);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1301, LogLevel.Error, "The audit trail could not be sealed ({Exception}); trying again shortly.")]
        public static partial void Failed(ILogger logger, string exception);
    }
}
