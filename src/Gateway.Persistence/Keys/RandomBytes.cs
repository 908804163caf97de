using System.Security.Cryptography;

namespace Gateway.Persistence.Keys;

/// <summary>
/// Where row keys and data keys take their randomness: from the system. A simulator gives its own, by a seed, so that a run can
/// be repeated; nothing else may.
/// </summary>
public class RandomBytes
{
    /// <summary>The system's.</summary>
    public static RandomBytes System { get; } = new();

    /// <summary>Fills with random bytes.</summary>
    public virtual void Fill(Span<byte> bytes) => RandomNumberGenerator.Fill(bytes);

    /// <summary>A new key.</summary>
    internal byte[] Key()
    {
        var key = new byte[32];
        Fill(key);
        return key;
    }
}
