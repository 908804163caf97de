using System.Security.Cryptography;
using Gateway.Core.Clients;
using Gateway.Persistence.Keys;

namespace Gateway.Persistence.Compartments;

/// <summary>Seals records into compartments. It holds public keys only: what it sealed it cannot open.</summary>
/// <param name="pairs">Key pairs; of each compartment the newest seals.</param>
public sealed class CompartmentSealer(IEnumerable<CompartmentKeyRow> pairs)
{
    private readonly Dictionary<Compartment, (int Number, RSA Key)> _keys =
        pairs.GroupBy(p => p.Compartment).ToDictionary(g => g.Key, g => (g.Max(p => p.Number), Import(g.MaxBy(p => p.Number)!.PublicKey)));

    /// <summary>Seals a record's raw bytes.</summary>
    /// <param name="compartment">Where to.</param>
    /// <param name="record">Record.</param>
    /// <param name="raw">Bytes.</param>
    public SealedRow Seal(Compartment compartment, Guid record, ReadOnlySpan<byte> raw)
    {
        var key = RandomNumberGenerator.GetBytes(32);
        byte[] wrapped;
        var (number, rsa) = _keys[compartment];
        lock (rsa)
            wrapped = rsa.Encrypt(key, RSAEncryptionPadding.OaepSHA256);
        var cipher = Sealing.Seal(key, raw, Sealing.Context(record, "raw"));
        return new SealedRow
        {
            RecordId = record,
            Compartment = compartment,
            KeyNumber = number,
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
