using Gateway.Core.Work;
using Gateway.Persistence.Operating;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Host.Composition;

/// <summary>When the contracts are looked at.</summary>
public sealed class ContractsOptions
{
    /// <summary>Machine time between two looks at the folder. A change is loaded once two looks in a row find the same files: a folder that is still being copied is left alone.</summary>
    public TimeSpan Every { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Machine time between two notes of this process: that it is there, and what it works under.</summary>
    public TimeSpan NoteEvery { get; set; } = TimeSpan.FromSeconds(10);
}

/// <summary>Loads the contracts when their folder has changed, and notes for the other processes what this one works under.</summary>
internal sealed partial class ContractsWatch(
    PresentContracts contracts, GatewaySettings settings, ProcessNotes notes, IPreparedStore prepared, IOptions<ContractsOptions> options,
    [FromKeyedServices(MachineTime.Key)] TimeProvider machine, ILogger<ContractsWatch> logger) : BackgroundService
{
    private string _loaded = "";
    private string _seen = "";

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // What was changed since the first reading, before this began to look, is a change too.
        _loaded = contracts.Mark.Length > 0 ? contracts.Mark : ContractsVersion.MarkOf(settings.Contracts);
        _seen = ContractsVersion.MarkOf(settings.Contracts);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await prepared.WhenOpenAsync(stoppingToken);
        var noted = DateTimeOffset.MinValue;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var changed = Look();
                if (changed || machine.GetUtcNow() - noted >= options.Value.NoteEvery)
                {
                    noted = machine.GetUtcNow();
                    await notes.WriteAsync(new ProcessNote(contracts.Version, contracts.LoadedAt, contracts.Refused.Count > 0 ? contracts.Refused[0].ToString() : null), stoppingToken);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // A file that is being written cannot be read, and a database may be away: the next look is soon.
                Log.Failed(logger, e.GetType().Name);
            }

            await Task.Delay(options.Value.Every, machine, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <returns>Whether a set was loaded or refused.</returns>
    private bool Look()
    {
        var mark = ContractsVersion.MarkOf(settings.Contracts);
        var settled = mark == _seen;
        _seen = mark;
        if (!settled || mark == _loaded)
            return false;
        _loaded = mark;
        // Files that were written again as they were are no change.
        if (contracts.Refused.Count == 0 && ContractsVersion.Of(settings.Contracts) == contracts.Version)
            return false;
        var before = contracts.Version;
        var problems = contracts.Load(settings.Contracts, machine.GetUtcNow());
        if (problems.Count > 0)
            Log.Refused(logger, problems.Count, string.Join(Environment.NewLine, problems), before);
        else if (contracts.Version != before)
            Log.Loaded(logger, contracts.Version, before);
        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(1911, LogLevel.Information, "Contracts {Version} are loaded; {Before} were in force before.")]
        public static partial void Loaded(ILogger logger, string version, string before);

        [LoggerMessage(1912, LogLevel.Error, "The contracts that lie in the folder now have {Count} problem(s) and are not loaded; {Version} stay in force. {Problems}")]
        public static partial void Refused(ILogger logger, int count, string problems, string version);

        [LoggerMessage(1913, LogLevel.Warning, "The contracts could not be looked at, or noted ({Exception}); trying again shortly.")]
        public static partial void Failed(ILogger logger, string exception);
    }
}
