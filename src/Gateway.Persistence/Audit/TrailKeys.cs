using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Gateway.Core.Trail;

namespace Gateway.Persistence.Audit;

/// <summary>
/// The keys of the audit trail: one authenticates entries, one signs heads. Both are derived from the installation's key that lies
/// under the master key, so that whoever can write to the database alone makes neither an entry nor a head, and both outlive a
/// change of the master key. The public half of the second is given to everybody.
/// </summary>
public sealed class TrailKeys : IDisposable
{
    private static readonly BigInteger Order = BigInteger.Parse("0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture);

    private readonly Lock _signing = new();
    private volatile byte[]? _entries;
    private ECDsa? _heads;

    /// <summary>The key by which everybody checks heads: SubjectPublicKeyInfo in Base64, ECDSA over P-256.</summary>
    public string PublicKey { get; private set; } = "";

    /// <summary>Which gateway a head is of: a fingerprint of its public key.</summary>
    public string Origin { get; private set; } = "";

    /// <summary>The installation is open: its keys are there from now on.</summary>
    /// <param name="protectionKey">The installation's key from which they are derived.</param>
    public void Open(byte[] protectionKey)
    {
        ECDsa heads = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = Scalar(HKDF.DeriveKey(HashAlgorithmName.SHA256, protectionKey, 48, info: "trail-heads"u8.ToArray())) });
        var spki = heads.ExportSubjectPublicKeyInfo();
        lock (_signing)
        {
            _heads?.Dispose();
            _heads = heads;
        }

        PublicKey = Convert.ToBase64String(spki);
        Origin = Convert.ToHexStringLower(SHA256.HashData(spki))[..16];
        _entries = HKDF.DeriveKey(HashAlgorithmName.SHA256, protectionKey, MerkleTree.HashSize, info: "trail-entries"u8.ToArray());
    }

    /// <summary>Digest of an entry: of what it says and of its detail.</summary>
    internal byte[] Digest(string entry, string? detail) => HMACSHA256.HashData(Entries, Encoding.UTF8.GetBytes($"{entry}\n{detail}"));

    /// <summary>Recomputes entries with the key that authenticates them; for one thread.</summary>
    internal EntryCheck EntryCheck() => new(IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Entries));

    /// <summary>The public key of heads, for one thread.</summary>
    internal ECDsa HeadKey()
    {
        var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(PublicKey), out _);
        return key;
    }

    /// <summary>Authenticates how far the trail was verified.</summary>
    internal string Authenticate(string what) => Convert.ToHexStringLower(HMACSHA256.HashData(Entries, Encoding.UTF8.GetBytes("verified\n" + what)));

    /// <summary>Signs a head.</summary>
    /// <param name="head">Its text.</param>
    public byte[] Sign(byte[] head)
    {
        lock (_signing)
            return Heads.SignData(head, HashAlgorithmName.SHA256);
    }

    /// <summary>Whether this gateway signed a head.</summary>
    internal bool Signed(byte[] head, byte[] signature)
    {
        lock (_signing)
            return Heads.VerifyData(head, signature, HashAlgorithmName.SHA256);
    }

    /// <inheritdoc />
    public void Dispose() => _heads?.Dispose();

    private byte[] Entries => _entries ?? throw new InvalidOperationException("The installation is not open yet.");

    private ECDsa Heads => _heads ?? throw new InvalidOperationException("The installation is not open yet.");

    /// <summary>A private number of the curve, evenly distributed (FIPS 186-5, A.2.1).</summary>
    private static byte[] Scalar(byte[] wide)
    {
        var number = (new BigInteger(wide, isUnsigned: true, isBigEndian: true) % (Order - 1)) + 1;
        var bytes = new byte[32];
        var written = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        written.CopyTo(bytes, 32 - written.Length);
        return bytes;
    }
}
