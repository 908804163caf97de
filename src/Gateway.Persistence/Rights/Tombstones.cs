using System.Security.Cryptography;

namespace Gateway.Persistence.Rights;

/// <summary>The keyed digests of the file of erasures.</summary>
internal sealed class Tombstones(ErasureFile? file = null)
{
    private byte[]? _key;

    /// <summary>Whether erasures are kept at all; without a file nothing can be erased.</summary>
    internal bool IsKept => file is not null;

    /// <summary>Digest of a number's blind index.</summary>
    internal byte[] DigestOf(byte[] hash) => HMACSHA256.HashData(Key, hash);

    /// <summary>Digest of a client.</summary>
    internal byte[] DigestOf(Guid id) => HMACSHA256.HashData(Key, id.ToByteArray());

    /// <summary>Number of the last erasure in the file.</summary>
    internal int LastNumber() => Of().Read().Erased.Select(e => e.Certificate.Number).DefaultIfEmpty().Max();

    internal Task AppendAsync(Tombstone tombstone, CancellationToken cancellation) => Of().AppendAsync(tombstone, cancellation);

    internal Task TakeBackAsync(Guid id, CancellationToken cancellation) => Of().TakeBackAsync(id, cancellation);

    private byte[] Key => _key ??= Of().Read().Key;

    private ErasureFile Of() => file ?? throw new InvalidOperationException("No file of erasures is set.");
}
