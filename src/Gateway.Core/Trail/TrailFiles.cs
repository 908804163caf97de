namespace Gateway.Core.Trail;

/// <summary>What the files of the trail are called in their member <c>format</c>.</summary>
public static class TrailFormats
{
    /// <summary>Heads.</summary>
    public const string Heads = "gateway-trail-heads-1";

    /// <summary>A later head goes on from an earlier one.</summary>
    public const string Consistency = "gateway-trail-consistency-1";

    /// <summary>A disclosure is in the trail.</summary>
    public const string Proof = "gateway-trail-proof-1";

    /// <summary>Every seal, as hashes.</summary>
    public const string Export = "gateway-trail-export-1";
}

/// <summary>A head of the trail: it commits to every seal up to its size.</summary>
/// <param name="Size">Number of its last seal.</param>
/// <param name="Root">Root of the tree, hexadecimal.</param>
/// <param name="Time">Machine time in microseconds since 1970, UTC.</param>
/// <param name="Signature">The gateway's signature, Base64.</param>
/// <param name="Countersignatures">Agencies that signed it too.</param>
public sealed record TrailHead(int Size, string Root, long Time, string Signature, IReadOnlyList<TrailCountersignature> Countersignatures);

/// <summary>An agency's signature under a head.</summary>
/// <param name="Agency">Agency.</param>
/// <param name="PublicKey">Its key, as the directory has it now; null: the directory has none any more, or another than the one that signed.</param>
/// <param name="Signature">Signature, Base64.</param>
/// <param name="Time">When the gateway took it, in microseconds since 1970, UTC.</param>
public sealed record TrailCountersignature(string Agency, string? PublicKey, string Signature, long Time);

/// <summary>Heads, the newest first.</summary>
/// <param name="Format"><see cref="TrailFormats.Heads"/>.</param>
/// <param name="Origin">Which gateway: a fingerprint of its public key.</param>
/// <param name="PublicKey">Its public key: SubjectPublicKeyInfo in Base64, ECDSA over P-256.</param>
/// <param name="Heads">Heads.</param>
public sealed record TrailHeads(string Format, string Origin, string PublicKey, IReadOnlyList<TrailHead> Heads);

/// <summary>Proof that a later head goes on from an earlier one.</summary>
/// <param name="Format"><see cref="TrailFormats.Consistency"/>.</param>
/// <param name="Origin">Which gateway.</param>
/// <param name="PublicKey">Its public key.</param>
/// <param name="From">The earlier head.</param>
/// <param name="To">The later head.</param>
/// <param name="Proof">Hashes, hexadecimal (RFC 9162, 2.1.4).</param>
public sealed record TrailConsistency(string Format, string Origin, string PublicKey, TrailHead From, TrailHead To, IReadOnlyList<string> Proof);

/// <summary>Proof that a disclosure is in the trail. It names no person.</summary>
/// <param name="Format"><see cref="TrailFormats.Proof"/>.</param>
/// <param name="Origin">Which gateway.</param>
/// <param name="PublicKey">Its public key.</param>
/// <param name="Disclosure">The disclosure.</param>
/// <param name="Entry">The entry of its release.</param>
/// <param name="EntryProof">The entry's place in its seal.</param>
/// <param name="Seal">The seal.</param>
/// <param name="SealProof">Hashes that lead from the seal to the head, hexadecimal (RFC 9162, 2.1.3).</param>
/// <param name="Head">The head.</param>
public sealed record TrailProof(
    string Format, string Origin, string PublicKey, ProvedDisclosure Disclosure, ProvedEntry Entry, EntryProof EntryProof, ProvedSeal Seal, IReadOnlyList<string> SealProof, TrailHead Head);

/// <summary>A disclosure as its proof tells it.</summary>
/// <param name="Id">Its delivery.</param>
/// <param name="Time">Domain time in microseconds since 1970, UTC.</param>
/// <param name="Recipient">Recipient.</param>
/// <param name="RecipientClass">Recipient class.</param>
/// <param name="Event">Event type.</param>
/// <param name="Step">Step.</param>
/// <param name="Purpose">Purpose.</param>
/// <param name="Basis">Legal basis.</param>
/// <param name="Manifest">Manifest.</param>
/// <param name="Policy">Version of the policy: a digest of its files.</param>
/// <param name="Fields">Names of the fields that left, comma-separated.</param>
public sealed record ProvedDisclosure(
    string Id, long Time, string Recipient, string RecipientClass, string Event, int Step, string Purpose, string Basis, string Manifest, string Policy, string Fields);

/// <summary>An entry as its leaf tells it.</summary>
/// <param name="Id">Id.</param>
/// <param name="Time">Domain time in microseconds since 1970, UTC.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Actor">Whose doing.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Disclosure">Digest of the disclosure, hexadecimal.</param>
/// <param name="Digest">The gateway's keyed digest, hexadecimal.</param>
public sealed record ProvedEntry(string Id, long Time, string Kind, string Actor, string Subject, string Disclosure, string Digest);

/// <summary>Where an entry stands in its seal.</summary>
/// <param name="Index">Its place, from 0.</param>
/// <param name="Size">Entries of the seal.</param>
/// <param name="Hashes">Hashes that lead from the entry to the root of the seal's entries, hexadecimal.</param>
public sealed record EntryProof(int Index, int Size, IReadOnlyList<string> Hashes);

/// <summary>A seal as its leaf tells it; the number of its entries and their root follow from the entry's proof.</summary>
/// <param name="Number">Number.</param>
/// <param name="Time">Machine time in microseconds since 1970, UTC.</param>
/// <param name="Period">Period of its entries.</param>
/// <param name="Last">Last entry that it covers.</param>
/// <param name="Previous">Hash of the seal before, hexadecimal.</param>
public sealed record ProvedSeal(int Number, long Time, int Period, string Last, string Previous);

/// <summary>First line of an export.</summary>
/// <param name="Format"><see cref="TrailFormats.Export"/>.</param>
/// <param name="Origin">Which gateway.</param>
/// <param name="PublicKey">Its public key.</param>
public sealed record TrailExport(string Format, string Origin, string PublicKey);

/// <summary>A line of an export: a seal.</summary>
/// <param name="Number">Number.</param>
/// <param name="Time">Machine time in microseconds since 1970, UTC.</param>
/// <param name="Period">Period of its entries.</param>
/// <param name="Last">Last entry that it covers.</param>
/// <param name="Leaves">Hashes of its entries, 32 bytes each, Base64.</param>
/// <param name="Root">Root of the tree up to this seal, hexadecimal.</param>
/// <param name="Signature">Signature of that head, Base64.</param>
public sealed record ExportedSeal(int Number, long Time, int Period, string Last, string Leaves, string Root, string Signature);
