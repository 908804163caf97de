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
/// Verifies now and then (<c>Gateway:Audit:VerifyEvery</c>) what of the audit chain was sealed since, and writes down what
/// it found: a chain that does not hold wakes somebody, and a data protection officer sees when it last held. It runs in
/// every process; the note in the store says when the next verification is due, and a lease lets one process do it.
/// </summary>
internal sealed partial class AuditWatch(
    AuditChain chain, ILeases leases, UnitsOfWork units, Installation installation, IOptions<AuditOptions> options,
    [FromKeyedServices(PersistenceRegistration.Machine)] TimeProvider machine, ILogger<AuditWatch> logger) : BackgroundService
{
    private static readonly TimeSpan FirstAfter = TimeSpan.FromMinutes(1);

    /// <summary>Seals verified in one go; then the lease is prolonged and what was found written down.</summary>
    private const int SealsAtOnce = 200;

    private readonly RecurringWork _recurring = new(leases, "audit-watch", machine);
    private readonly NotedHeads? _heads = options.Value.HeadsFile.Length > 0 ? new NotedHeads(options.Value.HeadsFile) : null;

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
            await machine.PauseAsync(pause, stoppingToken);
            pause = options.Value.VerifyEvery;
            try
            {
                if (!stoppingToken.IsCancellationRequested)
                    pause = await VerifyWhenDueAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.Failed(logger, e.GetType().Name);
            }
        }
    }

    /// <summary>Verifies what was sealed since the last time, when that is due and no other process does it.</summary>
    /// <returns>Time until it is due again.</returns>
    internal async Task<TimeSpan> VerifyWhenDueAsync(CancellationToken cancellation)
    {
        var every = options.Value.VerifyEvery;
        if (await _recurring.LeaseAsync(cancellation) is null)
            return every;
        var note = await NoteAsync(cancellation);
        if (note is not null && note.At + every - machine.GetUtcNow() is { Ticks: > 0 } left)
            return left < every ? left : every;
        _heads?.ReadOn();
        var through = note?.Through;
        while (await _recurring.LeaseAsync(cancellation) is not null)
        {
            var step = await chain.VerifyFromAsync(through, _heads?.ByNumber, SealsAtOnce, cancellation);
            through = step.Through;
            if (_heads is { HasShrunk: true } && step.Found.Broken is null)
                step = step with { Found = step.Found with { Broken = "The file of heads became shorter: heads that were noted outside the database were removed." } };
            if (step.Found.Broken is { } broken)
                Log.Broken(logger, broken);
            await units.RunAsync(
                async unit =>
                {
                    await AuditNote.WriteAsync(unit, step.Found, through, cancellation);
                    return true;
                },
                cancellation);
            if (step.IsFinished)
                break;
        }

        _heads?.ForgetThrough(through?.Number ?? 0);
        return every;
    }

    private Task<AuditNote?> NoteAsync(CancellationToken cancellation) => units.RunAsync(unit => AuditNote.ReadAsync(unit.Store, cancellation), cancellation);

    private static partial class Log
    {
        [LoggerMessage(1303, LogLevel.Critical, "The audit chain does not hold: {Broken}")]
        public static partial void Broken(ILogger logger, string broken);

        [LoggerMessage(1304, LogLevel.Warning, "The audit chain could not be verified ({Exception}); trying again later.")]
        public static partial void Failed(ILogger logger, string exception);
    }
}
