using System.Security.Cryptography;

namespace Gateway.Persistence.Keys;

/// <summary>Authenticated encryption at rest: AES-256-GCM, written as nonce (12), tag (16), ciphertext.</summary>
public static class Sealing
{
    private const int NonceSize = 12;
    private const int TagSize = 16;

    /// <summary>Seals bytes.</summary>
    /// <param name="key">32 bytes.</param>
    /// <param name="plain">What to seal.</param>
    /// <param name="context">What the bytes belong to; the same is needed to open them.</param>
    public static byte[] Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> context)
    {
        using var cipher = CipherOf(key);
        return Seal(cipher, plain, context);
    }

    /// <summary>A cipher under a key, for many uses of it on one thread.</summary>
    /// <param name="key">32 bytes.</param>
    internal static AesGcm CipherOf(ReadOnlySpan<byte> key) => new(key, TagSize);

    internal static byte[] Seal(AesGcm cipher, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> context)
    {
        var result = new byte[NonceSize + TagSize + plain.Length];
        var nonce = result.AsSpan(0, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        cipher.Encrypt(nonce, plain, result.AsSpan(NonceSize + TagSize), result.AsSpan(NonceSize, TagSize), context);
        return result;
    }

    /// <summary>Opens bytes.</summary>
    /// <exception cref="CryptographicException">Wrong key, wrong context or changed bytes.</exception>
    public static byte[] Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> sealedBytes, ReadOnlySpan<byte> context)
    {
        using var cipher = CipherOf(key);
        return Open(cipher, sealedBytes, context);
    }

    internal static byte[] Open(AesGcm cipher, ReadOnlySpan<byte> sealedBytes, ReadOnlySpan<byte> context)
    {
        if (sealedBytes.Length < NonceSize + TagSize)
            throw new CryptographicException("Sealed bytes are too short.");
        var plain = new byte[sealedBytes.Length - NonceSize - TagSize];
        cipher.Decrypt(sealedBytes[..NonceSize], sealedBytes[(NonceSize + TagSize)..], sealedBytes.Slice(NonceSize, TagSize), plain, context);
        return plain;
    }

    /// <summary>Context that binds sealed bytes to a row and a use of it.</summary>
    public static byte[] Context(Guid row, string use)
    {
        var context = new byte[16 + use.Length];
        row.TryWriteBytes(context, bigEndian: true, out _);
        System.Text.Encoding.ASCII.GetBytes(use, context.AsSpan(16));
        return context;
    }
}
