using System.Globalization;
using System.Text;
using Gateway.Persistence.Files;

namespace Gateway.Workers.Audit;

/// <summary>A head as it was noted outside the database.</summary>
/// <param name="Number">Number of the seal.</param>
/// <param name="SealedAt">Machine time, UTC.</param>
public sealed record NotedHead(int Number, DateTimeOffset SealedAt);

/// <summary>The file of heads outside the database, as a restore treats it.</summary>
public static class HeadsFile
{
    private const int LongestLine = 1_000;

    /// <summary>The last head that was noted whole; null: none, or there is no file. Only the file's end is read.</summary>
    public static NotedHead? Last(string file)
    {
        if (!File.Exists(file))
            return null;
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        stream.Position = Math.Max(0, stream.Length - LongestLine);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        return reader.ReadToEnd().Split('\n').Select(Read).LastOrDefault(h => h is not null);
    }

    /// <summary>Ends the file behind a seal: later heads are of a trail that the database does not have any more. The file as it was is kept beside it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="through">Number of the last seal that the database has.</param>
    /// <param name="kept">Where the file as it was is kept.</param>
    public static void EndBehind(string file, int through, string kept)
    {
        var aside = file + ".new";
        DurableFiles.MakeOwn(aside);
        using (var writing = new FileStream(aside, FileMode.Truncate, FileAccess.Write))
        {
            foreach (var line in File.ReadLines(file, Encoding.ASCII).Where(l => Read(l) is { } head && head.Number <= through))
                writing.Write(Encoding.ASCII.GetBytes(line + "\n"));
            writing.Flush(flushToDisk: true);
        }

        DurableFiles.Here.Appear(kept, kept + ".new", File.ReadAllBytes(file));
        File.Move(aside, file, overwrite: true);
        DurableFiles.Here.Confirm(file);
    }

    private static NotedHead? Read(string line) =>
        line.Split(' ') is [var number, { Length: > 0 }, var at, { Length: > 0 }] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed)
        && DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var moment)
            ? new NotedHead(parsed, moment)
            : null;
}
