using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Core.Clients;

/// <summary>
/// Keyed hashes by which a value is found without being stored. Every index is in the scope of an agency, so that
/// no query can join two agencies' knowledge of a person.
/// </summary>
/// <remarks>
/// The key turns: there are several, in the order in which they were made. A digest begins with the number of the last key that
/// went into it, and the digest of a number is the keyed hash of the one before. So a stored digest is brought to a newer
/// key without the value that it was made of, and nothing that is stored tells anything without the newest key.
/// </remarks>
public sealed class BlindIndex
{
    /// <summary>Keys that there can be: the number is one byte, and their ids stand in one setting.</summary>
    public const int MostKeys = 80;

    private const int Length = 32;

    /// <summary>What a digest was under keys that stored digests may still have; held with the digest, as long as anybody has it.</summary>
    private static readonly ConditionalWeakTable<byte[], byte[][]> Older = [];

    private readonly IReadOnlyList<byte[]> _keys;
    private readonly int _oldest;

    /// <summary>An index with one key.</summary>
    /// <param name="key">32 bytes, the installation's index key.</param>
    public BlindIndex(byte[] key) : this([key], 1)
    {
    }

    /// <summary>An index whose key has turned.</summary>
    /// <param name="keys">Keys of 32 bytes, from the first.</param>
    /// <param name="oldest">Number of the oldest key that stored digests may still have: they are looked for under all from this one on.</param>
    public BlindIndex(IReadOnlyList<byte[]> keys, int oldest) => (_keys, _oldest) = (keys, oldest);

    /// <summary>Number of the newest key, under which new digests are.</summary>
    public int Newest => _keys.Count;

    /// <summary>Index of a client's identifier at an agency.</summary>
    /// <param name="agency">Agency.</param>
    /// <param name="scheme">Identifier scheme.</param>
    /// <param name="value">Normalised value.</param>
    public byte[] Identifier(string agency, string scheme, string value) => Hash("identifier", agency, scheme, value);

    /// <summary>Index of a client's identifier under each key that there was, for digests where no rotation reaches them: those of erasures.</summary>
    /// <param name="agency">Agency.</param>
    /// <param name="scheme">Identifier scheme.</param>
    /// <param name="value">Normalised value.</param>
    public IReadOnlyList<byte[]> IdentifierEver(string agency, string scheme, string value)
    {
        List<byte[]> ever = [First("identifier", agency, scheme, value)];
        while (ever[^1][0] < Newest)
            ever.Add(Next(ever[^1]));
        return ever;
    }

    /// <summary>Index of a sender's ticket.</summary>
    public byte[] Ticket(string agency, string ticket) => Hash("ticket", agency, ticket);

    /// <summary>Index of an agency's record of a client's agreement.</summary>
    public byte[] AgreementRecord(string agency, string recordId) => Hash("agreement", agency, recordId);

    /// <summary>Index of a control service's reference of a mandate.</summary>
    public byte[] Mandate(string agency, string reference) => Hash("mandate", agency, reference);

    /// <summary>Fingerprint of what a mandate asks, to tell a repeat from another question.</summary>
    public byte[] MandateQuestion(string agency, string question) => Hash("mandate-question", agency, question);

    /// <summary>Index of the name under which an agency sends a format.</summary>
    public byte[] Profile(string agency, string name) => Hash("profile", agency, name);

    /// <summary>Index of the name of an agency's file, by which a log speaks of it: the name may say who the file is about.</summary>
    public byte[] FileName(string agency, string name) => Hash("file", agency, name);

    /// <summary>Index of an idempotency key.</summary>
    public byte[] IdempotencyKey(string value) => Hash("idempotency", value);

    /// <summary>Fingerprint of a statement's content, to tell a repeat from a change.</summary>
    public byte[] Statement(ReadOnlySpan<byte> json) => Chained(HMACSHA256.HashData(_keys[0], json));

    /// <summary>Running fingerprint of a body; <see cref="Fingerprint"/> ends it.</summary>
    public IncrementalHash Body() => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _keys[0]);

    /// <summary>Fingerprint of a body, from what <see cref="Body"/> gave.</summary>
    public byte[] Fingerprint(ReadOnlySpan<byte> body) => Chained(body.ToArray());

    /// <summary>A stored digest under the newest key; one that is none of this index's stays as it is.</summary>
    public byte[] Renewed(byte[] digest)
    {
        ArgumentNullException.ThrowIfNull(digest);
        if (digest.Length != Length || digest[0] < 1 || digest[0] >= Newest)
            return digest;
        var renewed = digest;
        List<byte[]> older = [.. Variants(digest)];
        while (renewed[0] < Newest)
        {
            renewed = Next(renewed);
            older.Insert(0, renewed);
        }

        Hold(renewed, older);
        return renewed;
    }

    /// <summary>A digest, and what it was under older keys that stored digests may still have: whoever looks for one looks for all.</summary>
    /// <param name="digest">As this index gave it.</param>
    public static IReadOnlyList<byte[]> Variants(byte[] digest)
    {
        ArgumentNullException.ThrowIfNull(digest);
        return Older.TryGetValue(digest, out var older) ? [digest, .. older] : [digest];
    }

    /// <summary>Whether two digests are of the same value; one of them as an index gave it, the other as stored or given.</summary>
    public static bool Same(byte[]? one, byte[]? other) =>
        one is not null && other is not null
        && (one.AsSpan().SequenceEqual(other) || Variants(one).Any(v => v.AsSpan().SequenceEqual(other)) || Variants(other).Any(v => v.AsSpan().SequenceEqual(one)));

    private byte[] Hash(params ReadOnlySpan<string> parts) => Chained(First(parts));

    private byte[] First(params ReadOnlySpan<string> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
            text.Append(part.Length).Append(':').Append(part);
        var first = HMACSHA256.HashData(_keys[0], Encoding.UTF8.GetBytes(text.ToString()));
        first[0] = 1;
        return first;
    }

    private byte[] Chained(byte[] first)
    {
        first[0] = 1;
        var digest = first;
        List<byte[]> older = [];
        while (digest[0] < Newest)
        {
            if (digest[0] >= _oldest)
                older.Insert(0, digest);
            digest = Next(digest);
        }

        if (older.Count > 0)
            Older.Add(digest, [.. older]);
        return digest;
    }

    private byte[] Next(byte[] digest)
    {
        var next = HMACSHA256.HashData(_keys[digest[0]], digest);
        next[0] = (byte)(digest[0] + 1);
        return next;
    }

    private static void Hold(byte[] digest, List<byte[]> all) => Older.AddOrUpdate(digest, [.. all.Where(d => !ReferenceEquals(d, digest))]);
}
