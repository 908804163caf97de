using System.Security.Cryptography;
using System.Text;
using Gateway.Persistence.Keys;

namespace Gateway.Persistence.Compartments;

/// <summary>
/// Wraps a record's key so that only the private half of its compartment's pair opens it: key agreement on P-256 with a pair that is
/// made for this record and forgotten, HKDF with SHA-256, AES-256-GCM (ECIES as in ISO/IEC 18033-2). Written as the point of the
/// forgotten pair (65 bytes, uncompressed as in SEC 1) and the sealed key.
/// </summary>
public static class CompartmentWrap
{
    private const int CoordinateSize = 32;
    private const int PointSize = 1 + (2 * CoordinateSize);
    private const byte Uncompressed = 4;
    private const string Use = "key";

    /// <summary>Makes a pair for a compartment.</summary>
    public static ECDiffieHellman NewPair() => ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>Wraps a record's key.</summary>
    /// <param name="publicKey">The compartment's public half, SubjectPublicKeyInfo.</param>
    /// <param name="key">The record's key.</param>
    /// <param name="record">Record: what is wrapped for it opens for no other.</param>
    public static byte[] Wrap(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> key, Guid record)
    {
        using var compartment = ECDiffieHellman.Create();
        compartment.ImportSubjectPublicKeyInfo(publicKey, out _);
        using var once = NewPair();
        using var other = compartment.PublicKey;
        var point = PointOf(once);
        return [.. point, .. Sealing.Seal(Agree(once, other, point, PointOf(compartment)), key, Sealing.Context(record, Use))];
    }

    /// <summary>Opens a record's key.</summary>
    /// <param name="pair">The compartment's pair, with its private half.</param>
    /// <param name="wrapped">What <see cref="Wrap"/> made.</param>
    /// <param name="record">Record.</param>
    /// <exception cref="CryptographicException">Another pair, another record, changed bytes, or the private half is missing.</exception>
    public static byte[] Unwrap(ECDiffieHellman pair, ReadOnlySpan<byte> wrapped, Guid record)
    {
        ArgumentNullException.ThrowIfNull(pair);
        if (wrapped.Length < PointSize || wrapped[0] != Uncompressed)
            throw new CryptographicException("A wrapped key begins with a point.");
        var point = wrapped[..PointSize];
        // A point that does not lie on the curve is refused here.
        using var once = ECDiffieHellman.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = point.Slice(1, CoordinateSize).ToArray(), Y = point[(1 + CoordinateSize)..].ToArray() },
        });
        using var other = once.PublicKey;
        return Sealing.Open(Agree(pair, other, point, PointOf(pair)), wrapped[PointSize..], Sealing.Context(record, Use));
    }

    private static byte[] Agree(ECDiffieHellman mine, ECDiffieHellmanPublicKey other, ReadOnlySpan<byte> once, ReadOnlySpan<byte> compartment)
    {
        var shared = mine.DeriveRawSecretAgreement(other);
        try
        {
            return HKDF.DeriveKey(HashAlgorithmName.SHA256, shared, 32, salt: null, info: [.. Encoding.ASCII.GetBytes("gateway-compartment"), .. once, .. compartment]);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(shared);
        }
    }

    private static byte[] PointOf(ECDiffieHellman pair)
    {
        var point = pair.ExportParameters(includePrivateParameters: false).Q;
        return [Uncompressed, .. point.X!, .. point.Y!];
    }
}
