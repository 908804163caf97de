using System.Data.Common;
using System.Diagnostics;
using Gateway.Core.Directory;
using Gateway.Core.Files;
using Gateway.Core.Intake;
using Gateway.Core.Reading;
using Gateway.Core.Work;
using Gateway.Persistence.Files;
using Gateway.Persistence.Metering;
using Gateway.Workers.Stages;
using Microsoft.Extensions.Logging;

namespace Gateway.Workers.Files;

/// <summary>What a turn at a drop folder works with.</summary>
/// <param name="Intake">Intake: the same as of HTTP.</param>
/// <param name="Submissions">What became of submissions.</param>
/// <param name="Faults">What an exception of the store means.</param>
/// <param name="Limits">Limits of files.</param>
/// <param name="FilesPerTurn">Files of a turn at most.</param>
/// <param name="ShortName">By which a log speaks of a file: of agency and name.</param>
/// <param name="Meter">Counts; null: nobody does.</param>
/// <param name="Machine">Machine time.</param>
/// <param name="Logger">Log.</param>
internal sealed record DropTools(
    IIntake Intake, ISubmissionReading Submissions, IStoreFaults Faults, FileLimits Limits, int FilesPerTurn, Func<string, string, string> ShortName, GatewayMeter? Meter, TimeProvider Machine, ILogger Logger);

/// <summary>
/// A turn at the drop folder of one agency: second receipts, then a bounded number of its files in the order of their names. A
/// file is committed before anything is written about it, its receipts are written before it is moved; what fails in between is
/// done again by the next turn, and intake knows the file by its name and checksum. Nothing is taken in before a file that intake
/// failed on, until that one is taken in or put aside.
/// </summary>
internal sealed partial class AgencyDrop(Agency agency, InFolder agreed, AgencyFolders folders, DropMemory memory, DropTools tools)
{
    /// <summary>A turn ends after this time, so that large files of one agency hold up nobody.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);
    private const int MostListed = 500;

    private readonly ReceiptFolder _receipts = new(folders);
    private int _unreadable;
    private int _unwritable;
    private bool _comesAgain;

    /// <summary>Takes a turn.</summary>
    /// <param name="goesOn">Whether this process may go on: it still holds its lease.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <exception cref="Exception">The store does not answer, or failed: the files stay.</exception>
    internal async Task<FolderNote> TakeAsync(Func<Task<bool>> goesOn, CancellationToken cancellation)
    {
        await SecondReceiptsAsync(cancellation);
        var begun = tools.Machine.GetTimestamp();
        var (entries, all) = folders.List(memory.After, MostListed, Counts);
        var fromStart = memory.After is null;
        var (done, gone) = (0, 0);
        DropEntry? last = null;
        foreach (var entry in entries)
        {
            if (done >= tools.FilesPerTurn || tools.Machine.GetElapsedTime(begun) > Longest || cancellation.IsCancellationRequested || !await goesOn())
                break;
            var fate = await OneAsync(entry, cancellation);
            if (_comesAgain)
                break;
            last = entry;
            done += fate is FileFate.Take or FileFate.Quarantine ? 1 : 0;
            gone += fate == FileFate.Nothing ? 1 : 0;
        }

        var ended = last == (entries.Count == 0 ? null : entries[^1]) && entries.Count < MostListed;
        memory.After = ended ? null : last ?? memory.After;
        if (ended && fromStart)
            memory.Keep(entries.ToHashSet());
        return Note(all - gone - done + _unwritable + _unreadable);
    }

    /// <summary>Whether the database failed, whose disk may be full: that is no fault of a file.</summary>
    internal static bool IsOfStore(Exception exception, IStoreFaults faults) =>
        faults.IsUnavailable(exception) || faults.IsConflict(exception) || exception is DbException || (exception.InnerException is { } inner && IsOfStore(inner, faults));

    private FolderNote Note(int waiting)
    {
        var problem = _unwritable > 0 ? FolderProblem.Unwritable : _unreadable > 0 ? FolderProblem.Unreadable : FolderProblem.None;
        return new FolderNote(tools.Machine.GetUtcNow(), memory.TakenAt, Math.Max(0, waiting), waiting > 0 ? memory.Oldest : null, folders.Quarantined(), problem, _unwritable + _unreadable);
    }

    /// <summary>Neither unfinished nor a companion nor an agreed sub-folder.</summary>
    private bool Counts(DropEntry entry) =>
        !FileNames.IsUnfinished(entry.Name) && !FileNames.IsCompanion(entry.Name) && !(entry.Folder is null && agreed.Folders.Contains(entry.Name, StringComparer.Ordinal));

