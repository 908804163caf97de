using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gateway.Contracts;
using Gateway.Core.Rights;
using Gateway.Persistence.Files;
using Gateway.Persistence.Keys;

namespace Gateway.Persistence.Rights;

/// <summary>One erasure in the file: keyed digests only, nothing by which anybody without the keys finds a person.</summary>
/// <param name="Id">Key of the erasure.</param>
/// <param name="Client">Digest of the client's id inside the gateway.</param>
/// <param name="Identifiers">Digests of the blind indexes of the numbers that named the person.</param>
/// <param name="Certificate">The certificate.</param>
internal sealed record Tombstone(Guid Id, byte[] Client, IReadOnlyList<byte[]> Identifiers, ErasureCertificate Certificate);

/// <summary>
/// The file of erasures, outside the database and its backups. Each line is authenticated and chained to the one before; the key
/// stands in the first line, wrapped under the master key. It only grows.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="master">Master keys.</param>
/// <param name="files">Writes durably; null: on this machine's disk.</param>
public sealed class ErasureFile(string path, MasterKeys master, DurableFiles? files = null)
{
    private const string KeyWord = "key";
    private const string ErasedWord = "erased";
    private const string VoidWord = "void";
    private static readonly byte[] KeyContext = "erasures"u8.ToArray();
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(20);
    private const int MostTries = 250;

    private readonly DurableFiles _files = files ?? DurableFiles.Here;
    private readonly SemaphoreSlim _writing = new(1, 1);

    /// <summary>Whether there is one.</summary>
    internal bool Exists => File.Exists(path);

    /// <summary>What a reading gave.</summary>
    /// <param name="Key">Key of the digests.</param>
    /// <param name="Last">Authenticator of the last good line.</param>
    /// <param name="Erased">Erasures in their order; those that were taken back are not there.</param>
    internal sealed record Content(byte[] Key, byte[] Last, IReadOnlyList<Tombstone> Erased);

