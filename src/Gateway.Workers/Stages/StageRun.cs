using Gateway.Core.Work;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Workers.Stages;

/// <summary>
/// Works on leased work items of a stage, wherever they come from. While the database is away they stay in hand: what is
/// still held under the lease goes on as soon as the database answers.
/// </summary>
internal sealed partial class StageRun(
    IEnumerable<IStage> stages, StageProgress progress, IStageMeter meter, IStoreFaults faults,
    [FromKeyedServices(MachineTime.Key)] TimeProvider machine, ILogger<StageRun> logger)
{
    private static readonly TimeSpan WhileAway = TimeSpan.FromMilliseconds(500);

    /// <summary>So often in a row the connection breaks under a batch while the database answers others; then its work is looked at one by one.</summary>
    private const int MostBroken = 5;

    /// <summary>Works on items until each is completed, postponed or parked, or turned out to be held by somebody else.</summary>
    /// <exception cref="StageFaultException">Some are left; their lease runs out.</exception>
    internal async Task WorkAsync(string name, Guid token, IReadOnlyList<Guid> ids, CancellationToken cancellation)
    {
        var stage = stages.Single(s => s.Name == name);
        var began = machine.GetTimestamp();
        var broken = 0;
        while (!await IsWorkedAsync(stage, token, ids, cancellation))
        {
            await Task.Delay(WhileAway, machine, cancellation);
            broken = await faults.AnswersAsync(cancellation) ? broken + 1 : 0;
            if (broken == MostBroken && await IsWorkedApartAsync(stage, token, ids, cancellation))
                break;
        }

        progress.Worked(stage.Name);
        meter.Worked(stage.Name, machine.GetElapsedTime(began));
    }

    /// <summary>Works on each item alone and parks those under which the connection breaks though the database answers.</summary>
    /// <returns>False when the database is away after all.</returns>
    /// <exception cref="StageFaultException">The stage parks nothing for this reason: the lease runs out, and attempts are counted.</exception>
    private async Task<bool> IsWorkedApartAsync(IStage stage, Guid token, IReadOnlyList<Guid> ids, CancellationToken cancellation)
    {
        foreach (var id in ids)
        {
            if (await IsWorkedAsync(stage, token, [id], cancellation))
                continue;
            if (!await faults.AnswersAsync(cancellation))
                return false;
            if (!await stage.ParkAsync(token, id, Broken, cancellation))
                throw new StageFaultException(Broken.Reason.ToString());
        }

        return true;
    }

    /// <returns>False when the database did not answer.</returns>
    private async Task<bool> IsWorkedAsync(IStage stage, Guid token, IReadOnlyList<Guid> ids, CancellationToken cancellation)
    {
        try
        {
            await stage.WorkAsync(token, ids, cancellation);
            return true;
        }
        catch (Exception e) when (faults.IsUnavailable(e))
        {
            Log.Away(logger, stage.Name, e.GetType().Name);
            return false;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Bounded here already: the bus notes on the consumer's span what leaves the consumer, before any filter sees it.
            throw StageFaultException.Of(e);
        }
    }

    private static readonly Fault Broken = new("connection-broken", "The connection broke under it again and again, while the database answered others.");

    private static partial class Log
    {
        [LoggerMessage(1011, LogLevel.Warning, "Stage {Stage}: the database does not answer ({Exception}); its work items wait.")]
        public static partial void Away(ILogger logger, string stage, string exception);
    }
}
