using System.Security.Cryptography;
using Gateway.Core.Clients;
using Gateway.Persistence.Keys;

namespace Gateway.Persistence.Compartments;

/// <summary>Seals records into compartments. It holds public keys only: what it sealed it cannot open.</summary>
/// <param name="pairs">Key pairs; of each compartment the newest seals.</param>
public sealed class CompartmentSealer(IEnumerable<CompartmentKeyRow> pairs)
{
    private readonly Dictionary<Compartment, (int Number, byte[] PublicKey)> _keys =
        pairs.GroupBy(p => p.Compartment).ToDictionary(g => g.Key, g => (g.Max(p => p.Number), g.MaxBy(p => p.Number)!.PublicKey));

    /// <summary>Seals a record's raw bytes.</summary>
    /// <param name="compartment">Where to.</param>
    /// <param name="record">Record.</param>
    /// <param name="raw">Bytes.</param>
    public SealedRow Seal(Compartment compartment, Guid record, ReadOnlySpan<byte> raw)
    {
        var key = RandomNumberGenerator.GetBytes(32);
        var (number, publicKey) = _keys[compartment];
        return new SealedRow
        {
            RecordId = record,
            Compartment = compartment,
            KeyNumber = number,
            Cipher = Sealing.Seal(key, raw, Sealing.Context(record, "raw")),
            WrappedKey = CompartmentWrap.Wrap(publicKey, key, record),
        };
    }
}
