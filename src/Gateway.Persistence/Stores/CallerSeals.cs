using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gateway.Core.Callers;
using Gateway.Core.Operating;
using Gateway.Persistence.Model;
using Gateway.Persistence.Operating;

namespace Gateway.Persistence.Stores;

/// <summary>
/// Binds who calls to a key that is not in the database: for whom an API key stands, and what a user may do and how they sign in.
/// Whoever can write to the database alone becomes neither another agency nor an administrator. A whole row as it was at another
/// time, written back with its seal, passes: only the audit trail shows that.
/// </summary>
public sealed class CallerSeals : ITokenSecrets
{
    private const int Length = 32;
    private volatile byte[]? _key;

    /// <summary>The installation is open: its key seals from now on.</summary>
    internal void Open(byte[] protectionKey) => _key = HKDF.DeriveKey(HashAlgorithmName.SHA256, protectionKey, Length, info: "callers"u8.ToArray());

    /// <inheritdoc />
    public byte[] SecretOf(string name, int bytes) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, Key, bytes, info: Encoding.UTF8.GetBytes(name));

    /// <summary>What is kept of an API key's secret (256 random bits: no slow hash is needed), bound to whom it stands for.</summary>
    internal byte[] OfKey(string id, string holder, string secret) => Of("key", id, holder, secret);

    /// <summary>What binds a key's scopes and end to it. Apart from the secret's: an end is brought forward without knowing the secret.</summary>
    internal byte[] OfTerms(string id, string scopes, DateTimeOffset? expiresAt) => Of("terms", id, scopes, Second(expiresAt));

    /// <summary>Whether a row stands for whoever has this secret, at a moment of machine time.</summary>
    internal bool Holds(ApiKeyRow row, string secret, DateTimeOffset now) =>
        CryptographicOperations.FixedTimeEquals(row.Hash, OfKey(row.Id, row.Agency, secret)) && HoldsTerms(row) && !(row.ExpiresAt <= now);

    /// <summary>Whether a row's scopes and end were written by the gateway.</summary>
    internal bool HoldsTerms(ApiKeyRow row) => CryptographicOperations.FixedTimeEquals(row.TermsSeal, OfTerms(row.Id, row.Scopes, row.ExpiresAt));

    /// <summary>Seals a user as they are now; before every commit that changes one.</summary>
    internal void Seal(UserRow row) => row.Seal = OfUser(row);

    /// <summary>Whether a user was written by the gateway.</summary>
    internal bool Holds(UserRow row) => CryptographicOperations.FixedTimeEquals(row.Seal, OfUser(row));

    /// <summary>A user as read; one that was not written by the gateway may do nothing. A command that only lists has no keys, and vouches for nobody.</summary>
    internal User Read(UserRow row) => UserStore.Read(row) with { IsAuthentic = _key is not null && Holds(row) };

    private byte[] OfUser(UserRow row) => Of(
        "user", row.Id.ToString("N"), row.Name, ((int)row.Roles).ToString(CultureInfo.InvariantCulture), row.Agency, row.PasswordHash, row.External,
        row.Sessions.ToString(CultureInfo.InvariantCulture), row.LinkHash is null ? null : Convert.ToHexString(row.LinkHash), Second(row.LinkUntil), Second(row.DisabledAt));

    /// <summary>Databases keep fractions of a second differently.</summary>
    private static string? Second(DateTimeOffset? at) => at?.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private byte[] Key => _key ?? throw new InvalidOperationException("The installation is not open yet.");

    private byte[] Of(params ReadOnlySpan<string?> parts)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Key);
        foreach (var part in parts)
        {
            // Each with its length, so that no two lists of parts read alike; an absent one is not an empty one.
            var bytes = part is null ? [] : Encoding.UTF8.GetBytes(part);
            hash.AppendData(BitConverter.GetBytes(part is null ? -1 : bytes.Length));
            hash.AppendData(bytes);
        }

        return hash.GetHashAndReset();
    }
}
