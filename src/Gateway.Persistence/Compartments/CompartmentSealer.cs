using System.Security.Cryptography;
using Gateway.Core.Clients;
using Gateway.Persistence.Keys;

namespace Gateway.Persistence.Compartments;

/// <summary>Seals records into compartments. It holds public keys only: what it sealed it cannot open.</summary>
/// <param name="publicKeys">SubjectPublicKeyInfo by compartment.</param>
public sealed class CompartmentSealer(IReadOnlyDictionary<Compartment, byte[]> publicKeys)
{
    private readonly Dictionary<Compartment, RSA> _keys = publicKeys.ToDictionary(k => k.Key, k => Import(k.Value));

    /// <summary>Seals a record's raw bytes.</summary>
    /// <param name="compartment">Where to.</param>
    /// <param name="record">Record.</param>
    /// <param name="raw">Bytes.</param>
    public SealedRow Seal(Compartment compartment, Guid record, ReadOnlySpan<byte> raw)
    {
        var key = RandomNumberGenerator.GetBytes(32);
        byte[] wrapped;
        var rsa = _keys[compartment];
        lock (rsa)
            wrapped = rsa.Encrypt(key, RSAEncryptionPadding.OaepSHA256);
        var cipher = Sealing.Seal(key, raw, Sealing.Context(record, "raw"));
        return new SealedRow
        {
            RecordId = record,
            Compartment = compartment,
            Cipher = cipher,
            WrappedKey = wrapped,
        };
    }

    private static RSA Import(byte[] publicKey)
    {
        var rsa = RSA.Create();
        rsa.ImportSubjectPublicKeyInfo(publicKey, out _);
        return rsa;
    }
}
