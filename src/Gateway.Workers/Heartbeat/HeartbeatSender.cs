using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Work;
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
/// One test record is on its way at a time, so that a stage that stands still is not flooded; one that does not come is given up
/// after as many intervals as make it late, and the next follows.
/// </remarks>
internal sealed partial class HeartbeatSender(
    IIntake intake, IHeartbeats heartbeats, ILeases leases, IPreparedStore prepared, IStoreFaults faults, IOptions<HeartbeatOptions> options,
    [FromKeyedServices(MachineTime.Key)] TimeProvider machine, ILogger<HeartbeatSender> logger) : BackgroundService
{
    private static readonly TimeSpan Brisk = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan BriskFor = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(2);

    private readonly RecurringWork _recurring = new(leases, "heartbeat", machine);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await _recurring.GiveUpAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await prepared.WhenOpenAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = Slow;
            try
            {
                if (options.Value.Every == TimeSpan.Zero)
                {
                    await heartbeats.SwitchOffAsync(stoppingToken);
                    return;
                }

                if (await _recurring.LeaseAsync(stoppingToken) is { } lease)
                    pause = PauseAfter(await SendAsync(lease, stoppingToken));
            }
            catch (Exception e) when (faults.IsLeaseLost(e))
            {
                _recurring.Lost();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.Failed(logger, e.GetType().Name);
            }

            await machine.PauseAsync(pause, stoppingToken);
        }
    }

    private async Task<HeartbeatNote> SendAsync(Lease lease, CancellationToken cancellation)
    {
        var note = await heartbeats.LookAsync(lease, options.Value.Every, cancellation);
        if (!note.IsDue(machine.GetUtcNow()))
            return note;
        var (number, at) = (note.Number + 1, machine.GetUtcNow());
        return await intake.AcceptAsync(TestRecord.Of(number), cancellation) is IntakeResult.Accepted accepted
            ? await heartbeats.SentAsync(lease, number, accepted.SubmissionId, at, cancellation)
            : throw new InvalidOperationException("Intake refused the gateway's own test record.");
    }

    /// <summary>One on its way is looked for often while it may be back any moment.</summary>
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
