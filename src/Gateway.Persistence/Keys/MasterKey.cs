using System.Security.Cryptography;
using Gateway.Persistence.Files;

namespace Gateway.Persistence.Keys;

/// <summary>The master key and where it comes from. A vault implements this to keep the key elsewhere.</summary>
public interface IMasterKey
{
    /// <summary>First 16 hex digits of a one-way function of the key: tells keys apart without revealing them.</summary>
    string Fingerprint { get; }

    /// <summary>Seals a data key.</summary>
    byte[] Wrap(ReadOnlySpan<byte> key, ReadOnlySpan<byte> context);

    /// <summary>Opens a data key.</summary>
    /// <exception cref="CryptographicException">Not wrapped by this key.</exception>
    byte[] Unwrap(ReadOnlySpan<byte> wrapped, ReadOnlySpan<byte> context);
}

/// <summary>A master key read from a file: 32 bytes in base64.</summary>
public sealed class FileMasterKey : IMasterKey
{
    /// <summary>The cipher is made once a thread: every load opens keys with it. It may not be used by two threads at once.</summary>
    private readonly ThreadLocal<AesGcm> _cipher;

    private FileMasterKey(byte[] key)
    {
        _cipher = new ThreadLocal<AesGcm>(() => Sealing.CipherOf(key));
        Fingerprint = Convert.ToHexStringLower(HMACSHA256.HashData(key, "work-welfare-gateway master key"u8))[..16];
    }

    /// <inheritdoc />
    public string Fingerprint { get; }

    /// <summary>Reads the key.</summary>
    /// <param name="path">The file.</param>
    /// <param name="createWhenAbsent">Embedded mode: make one with owner-only rights when there is none.</param>
    /// <exception cref="MasterKeyException">No file, or not a key; the message says what to do.</exception>
    public static FileMasterKey Read(string path, bool createWhenAbsent)
    {
        if (!File.Exists(path))
        {
            if (!createWhenAbsent)
                throw new MasterKeyException($"There is no master key at '{path}'. Put 32 random bytes in base64 there (openssl rand -base64 32), readable by the gateway only, and name the file in Gateway:MasterKeyFile.");
            Create(path);
        }

        Span<byte> key = stackalloc byte[48];
        if (!Convert.TryFromBase64String(File.ReadAllText(path).Trim(), key, out var length) || length != 32)
            throw new MasterKeyException($"The file '{path}' does not hold a master key: 32 bytes in base64 are expected (openssl rand -base64 32).");
        return new FileMasterKey(key[..32].ToArray());
    }

    /// <inheritdoc />
    public byte[] Wrap(ReadOnlySpan<byte> key, ReadOnlySpan<byte> context) => Sealing.Seal(_cipher.Value!, key, context);

    /// <inheritdoc />
    public byte[] Unwrap(ReadOnlySpan<byte> wrapped, ReadOnlySpan<byte> context) => Sealing.Open(_cipher.Value!, wrapped, context);

    private static void Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        // A process that is killed here leaves no key, never half of one; what is sealed under it must not outlive it.
        var aside = path + ".new";
        File.Delete(aside);
        try
        {
            DurableFiles.Here.Appear(path, aside, System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) + "\n"));
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was first; its key is the one.
            File.Delete(aside);
            DurableFiles.Here.Confirm(path);
        }
    }
}

/// <summary>The master key is missing, malformed, or not the one this database was made with.</summary>
/// <param name="message">A sentence that says what to do.</param>
public sealed class MasterKeyException(string message) : Exception(message);