    /// <returns>What became of it; <see cref="FileFate.Nothing"/>: it is not there any more.</returns>
    private async Task<FileFate> OneAsync(DropEntry entry, CancellationToken cancellation)
    {
        try
        {
            if (folders.Of(entry.Folder).Look(entry.Name) is not { } state)
            {
                // A name that is no text cannot be asked for again.
                if (!entry.Name.Contains('\uFFFD', StringComparison.Ordinal))
                    return FileFate.Nothing;
                _unreadable++;
                return FileFate.Take;
            }

            var fate = await DecideAsync(entry, state, cancellation);
            if (fate is FileFate.Take or FileFate.Quarantine)
                memory.Gone(entry);
            return fate;
        }
        catch (FileChangedException)
        {
            return FileFate.Wait;
        }
        catch (UnauthorizedAccessException)
        {
            _unreadable++;
            return FileFate.Take;
        }
        catch (IOException e) when (!IsOfStore(e, tools.Faults))
        {
            Log.Unwritable(tools.Logger, agency.Id, Short(entry), e.GetType().Name);
            _unwritable++;
            return FileFate.Take;
        }
    }

    private async Task<FileFate> DecideAsync(DropEntry entry, EntryState state, CancellationToken cancellation)
    {
        var now = tools.Machine.GetUtcNow();
        var (checksum, expected) = FileNames.ReadChecksum(CompanionOf(entry));
        var decision = FileRules.Decide(
            agreed,
            new FoundFile
            {
                Folder = entry.Folder,
                Name = entry.Name,
                Kind = state.Kind,
                Bytes = state.Bytes,
                Done = folders.Of(entry.Folder).Look(entry.Name + FileNames.Done) is { Kind: EntryKind.File },
                Checksum = checksum,
                Unchanged = now - memory.Seen(entry, state, now),
            },
            tools.Limits);
        if (decision.Fate == FileFate.Quarantine)
            PutAside(entry, decision.Code!, null);
        return decision.Fate == FileFate.Take ? await TakeInAsync(entry, state, decision.Profile!, expected, cancellation) : decision.Fate;
    }

    private async Task<FileFate> TakeInAsync(DropEntry entry, EntryState state, string profile, string? expected, CancellationToken cancellation)
    {
        await using var file = await WholeFile.OpenAsync(folders.Of(entry.Folder), entry.Name, state, cancellation);
        if (expected is not null && expected != file.Sha256)
            return PutAside(entry, FileCodes.Checksum, file);
        using var activity = GatewayActivity.Source.StartActivity("gateway.file", ActivityKind.Consumer);
        IntakeResult result;
        try
        {
            result = await tools.Intake.AcceptAsync(RequestOf(entry, profile, file, activity?.Id), cancellation);
        }
        catch (Exception e) when (e is not (OperationCanceledException or FileChangedException) && !IsOfStore(e, tools.Faults))
        {
            Log.Failed(tools.Logger, agency.Id, Short(entry), Fault.Of(FileCodes.IntakeFailed, e).Reason.ToString());
            _comesAgain = memory.Failed(entry) < FileRules.MostFailures;
            return _comesAgain ? FileFate.Wait : PutAside(entry, FileCodes.IntakeFailed, file);
        }

        return result switch
        {
            IntakeResult.Accepted accepted => Taken(entry, profile, file, accepted.SubmissionId),
            IntakeResult.TooLarge => PutAside(entry, FileCodes.TooLarge, file),
            IntakeResult.TooManyRecords => PutAside(entry, FileCodes.TooManyRecords, file),
            IntakeResult.Empty => PutAside(entry, FileCodes.Empty, file),
            _ => throw new UnreachableException("Intake gave an answer that a file cannot have."),
        };
    }

    /// <summary>Its name and checksum are its key: the same file again is the same submission, another of its name is a new one.</summary>
    private IntakeRequest RequestOf(DropEntry entry, string profile, WholeFile file, string? trace) => new()
    {
        Agency = agency.Id,
        Profile = profile,
        IdempotencyKey = $"file:{file.Sha256}:{FileNames.LabelOf(entry.Folder, entry.Name)}",
        Content = file,
        TraceParent = trace,
    };

