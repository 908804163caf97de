using Gateway.Core.Retention;

namespace Gateway.Workers.Retention;

/// <summary>Deletes files that agencies had time enough to collect.</summary>
internal static class OutboxPurge
{
    /// <summary>So many files are noted together.</summary>
    private const int Together = 500;

    /// <summary>Deletes what is older than its term. It is noted first: after a crash in between there is a note, and what is left is noted and deleted again.</summary>
    /// <param name="folder">The outbox; it need not exist.</param>
    /// <param name="term">Term.</param>
    /// <param name="now">Machine time: the files have no other.</param>
    /// <param name="note">Notes how many are deleted, and the latest of their moments.</param>
    /// <returns>How many could not be deleted.</returns>
    internal static async Task<int> RunAsync(string folder, RetentionTerm term, DateTimeOffset now, Func<int, DateTimeOffset, Task> note)
    {
        var stay = 0;
        foreach (var files in Due(folder, term, now).ToList().Chunk(Together))
        {
            await note(files.Length, files.Max(f => f.At));
            stay += files.Count(f => !Delete(f.Path));
        }

        return stay;
    }

    private static bool Delete(string path)
    {
        try
        {
            File.Delete(path);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static IEnumerable<(string Path, DateTimeOffset At)> Due(string folder, RetentionTerm term, DateTimeOffset now) => !Directory.Exists(folder)
        ? []
        : new DirectoryInfo(folder).EnumerateDirectories().SelectMany(d => d.EnumerateFiles())
            .Select(f => (f.FullName, At: new DateTimeOffset(f.LastWriteTimeUtc, TimeSpan.Zero)))
            .Where(f => RetentionRules.Decide(term, f.At, Need.None, now).Purge);
}
