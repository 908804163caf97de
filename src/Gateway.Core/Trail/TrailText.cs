using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using Gateway.Core.Privacy;

namespace Gateway.Core.Trail;

/// <summary>
/// The texts that are hashed and signed, in UTF-8, a value a line. They name no person, and docs/audit-trail.md describes them: a
/// verifier in any language makes the same.
/// </summary>
public static class TrailText
{
    /// <summary>What stands for a value that there is not.</summary>
    public const string None = "-";

    /// <summary>Bytes that what an entry says takes at most.</summary>
    public static int MostOfEntry(string kind, string actor)
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(actor);
        // The first line, two keys of 32 digits, a moment of 20, a digest of 64, and the ends of lines.
        return 200 + Encoding.UTF8.GetMaxByteCount(kind.Length) + Encoding.UTF8.GetMaxByteCount(actor.Length);
    }

    /// <summary>
    /// Writes what an entry says, without its detail: the first lines of its leaf. The buffer must hold <see cref="MostOfEntry"/>;
    /// a digest that is empty says that the entry is about no disclosure.
    /// </summary>
    /// <returns>Bytes written.</returns>
    /// <exception cref="ArgumentException">There is not enough room.</exception>
    public static int Entry(Span<byte> to, Guid id, DateTimeOffset at, string kind, string actor, Guid subject, ReadOnlySpan<char> disclosure) =>
        Utf8.TryWrite(
            to, CultureInfo.InvariantCulture,
            $"gateway-trail-entry-1\n{id:N}\n{Microseconds(at)}\n{kind}\n{actor}\n{subject:N}\n{(disclosure.IsEmpty ? None : disclosure)}", out var written)
            ? written
            : throw new ArgumentException("An entry's text takes more room.", nameof(to));

    /// <summary>What an entry says, as a text.</summary>
    public static string Entry(Guid id, DateTimeOffset at, string kind, string actor, Guid subject, ReadOnlySpan<char> disclosure)
    {
        var bytes = new byte[MostOfEntry(kind, actor)];
        return Encoding.UTF8.GetString(bytes, 0, Entry(bytes, id, at, kind, actor, subject, disclosure));
    }

    /// <summary>Leaf of an entry: what it says, and the gateway's keyed digest of it, which hides what others could guess.</summary>
    public static byte[] EntryLeaf(string entry, ReadOnlySpan<byte> digest) => MerkleTree.Leaf(Bytes($"{entry}\n{Convert.ToHexStringLower(digest)}"));

    /// <summary>Leaf of a row that the gateway did not write, or that was changed before it was sealed.</summary>
    public static byte[] ForeignLeaf(Guid id) => MerkleTree.Leaf(Bytes(Lines("gateway-trail-foreign-1", Id(id))));

    /// <summary>A seal's leaf data: its hash is the hash of this leaf.</summary>
    public static byte[] Seal(int number, DateTimeOffset at, int period, Guid last, int entries, byte[] entriesRoot, byte[] previous) =>
        Bytes(Lines("gateway-trail-seal-1", Number(number), Time(at), Number(period), Id(last), Number(entries), Convert.ToHexStringLower(entriesRoot), Convert.ToHexStringLower(previous)));

    /// <summary>What the gateway signs of a head.</summary>
    public static byte[] Head(string origin, int size, byte[] root, DateTimeOffset at) =>
        Bytes(Lines("gateway-trail-head-1", origin, Number(size), Convert.ToHexStringLower(root), Time(at)));

    /// <summary>What an agency signs of a head that it saw.</summary>
    public static byte[] Countersignature(string agency, string origin, int size, byte[] root) =>
        Bytes(Lines("gateway-trail-countersignature-1", agency, origin, Number(size), Convert.ToHexStringLower(root)));

    /// <summary>What a disclosure says, as its recipient may read it: nobody's name, no number of the client, not which office's knowledge it was.</summary>
    public static string Disclosure(Disclosure disclosure)
    {
        ArgumentNullException.ThrowIfNull(disclosure);
        return Lines(
            "gateway-disclosure-1", Id(disclosure.DeliveryId), Time(disclosure.At), disclosure.Recipient, disclosure.RecipientClass, disclosure.Event, Number(disclosure.Step),
            disclosure.Purpose, disclosure.Basis, disclosure.Manifest, disclosure.PolicyVersion, disclosure.Fields);
    }

    /// <summary>Digest of a disclosure, as it stands in the entry of its release.</summary>
    public static string DigestOf(Disclosure disclosure) => Convert.ToHexStringLower(SHA256.HashData(Bytes(Disclosure(disclosure))));

    /// <summary>A moment in microseconds since 1970, UTC: the coarsest resolution of the three databases.</summary>
    public static long Microseconds(DateTimeOffset at) => (at.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;

    private static string Time(DateTimeOffset at) => Microseconds(at).ToString(CultureInfo.InvariantCulture);

    private static string Id(Guid id) => id.ToString("N");

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Lines(params string[] values) => string.Join('\n', values);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
