using Gateway.Core.Intake;
using Gateway.Persistence;
using Gateway.Persistence.Leases;
using Gateway.Persistence.Operating;
using Gateway.Persistence.Work;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Workers.Heartbeat;

/// <summary>
/// Sends a test record on its way now and then, and notes when it has come back: then silence of the agencies is not the
/// gateway's own. It goes through intake, the stages translation, referral, clocks and delivery, and the release in between.
/// It runs in every process; a lease lets one of them do it.
/// </summary>
/// <remarks>
/// One beat is on its way at a time, so that a stage that stands still is not flooded; one that does not come is given up
/// after as many intervals as make it late, and the next follows.
/// </remarks>
internal sealed partial class Pulse(
    IIntake intake, UnitsOfWork units, LeaseStore leases, Installation installation, IOptions<HeartbeatOptions> options,
    [FromKeyedServices(PersistenceRegistration.Machine)] TimeProvider machine, ILogger<Pulse> logger) : BackgroundService
{
    private static readonly TimeSpan Brisk = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan BriskFor = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(2);

    private readonly Turns _turns = new(leases, "heartbeat", machine);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await _turns.GiveUpAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await installation.WhenOpenAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = Slow;
            try
            {
                if (options.Value.Every == TimeSpan.Zero)
                {
                    await SwitchOffAsync(stoppingToken);
                    return;
                }

                if (await _turns.MineAsync(stoppingToken) is { } lease)
                    pause = PauseAfter(await BeatAsync(lease, stoppingToken));
            }
            catch (LeaseLostException)
            {
                _turns.Lost();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.Failed(logger, e.GetType().Name);
            }

            await Task.Delay(pause, machine, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<HeartbeatNote> BeatAsync(Lease lease, CancellationToken cancellation)
    {
        var note = await units.RunAsync(unit => LookAsync(unit, lease, cancellation), cancellation);
        if (!note.IsDue(machine.GetUtcNow()))
            return note;
        var (number, at) = (note.Number + 1, machine.GetUtcNow());
        if (await intake.AcceptAsync(Beat.Of(number), cancellation) is not IntakeResult.Accepted accepted)
            throw new InvalidOperationException("Intake refused the gateway's own test record.");
        return await units.RunAsync(
            async unit =>
            {
                var sent = (await HeartbeatNote.ReadAsync(unit.Store, cancellation) ?? note) with { Number = number, Submission = accepted.SubmissionId, SentAt = at };
                await sent.WriteAsync(unit, cancellation);
                unit.Inside(store => LeaseStore.HoldAsync(store, lease, cancellation));
                return sent;
            },
            cancellation);
    }

    /// <summary>An earlier start may have had it on: nobody is to wait for it now.</summary>
    private Task SwitchOffAsync(CancellationToken cancellation) => units.RunAsync(
        async unit =>
        {
            if (await HeartbeatNote.ReadAsync(unit.Store, cancellation) is not { } note || note.Every == TimeSpan.Zero)
                return false;
            await (note with { Every = TimeSpan.Zero }).WriteAsync(unit, cancellation);
            return true;
        },
        cancellation);

    /// <summary>Notes what has come through, and begins the notes.</summary>
    private async Task<HeartbeatNote> LookAsync(UnitOfWork unit, Lease lease, CancellationToken cancellation)
    {
        var found = await HeartbeatNote.ReadAsync(unit.Store, cancellation);
        var note = (found ?? HeartbeatNote.Begin(unit.MachineNow)) with { Every = options.Value.Every };
        var home = await SpentBeats.EraseAsync(unit, cancellation);
        if (note.Submission is { } sent && home.Contains(sent))
            note = note with { Submission = null, CameAt = unit.MachineNow, Took = unit.MachineNow - note.SentAt };
        if (note == found)
            return note;
        await note.WriteAsync(unit, cancellation);
        unit.Inside(store => LeaseStore.HoldAsync(store, lease, cancellation));
        return note;
    }

    /// <summary>A beat on its way is looked for often while it may be back any moment.</summary>
    private TimeSpan PauseAfter(HeartbeatNote note) =>
        note.Submission is not null && machine.GetUtcNow() - note.SentAt < BriskFor ? Brisk
        : note.Every < Slow ? note.Every
        : Slow;

    private static partial class Log
    {
        [LoggerMessage(1801, LogLevel.Warning, "The heartbeat could not be sent or looked for ({Exception}); trying again shortly.")]
        public static partial void Failed(ILogger logger, string exception);
    }
}