    private FileFate Taken(DropEntry entry, string profile, WholeFile file, Guid submission)
    {
        var label = FileNames.LabelOf(entry.Folder, entry.Name);
        var now = tools.Machine.GetUtcNow();
        _receipts.Begin(new FileReceipt { File = label, State = FileReceipt.Received, At = now, Sha256 = file.Sha256, Bytes = file.State.Bytes, Format = profile, SubmissionId = submission });
        using var day = folders.DoneOn(DateOnly.FromDateTime(now.UtcDateTime));
        using var done = AgencyFolders.DoneOf(day, submission);
        var from = folders.Of(entry.Folder);
        if (from.Look(entry.Name) != file.State)
            return FileFate.Wait;
        var moved = folders.Move(from, entry.Name, done, label);
        if (done.Look(moved) != file.State)
        {
            // Another file took its name just now: that one was not taken in.
            done.Move(moved, from, entry.Name);
            return FileFate.Wait;
        }

        DropCompanions.Move(folders, entry, done, moved);
        memory.TakenAt = now;
        tools.Meter?.FileTaken(agency.Id, profile);
        Log.Taken(tools.Logger, agency.Id, Short(entry), profile, submission);
        return FileFate.Take;
    }

    private FileFate PutAside(DropEntry entry, string code, WholeFile? file)
    {
        var label = FileNames.LabelOf(entry.Folder, entry.Name);
        var named = code == FileCodes.Name ? "unnamed-" + Short(entry) : label;
        var receipt = FileReceipts.Refused(named, code, agency.Language, tools.Machine.GetUtcNow()) with { Sha256 = file?.Sha256, Bytes = file?.State.Bytes };
        _receipts.Write(receipt);
        FileQuarantine.Put(folders, entry, named, receipt);
        tools.Meter?.FileQuarantined(agency.Id, code);
        Log.PutAside(tools.Logger, agency.Id, Short(entry), code);
        return FileFate.Quarantine;
    }

    private async Task SecondReceiptsAsync(CancellationToken cancellation)
    {
        try
        {
            foreach (var first in _receipts.Waiting(memory))
            {
                if (await tools.Submissions.ReadAsync(agency.Id, first.SubmissionId!.Value, 0, 1, cancellation) is not { } page)
                    _receipts.Forget(first.SubmissionId.Value);
                else if (page.State != FileReceipt.Received && FileReceipts.Read(first, page, await AsideAsync(page, cancellation), tools.Machine.GetUtcNow()) is { } second)
                    _receipts.End(second);
            }
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException && !IsOfStore(e, tools.Faults))
        {
            _unwritable++;
        }
    }

    /// <summary>Its records that are set aside, as many as a receipt lists.</summary>
    private async Task<IReadOnlyList<RecordLine>> AsideAsync(SubmissionPage page, CancellationToken cancellation)
    {
        List<RecordLine> aside = [];
        int? after = page.SetAside == 0 ? null : 0;
        while (after is { } from && aside.Count < Math.Min(page.SetAside, FileReceipt.MostListed)
            && await tools.Submissions.ReadAsync(agency.Id, page.SubmissionId, from, 500, cancellation) is { } next)
        {
            aside.AddRange(next.Records.Where(r => r.State == "setAside"));
            after = next.Next;
        }

        return [.. aside.Take(FileReceipt.MostListed)];
    }

    /// <summary>Text of the companion that holds its checksum; null: there is none that can be read.</summary>
    private string? CompanionOf(DropEntry entry)
    {
        var folder = folders.Of(entry.Folder);
        if (folder.Look(entry.Name + FileNames.Checksum) is not { Kind: EntryKind.File })
            return null;
        using var stream = folder.OpenFile(entry.Name + FileNames.Checksum, out _);
        var text = new byte[512];
        var read = stream.ReadAtLeast(text, text.Length, throwOnEndOfStream: false);
        return System.Text.Encoding.UTF8.GetString(text, 0, read);
    }

    private string Short(DropEntry entry) => tools.ShortName(agency.Id, FileNames.LabelOf(entry.Folder, entry.Name));

    private static partial class Log
    {
        [LoggerMessage(1741, LogLevel.Information, "File {File} of {Agency} is taken in as {Profile}: submission {Submission}.")]
        public static partial void Taken(ILogger logger, string agency, string file, string profile, Guid submission);

        [LoggerMessage(1742, LogLevel.Warning, "File {File} of {Agency} cannot be taken in ({Code}) and is put into quarantine.")]
        public static partial void PutAside(ILogger logger, string agency, string file, string code);

        [LoggerMessage(1743, LogLevel.Warning, "File {File} of {Agency} could not be worked on ({Exception}); it stays and is tried again. Is the disk full, or a right missing?")]
        public static partial void Unwritable(ILogger logger, string agency, string file, string exception);

        [LoggerMessage(1744, LogLevel.Error, "Intake failed on file {File} of {Agency}: {Reason}")]
        public static partial void Failed(ILogger logger, string agency, string file, string reason);
    }
}
