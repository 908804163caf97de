using System.Security.Cryptography;
using System.Text;
using Gateway.Persistence.Files;

namespace Gateway.Persistence.Keys;

/// <summary>
/// Master keys in a file: a line each, 32 bytes in base64. Lines that begin with <c>#</c> and empty ones are left out. The
/// order of the lines means nothing: the database says which key is current.
/// </summary>
public sealed class FileKeyVault : IKeyVault
{
    private const string MasterSetting = "Gateway:MasterKeyFile";

    private readonly string _path;
    private readonly string _setting;
    private volatile IReadOnlyDictionary<string, Cipher> _keys = new Dictionary<string, Cipher>();

    private FileKeyVault(string path, bool makesFirst, string setting) => (_path, MakesFirst, _setting) = (path, makesFirst, setting);

    /// <inheritdoc />
    public IReadOnlyList<string> Ids => [.. _keys.Keys];

    /// <inheritdoc />
    public bool MakesFirst { get; }

    /// <inheritdoc />
    public string Place => $"the file '{_path}' ({_setting})";

    private string Noun => _setting == MasterSetting ? "master key" : "key";

    /// <inheritdoc />
    public string HowToAdd => $"Add a line with 32 random bytes in base64 (openssl rand -base64 32) to the file '{_path}' of every process, and leave the lines that are there.";

    /// <summary>Opens the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="makesFirst">Embedded mode: the file may be absent until the database asks for its first key.</param>
    /// <param name="setting">The setting that names it.</param>
    /// <exception cref="MasterKeyException">No file, no key in it, or one that others may read; the message says what to do.</exception>
    public static FileKeyVault Open(string path, bool makesFirst, string setting = MasterSetting)
    {
        var vault = new FileKeyVault(path, makesFirst, setting);
        if (!makesFirst || File.Exists(path))
            vault.Refresh();
        return vault;
    }

    /// <inheritdoc />
    public void Refresh()
    {
        if (!File.Exists(_path))
            throw new MasterKeyException($"There is no {Noun} at '{_path}'. Put the file back, or name it in {_setting}. Only for a new database: put 32 random bytes in base64 there (openssl rand -base64 32), readable by the gateway only.");
        KeyFileRights.Require(_path);
        Dictionary<string, Cipher> read = new(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(_path).Select(l => l.Trim()).Where(l => l.Length > 0 && !l.StartsWith('#')))
        {
            var key = KeyOf(line);
            var id = IdOf(key);
            read.TryAdd(id, _keys.TryGetValue(id, out var known) ? known : new Cipher(key));
        }

        _keys = read.Count > 0 ? read : throw NoKey();
    }

    /// <inheritdoc />
    public string Make()
    {
        DurableFiles.MakeOwnFolder(Path.GetDirectoryName(Path.GetFullPath(_path))!);
        var key = RandomNumberGenerator.GetBytes(32);
        var before = File.Exists(_path) ? File.ReadAllText(_path).TrimEnd() + "\n" : "";
        // A process that is killed here leaves the file as it was, never half of a key; what is sealed under it must not outlive it.
        var aside = _path + ".new";
        try
        {
            File.Delete(aside);
            DurableFiles.Here.Appear(_path, aside, Encoding.ASCII.GetBytes(before + Convert.ToBase64String(key) + "\n"), overwrite: before.Length > 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException && !(before.Length == 0 && File.Exists(_path)))
        {
            throw new MasterKeyException($"No key can be written to the file '{_path}'. {HowToAdd}");
        }
        catch (IOException)
        {
            // Another process was first; its key is the one.
            File.Delete(aside);
            DurableFiles.Here.Confirm(_path);
            Refresh();
            return Ids[0];
        }

        Refresh();
        return IdOf(key);
    }

    /// <inheritdoc />
    public byte[] Wrap(string id, ReadOnlySpan<byte> key, ReadOnlySpan<byte> context) => Sealing.Seal(_keys[id].OfThread, key, context);

    /// <inheritdoc />
    public byte[] Unwrap(string id, ReadOnlySpan<byte> wrapped, ReadOnlySpan<byte> context) => Sealing.Open(_keys[id].OfThread, wrapped, context);

    private static string IdOf(byte[] key) => Convert.ToHexStringLower(HMACSHA256.HashData(key, "work-welfare-gateway master key"u8))[..16];

    private byte[] KeyOf(string line)
    {
        Span<byte> key = stackalloc byte[48];
        return Convert.TryFromBase64String(line, key, out var length) && length == 32 ? key[..32].ToArray() : throw NoKey();
    }

    private MasterKeyException NoKey() =>
        new($"The file '{_path}' does not hold a {Noun}: 32 bytes in base64 are expected in each line (openssl rand -base64 32).");

    /// <summary>The cipher is made once a thread: every load opens keys with it. It may not be used by two threads at once.</summary>
    private sealed class Cipher(byte[] key)
    {
        private readonly ThreadLocal<AesGcm> _cipher = new(() => Sealing.CipherOf(key));

        internal AesGcm OfThread => _cipher.Value!;
    }
}
