using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Persistence.Operating;

/// <summary>Secrets of one-time links: 256 random bits, of which only a SHA-256 is kept.</summary>
internal static class OneTimeSecret
{
    internal static (string Secret, byte[] Hash) Make()
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        return (secret, HashOf(secret));
    }

    internal static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
