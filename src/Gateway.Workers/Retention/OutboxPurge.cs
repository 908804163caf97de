using Gateway.Core.Retention;

namespace Gateway.Workers.Retention;

/// <summary>Deletes files that agencies had time enough to collect.</summary>
internal static class OutboxPurge
{
    /// <summary>So many files are deleted at a time at most; the rest comes the next time.</summary>
    private const int Most = 500;

    /// <summary>Deletes what is older than its term.</summary>
    /// <param name="folder">The outbox; it need not exist.</param>
    /// <param name="term">Term.</param>
    /// <param name="now">Machine time: the files have no other.</param>
    internal static (int Count, DateTimeOffset UpTo) Run(string folder, RetentionTerm term, DateTimeOffset now)
    {
        var (count, upTo) = (0, DateTimeOffset.MinValue);
        foreach (var file in Due(folder, term, now).Take(Most))
        {
            File.Delete(file.Path);
            count++;
            upTo = file.At > upTo ? file.At : upTo;
        }

        return (count, upTo);
    }

    /// <summary>What is older than its term.</summary>
    internal static IEnumerable<(string Path, DateTimeOffset At)> Due(string folder, RetentionTerm term, DateTimeOffset now) => !Directory.Exists(folder)
        ? []
        : new DirectoryInfo(folder).EnumerateDirectories().SelectMany(d => d.EnumerateFiles())
            .Select(f => (f.FullName, At: new DateTimeOffset(f.LastWriteTimeUtc, TimeSpan.Zero)))
            .Where(f => RetentionRules.Decide(term, f.At, Need.None, now).Purge);
}