    /// <summary>Makes it, with a key of its own.</summary>
    internal void Make()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var key = RandomNumberGenerator.GetBytes(32);
        var body = $"{KeyWord} {Convert.ToBase64String(master.Wrap(key, KeyContext))}";
        try
        {
            _files.Appear(path, path + ".new", Encoding.UTF8.GetBytes($"{Convert.ToHexStringLower(Seal(key, [], body))} {body}\n"));
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process of the same installation was first.
            _files.Confirm(path);
        }
    }

    /// <summary>Reads it and checks every line.</summary>
    /// <exception cref="ErasureFileException">It is missing, damaged or of another installation.</exception>
    internal Content Read()
    {
        if (!Exists)
            throw new ErasureFileException($"The file of erasures '{path}' is missing. It tells what a restored database must not hold any more, so nothing is started without it. Put it back from where it was kept, or name it in Gateway:Rights:ErasuresFile; it must not be restored from the same backup as the database.");
        byte[]? key = null;
        byte[] last = [];
        Dictionary<Guid, Tombstone> erased = [];
        var broken = 0;
        var number = 0;
        foreach (var line in File.ReadAllText(path, Encoding.UTF8).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            number++;
            var (mac, body) = Parts(line);
            key ??= KeyOf(body);
            if (key is null || mac is null || !CryptographicOperations.FixedTimeEquals(mac, Seal(key, last, body)))
            {
                // Half a line that a crash left: the next good one is chained to the last good one. One that was changed is not.
                broken = number;
                continue;
            }

            last = mac;
            broken = 0;
            Take(body, erased);
        }

        // A line that was cut off at the end was never committed; one that is whole and does not fit was changed.
        if (key is null || broken == 1 || (broken > 0 && EndsWithLine()))
            throw new ErasureFileException($"The file of erasures '{path}' is damaged{(broken > 0 ? $" at line {broken}" : "")}, or belongs to an installation with another master key. Nothing is started, because what was erased could come back. Put back the copy that was kept apart, and name the right master key.");
        return new Content(key, last, [.. erased.Values]);
    }

    /// <summary>Notes an erasure before it is committed: one that cannot be noted does not happen.</summary>
    internal Task AppendAsync(Tombstone tombstone, CancellationToken cancellation) =>
        AppendAsync($"{ErasedWord} {JsonSerializer.Serialize(tombstone, ContractJson.Options)}", cancellation);

    /// <summary>Takes one back that was not committed after all.</summary>
    internal Task TakeBackAsync(Guid id, CancellationToken cancellation) => AppendAsync($"{VoidWord} {id:N}", cancellation);

    /// <summary>
    /// Seals the file's key under the current master key, so that the file can be read when older ones are gone. The first line is
    /// written anew; its authenticator does not depend on the sealing, so the chain behind it holds.
    /// </summary>
    /// <param name="cancellation">Cancellation.</param>
    internal async Task RewrapAsync(CancellationToken cancellation)
    {
        if (!Exists)
            return;
        await _writing.WaitAsync(cancellation);
        try
        {
            await using var turn = await TurnAsync(cancellation);
            var content = Read();
            var text = await File.ReadAllTextAsync(path, Encoding.UTF8, cancellation);
            var first = text.IndexOf('\n', StringComparison.Ordinal);
            if (Parts(text[..first]).Body.Split(' ') is not [KeyWord, var wrapped] || master.Rewrap(Convert.FromBase64String(wrapped), KeyContext) is not { } anew)
                return;
            var body = $"{KeyWord} {Convert.ToBase64String(anew)}";
            _files.Appear(path, path + ".new", Encoding.UTF8.GetBytes($"{Convert.ToHexStringLower(Seal(content.Key, [], body))} {body}{text[first..]}"), overwrite: true);
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task AppendAsync(string body, CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation);
        try
        {
            await using var turn = await TurnAsync(cancellation);
            var content = Read();
            _files.AppendLine(path, Encoding.UTF8.GetBytes($"{Convert.ToHexStringLower(Seal(content.Key, content.Last, body))} {body}"));
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Of several processes that write at the same moment one has its turn; the others wait for theirs, and go on with the chain as it is then.</summary>
    /// <exception cref="IOException">It could not be had for as long as a writing takes many times over.</exception>
    private async Task<FileStream> TurnAsync(CancellationToken cancellation)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return DurableFiles.Hold(path + ".lock");
            }
            catch (IOException) when (tries < MostTries)
            {
                await Task.Delay(BetweenTries, TimeProvider.System, cancellation);
            }
        }
    }

    private byte[]? KeyOf(string body)
    {
        if (body.Split(' ') is not [KeyWord, var wrapped])
            return null;
        try
        {
            return master.Unwrap(Convert.FromBase64String(wrapped), KeyContext);
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }

    private static void Take(string body, Dictionary<Guid, Tombstone> erased)
    {
        var space = body.IndexOf(' ', StringComparison.Ordinal);
        var (word, rest) = (body[..space], body[(space + 1)..]);
        if (word == ErasedWord && JsonSerializer.Deserialize<Tombstone>(rest, ContractJson.Options) is { } tombstone)
            erased[tombstone.Id] = tombstone;
        else if (word == VoidWord)
            erased.Remove(Guid.ParseExact(rest, "N"));
    }

    private static (byte[]? Mac, string Body) Parts(string line)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        if (space != 64)
            return (null, line);
        try
        {
            return (Convert.FromHexString(line[..space]), line[(space + 1)..]);
        }
        catch (FormatException)
        {
            return (null, line);
        }
    }

    /// <summary>The line of the key is authenticated by the key alone: it may be wrapped anew.</summary>
    private static byte[] Seal(byte[] key, byte[] last, string body) =>
        HMACSHA256.HashData(key, (byte[])[.. last, .. Encoding.UTF8.GetBytes(body.StartsWith(KeyWord + " ", StringComparison.Ordinal) ? KeyWord : body)]);

    private bool EndsWithLine()
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        stream.Seek(-1, SeekOrigin.End);
        return stream.ReadByte() == '\n';
    }
}
