using System.Globalization;
using Gateway.Core.Files;
using Gateway.Core.Retention;
using Gateway.Persistence.Files;

namespace Gateway.Workers.Files;

/// <summary>
/// Deletes files that were taken in, when the bytes of submissions are kept no longer, and receipts, when files for agencies are.
/// What lies in a drop folder or in quarantine is nobody's to delete but people's.
/// </summary>
internal static class DropPurge
{
    private const int Together = 500;

    /// <summary>Deletes what is older than its term. It is noted first: after a crash in between there is a note, and what is left is noted and deleted again.</summary>
    /// <param name="root">Folder with one folder per agency; it need not exist.</param>
    /// <param name="policy">Terms.</param>
    /// <param name="now">Machine time: the files have no other.</param>
    /// <param name="note">Notes how many of a kind are deleted, and the latest of their moments.</param>
    /// <returns>How many could not be deleted.</returns>
    internal static async Task<int> RunAsync(string root, RetentionPolicy policy, DateTimeOffset now, Func<string, int, DateTimeOffset, Task> note)
    {
        var stay = 0;
        foreach (var agency in Directory.Exists(root) ? Directory.EnumerateDirectories(root).ToList() : [])
        {
            if (policy.Of(RetentionKinds.SubmissionBytes) is { Keep: not null } bytes && Open(Path.Combine(agency, AgencyFolders.DoneName)) is { } done)
            {
                using (done)
                    stay += await DaysAsync(done, bytes, now, note);
            }

            if (policy.Of(RetentionKinds.OutboxFiles) is { Keep: not null } files && Open(Path.Combine(agency, AgencyFolders.ReceiptsName)) is { } receipts)
            {
                using (receipts)
                    stay += await FilesAsync(receipts, RetentionKinds.OutboxFiles, n => File.GetLastWriteTimeUtc(receipts.At(n)) is var at && Due(files, new DateTimeOffset(at, TimeSpan.Zero), now) ? new DateTimeOffset(at, TimeSpan.Zero) : null, note);
            }
        }

        return stay;
    }

    /// <summary>Deletes the files of submissions at once, as far as they were dropped.</summary>
    /// <param name="root">Folder with one folder per agency; it need not exist.</param>
    /// <param name="submissions">Submissions.</param>
    /// <returns>Whether none of them is left.</returns>
    internal static bool Remove(string root, IReadOnlyCollection<Guid> submissions)
    {
        var all = true;
        foreach (var agency in Directory.Exists(root) ? Directory.EnumerateDirectories(root).ToList() : [])
        {
            var path = Path.Combine(agency, AgencyFolders.DoneName);
            if (!Directory.Exists(path))
                continue;
            // What cannot be looked into may hold one of them.
            if (Open(path) is not { } done)
            {
                all = false;
                continue;
            }

            using (done)
            {
                foreach (var name in done.Names().Where(n => done.Look(n) is { Kind: EntryKind.Folder }).ToList())
                    all &= RemoveOfDay(done.At(name), submissions);
            }
        }

        return all;
    }

    private static bool RemoveOfDay(string path, IReadOnlyCollection<Guid> submissions)
    {
        if (Open(path) is not { } day)
            return false;
        using (day)
            return submissions.Count(s => !Remove(day, s.ToString("N"))) == 0;
    }

    private static bool Remove(FolderHandle day, string submission)
    {
        if (day.Look(submission) is not { Kind: EntryKind.Folder })
            return true;
        if (Open(day.At(submission)) is not { } own)
            return false;
        using (own)
        {
            // Each is tried, whatever became of the one before.
            if (own.Names().ToList().Count(n => !Try(() => File.Delete(own.At(n)))) > 0)
                return false;
        }

        return Try(() => Directory.Delete(day.At(submission)));
    }

    /// <summary>The folders of days in which files were taken in.</summary>
    private static async Task<int> DaysAsync(FolderHandle done, RetentionTerm term, DateTimeOffset now, Func<string, int, DateTimeOffset, Task> note)
    {
        var stay = 0;
        foreach (var name in done.Names().ToList())
        {
            if (!DateOnly.TryParseExact(name, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || done.Look(name) is not { Kind: EntryKind.Folder })
                continue;
            // A file was taken in at the end of its day at the latest.
            var end = new DateTimeOffset(day.ToDateTime(TimeOnly.MaxValue), TimeSpan.Zero);
            if (!Due(term, end, now))
                continue;
            if (Open(done.At(name)) is not { } folder)
            {
                stay++;
                continue;
            }

            using (folder)
            {
                foreach (var submission in folder.Names().Where(n => folder.Look(n) is { Kind: EntryKind.Folder }).ToList())
                {
                    if (Open(folder.At(submission)) is not { } own)
                    {
                        stay++;
                        continue;
                    }

                    using (own)
                        stay += await FilesAsync(own, RetentionKinds.SubmissionBytes, _ => end, note);
                    Try(() => Directory.Delete(folder.At(submission)));
                }
            }

            Try(() => Directory.Delete(done.At(name)));
        }

        return stay;
    }

    private static async Task<int> FilesAsync(FolderHandle folder, string kind, Func<string, DateTimeOffset?> due, Func<string, int, DateTimeOffset, Task> note)
    {
        var stay = 0;
        var files = folder.Names().Where(n => folder.Look(n) is { Kind: EntryKind.File or EntryKind.Link }).Select(n => (Name: n, At: due(n))).Where(f => f.At is not null).ToList();
        foreach (var together in files.Chunk(Together))
        {
            await note(kind, together.Length, together.Max(f => f.At!.Value));
            stay += together.Count(f => !Try(() => File.Delete(folder.At(f.Name))));
        }

        return stay;
    }

    private static bool Due(RetentionTerm term, DateTimeOffset at, DateTimeOffset now) => RetentionRules.Decide(term, at, Need.None, now).Purge;

    private static FolderHandle? Open(string path)
    {
        try
        {
            return FolderHandle.Open(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool Try(Action delete)
    {
        try
        {
            delete();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
