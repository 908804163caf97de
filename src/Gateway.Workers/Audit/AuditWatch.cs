using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Audit;
using Gateway.Persistence.Operating;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Workers.Audit;

/// <summary>
/// Verifies the audit chain now and then (<c>Gateway:Audit:VerifyEvery</c>) and writes down what it found: a chain that
/// does not hold wakes somebody, and a data protection officer sees when it last held.
/// </summary>
internal sealed partial class AuditWatch(
    AuditChain chain, ILeases leases, UnitsOfWork units, Installation installation, IOptions<AuditOptions> options,
    [FromKeyedServices(PersistenceRegistration.Machine)] TimeProvider machine, ILogger<AuditWatch> logger) : BackgroundService
{
    private static readonly TimeSpan FirstAfter = TimeSpan.FromMinutes(1);

    private readonly RecurringWork _recurring = new(leases, "audit-watch", machine);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await _recurring.GiveUpAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await installation.WhenOpenAsync(stoppingToken);
        var pause = options.Value.VerifyEvery < FirstAfter ? options.Value.VerifyEvery : FirstAfter;
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(pause, machine, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = options.Value.VerifyEvery;
            try
            {
                if (!stoppingToken.IsCancellationRequested && await _recurring.LeaseAsync(stoppingToken) is not null)
                    await VerifyAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.Failed(logger, e.GetType().Name);
            }
        }
    }

    private async Task VerifyAsync(CancellationToken cancellation)
    {
        var heads = options.Value.HeadsFile.Length > 0 ? AuditOptions.ReadHeads(options.Value.HeadsFile) : null;
        var found = await chain.VerifyAsync(heads, cancellation);
        if (found.Broken is { } broken)
            Log.Broken(logger, broken);
        await units.RunAsync(
            async unit =>
            {
                await AuditNote.WriteAsync(unit, found, cancellation);
                return true;
            },
            cancellation);
    }

    private static partial class Log
    {
        [LoggerMessage(1303, LogLevel.Critical, "The audit chain does not hold: {Broken}")]
        public static partial void Broken(ILogger logger, string broken);

        [LoggerMessage(1304, LogLevel.Warning, "The audit chain could not be verified ({Exception}); trying again later.")]
        public static partial void Failed(ILogger logger, string exception);
    }
}
