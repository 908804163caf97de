using System.Collections.Concurrent;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using Gateway.Core.Callers;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Api.Callers;

/// <summary>
/// The keys with which the gateway signs access tokens: one a month, on the curve P-256, derived from a secret of the installation. So
/// they turn by themselves, and each process has the same ones. Those of the months beside the present one are accepted too.
/// </summary>
internal sealed class OwnTokenKeys(ITokenSecrets secrets)
{
    private const int SeedBytes = 48;

    /// <summary>Order of the curve P-256 (FIPS 186-5).</summary>
    private static readonly BigInteger Order = BigInteger.Parse("0ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private readonly ConcurrentDictionary<string, ECDsaSecurityKey> _keys = new(StringComparer.Ordinal);

    /// <summary>The key of the present month.</summary>
    public SigningCredentials Signing(DateTimeOffset now) => new(Of(now), SecurityAlgorithms.EcdsaSha256);

    /// <summary>The keys whose signatures count.</summary>
    public IEnumerable<SecurityKey> Accepted(DateTimeOffset now) => [Of(now), Of(now.AddMonths(-1)), Of(now.AddMonths(1))];

    private ECDsaSecurityKey Of(DateTimeOffset at) => _keys.GetOrAdd(at.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture), month =>
    {
        // A seed that is 128 bits longer than the order: reduced, each key is as likely as any other (FIPS 186-5, A.2.1).
        var seed = new BigInteger(secrets.SecretOf("access-tokens " + month, SeedBytes), isUnsigned: true, isBigEndian: true);
        var scalar = ((seed % (Order - 1)) + 1).ToByteArray(isUnsigned: true, isBigEndian: true);
        var padded = new byte[32];
        scalar.CopyTo(padded, padded.Length - scalar.Length);
        return new ECDsaSecurityKey(ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = padded })) { KeyId = month };
    });
}
