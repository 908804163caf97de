using Gateway.Core.Directory;
using Gateway.Core.Files;
using Gateway.Core.Intake;
using Gateway.Core.Reading;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Metering;
using Gateway.Workers.Intake;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Workers.Files;

/// <summary>
/// Takes in the files that agencies drop, in one process at a time (decision 0022). Agencies take turns: whatever one of them drops,
/// the others go on. Two processes that both believe that they hold the lease take in each file once all the same, because intake
/// knows it by name and checksum.
/// </summary>
internal sealed partial class FileIntake(
    IIntake intake, ISubmissionReading submissions, IFolderNotes notes, IPresent<Agreed> agreed, ILeases leases, IPreparedStore prepared, IStoreFaults faults, Installation installation, GatewayMeter meter,
    IOptions<FileIntakeOptions> options, IOptions<IntakeOptions> limits, [FromKeyedServices(MachineTime.Key)] TimeProvider machine, ILogger<FileIntake> logger) : BackgroundService
{
    /// <summary>Agencies whose files are read at the same time.</summary>
    private const int AtOnce = 4;
    private const int ShortNameLength = 12;

    private readonly RecurringWork _recurring = new(leases, "file-intake", machine);
    private readonly SemaphoreSlim _leasing = new(1);
    private readonly Dictionary<string, DropMemory> _memories = new(StringComparer.Ordinal);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await _recurring.GiveUpAsync();
    }

    public override void Dispose()
    {
        _leasing.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await prepared.WhenOpenAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            var agencies = agreed.Now.Directory.Agencies.Where(a => a is { Live: true, InFolder: not null }).ToList();
            try
            {
                if (agencies.Count > 0 && await LeaseAsync(stoppingToken) is not null)
                    await TurnsAsync(agencies, stoppingToken);
                else
                {
                    // Another process goes on meanwhile: what is remembered here grows old.
                    _memories.Clear();
                    meter.FilesWaiting(new Dictionary<string, int>(StringComparer.Ordinal));
                }
            }
            catch (Exception e) when (faults.IsLeaseLost(e))
            {
                _recurring.Lost();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.Failed(logger, e.GetType().Name);
            }

            await machine.PauseAsync(options.Value.Every, stoppingToken);
        }
    }

    private async Task TurnsAsync(IReadOnlyList<Agency> agencies, CancellationToken stopping)
    {
        foreach (var agency in agencies.Where(a => !_memories.ContainsKey(a.Id)))
            _memories[agency.Id] = new DropMemory();
        await Parallel.ForEachAsync(agencies, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stopping }, async (agency, cancellation) => await TurnAsync(agency, _memories[agency.Id], cancellation));
        meter.FilesWaiting(agencies.ToDictionary(a => a.Id, a => _memories[a.Id].Noted?.Waiting ?? 0, StringComparer.Ordinal));
    }

    private async Task TurnAsync(Agency agency, DropMemory memory, CancellationToken cancellation)
    {
        var note = await LookAsync(agency, memory, cancellation);
        if (note.IsAs(memory.Noted) || await LeaseAsync(cancellation) is not { } lease)
            return;
        if (note.Problem != (memory.Noted?.Problem ?? FolderProblem.None))
            Log.Folder(logger, agency.Id, note.Problem);
        await notes.WriteAsync(lease, agency.Id, note, cancellation);
        memory.Noted = note;
    }

    private async Task<FolderNote> LookAsync(Agency agency, DropMemory memory, CancellationToken cancellation)
    {
        var agreedFolder = agency.InFolder!;
        if (memory.Noted is null)
            memory.TakenAt ??= (await notes.ReadAsync(cancellation)).GetValueOrDefault(agency.Id)?.TakenAt;
        try
        {
            using var folders = new AgencyFolders(Path.Combine(options.Value.Folder, agreedFolder.Name), agreedFolder.Folders);
            return await new AgencyDrop(agency, agreedFolder, folders, memory, Tools()).TakeAsync(async () => await LeaseAsync(cancellation) is not null, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException && !faults.IsLeaseLost(e) && !AgencyDrop.IsOfStore(e, faults))
        {
            // What is wrong with one agency's folder holds up nobody else.
            Log.Closed(logger, agency.Id, e.GetType().Name);
            return new FolderNote(machine.GetUtcNow(), memory.TakenAt, 0, null, 0, FolderProblem.Closed, 0);
        }
    }

    private DropTools Tools() => new(
        intake, submissions, faults, new FileLimits(limits.Value.MaxSubmissionBytes, options.Value.QuietFor), options.Value.FilesPerTurn,
        (agency, name) => Convert.ToHexStringLower(installation.Index.FileName(agency, name))[^ShortNameLength..], meter, machine, logger);

    /// <summary>The lease, prolonged where it is due; agencies have their turns at the same time.</summary>
    private async Task<Lease?> LeaseAsync(CancellationToken cancellation)
    {
        await _leasing.WaitAsync(cancellation);
        try
        {
            return await _recurring.LeaseAsync(cancellation);
        }
        finally
        {
            _leasing.Release();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1751, LogLevel.Error, "Files that agencies dropped could not be taken in ({Exception}); they stay and are tried again shortly.")]
        public static partial void Failed(ILogger logger, string exception);

        [LoggerMessage(1753, LogLevel.Warning, "The drop folder of {Agency} cannot be served ({Exception}); trying again shortly.")]
        public static partial void Closed(ILogger logger, string agency, string exception);

        [LoggerMessage(1752, LogLevel.Warning, "The drop folder of {Agency}: {Problem}.")]
        public static partial void Folder(ILogger logger, string agency, FolderProblem problem);
    }
}
