using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Keys.Rotation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Workers.Keys;

/// <summary>
/// Takes over keys that turned, in every process, and moves rotations on, in one at a time. Rotations run beside full load and
/// take a small share of one processor, however much there is to do.
/// </summary>
internal sealed partial class KeyTurning(
    Installation installation, MasterRotation masters, IndexRotation indexes, KeyHealth health, ILeases leases, IStoreFaults faults,
    [FromKeyedServices(MachineTime.Key)] TimeProvider machine, ILogger<KeyTurning> logger) : BackgroundService
{
    /// <summary>A rotation waits much longer than this until no process can be left that has not heard of it.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private readonly RecurringWork _recurring = new(leases, KeyLease.Name, machine);
    private readonly DutyCycle _duty = new(DutyCycle.Background, machine);

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
                await installation.RefreshAsync(stoppingToken);
                health.Problem = null;
                while (installation.IsTurning && await _recurring.LeaseAsync(stoppingToken) is { } lease && await _duty.RunAsync(() => MoveAsync(lease, stoppingToken), stoppingToken))
                {
                }
            }
            catch (MasterKeyException e)
            {
                if (health.Problem != e.Message)
                    Log.Missing(logger, e.Message);
                health.Problem = e.Message;
            }
            catch (Exception e) when (faults.IsLeaseLost(e))
            {
                _recurring.Lost();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.Failed(logger, e.GetType().Name);
            }

            await machine.PauseAsync(Every, stoppingToken);
        }
    }

    private async Task<bool> MoveAsync(Lease lease, CancellationToken cancellation) =>
        await masters.MoveAsync(lease, cancellation) || await indexes.MoveAsync(lease, cancellation);

    private static partial class Log
    {
        [LoggerMessage(1951, LogLevel.Error, "{Sentence}")]
        public static partial void Missing(ILogger logger, string sentence);

        [LoggerMessage(1952, LogLevel.Warning, "Keys could not be looked at, or a rotation not moved on ({Exception}); trying again shortly.")]
        public static partial void Failed(ILogger logger, string exception);
    }
}

/// <summary>What is wrong with this process's keys.</summary>
public sealed class KeyHealth
{
    private volatile string? _problem;

    /// <summary>A sentence that says what to do; null: nothing is wrong.</summary>
    public string? Problem
    {
        get => _problem;
        internal set => _problem = value;
    }
}
