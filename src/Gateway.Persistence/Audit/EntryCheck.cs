using System.Security.Cryptography;
using System.Text;
using Gateway.Core.Trail;
using Gateway.Persistence.Model;

namespace Gateway.Persistence.Audit;

/// <summary>Recomputes entries one after the other. The keyed hash and the buffer are used again, so each thread has one of its own.</summary>
/// <param name="digest">Keyed hash with the key that authenticates entries.</param>
internal sealed class EntryCheck(IncrementalHash digest) : IDisposable
{
    private byte[] _bytes = [];

    /// <summary>The leaf of an entry as it stands in the store; null: the gateway did not write it so.</summary>
    internal byte[]? LeafOf(AuditRow row)
    {
        var detail = row.Detail ?? "";
        var most = TrailText.MostOfEntry(row.Kind, row.Actor) + 1 + Math.Max(Encoding.UTF8.GetMaxByteCount(detail.Length), 2 * MerkleTree.HashSize);
        if (_bytes.Length < most)
            _bytes = new byte[most];
        // As TrailKeys.Digest: what it says, and its detail.
        var end = TrailText.Entry(_bytes, row.Id, row.At, row.Kind, row.Actor, row.SubjectId, AuditEntry.DisclosureIn(row.Detail));
        _bytes[end++] = (byte)'\n';
        digest.AppendData(_bytes.AsSpan(0, end + Encoding.UTF8.GetBytes(detail, _bytes.AsSpan(end))));
        Span<byte> computed = stackalloc byte[MerkleTree.HashSize];
        digest.GetHashAndReset(computed);
        if (!CryptographicOperations.FixedTimeEquals(row.Digest, computed))
            return null;
        // As TrailText.EntryLeaf: what it says, and the digest.
        Convert.TryToHexStringLower(computed, _bytes.AsSpan(end), out var digits);
        return MerkleTree.Leaf(_bytes.AsSpan(0, end + digits));
    }

    public void Dispose() => digest.Dispose();
}
