using System.IO.Compression;
using System.Text;

namespace Gateway.Translation.Reading;

/// <summary>
/// A workbook that was saved as Strict Open XML as an ordinary one: the two differ in names only, and the library knows those of the
/// ordinary form (decision 0069).
/// </summary>
internal static class StrictWorkbook
{
    private static readonly (byte[] Strict, byte[] Ordinary)[] Names =
    [
        (Encoding.ASCII.GetBytes(SheetParts.Strict), Encoding.ASCII.GetBytes(SheetParts.Main)),
        (Encoding.ASCII.GetBytes(SheetParts.StrictRelations), Encoding.ASCII.GetBytes(SheetParts.Relations)),
    ];

    private static readonly byte[] Beginning = "http://purl.oclc.org/ooxml/"u8.ToArray();
    private static readonly int Longest = Names.Max(n => n.Strict.Length);

    /// <summary>Writes the workbook anew.</summary>
    /// <param name="file">The workbook; its size and what it unpacks to are known to be within bounds.</param>
    /// <exception cref="InvalidDataException">A part cannot be unpacked.</exception>
    public static MemoryStream AsOrdinary(MemoryStream file)
    {
        var ordinary = new MemoryStream();
        file.Position = 0;
        using var strict = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        using var written = new ZipArchive(ordinary, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var part in strict.Entries)
        {
            using var from = part.Open();
            using var to = written.CreateEntry(part.FullName, CompressionLevel.Fastest).Open();
            if (SheetParts.IsXml(part))
                Rename(from, to);
            else
                from.CopyTo(to);
        }

        return ordinary;
    }

    /// <summary>Copies a part with its names replaced; a name that a buffer cuts in two is kept for the next one.</summary>
    private static void Rename(Stream from, Stream to)
    {
        var buffer = new byte[64 * 1024];
        var held = 0;
        for (var ended = false; !ended;)
        {
            var read = from.Read(buffer, held, buffer.Length - held);
            ended = read == 0;
            var rest = Renamed(buffer.AsSpan(0, held + read), to, ended);
            rest.CopyTo(buffer);
            held = rest.Length;
        }
    }

    /// <returns>What may be the beginning of a name.</returns>
    private static ReadOnlySpan<byte> Renamed(ReadOnlySpan<byte> bytes, Stream to, bool ended)
    {
        while (true)
        {
            var at = bytes.IndexOf(Beginning);
            if (at < 0)
            {
                var kept = ended ? 0 : Math.Min(bytes.Length, Beginning.Length - 1);
                to.Write(bytes[..^kept]);
                return bytes[^kept..];
            }

            to.Write(bytes[..at]);
            bytes = bytes[at..];
            if (bytes.Length < Longest && !ended)
                return bytes;
            var (strict, ordinary) = Array.Find(Names, n => bytes.StartsWith(n.Strict));
            to.Write(ordinary ?? Beginning);
            bytes = bytes[(strict ?? Beginning).Length..];
        }
    }
}
