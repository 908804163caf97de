using System.Security.Cryptography;
using System.Text;

namespace Gateway.Persistence.Stores;

/// <summary>API keys as they are written: <c>wwg_{id}_{secret}</c>. Only a SHA-256 of the secret is kept; it has 256 random bits.</summary>
internal static class KeyText
{
    private const string Prefix = "wwg";
    private const string User = "user:";

    /// <summary>A new id and secret.</summary>
    internal static (string Id, string Secret) Make() =>
        (Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6)), Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));

    /// <summary>The whole key.</summary>
    internal static string Of(string id, string secret) => $"{Prefix}_{id}_{secret}";

    /// <summary>Id and secret of a key; null: it is none.</summary>
    internal static (string Id, string Secret)? Read(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Split('_') is [Prefix, var id, var secret] ? (id, secret) : null;
    }

    /// <summary>What is kept of a secret.</summary>
    internal static byte[] HashOf(string secret) => SHA256.HashData(Encoding.ASCII.GetBytes(secret));

    /// <summary>For whom a user's key is kept. An agency's id has no colon.</summary>
    internal static string HolderOf(Guid user) => User + user.ToString("D");

    /// <summary>The user for whom a key is kept; null: it is an agency's.</summary>
    internal static Guid? UserOf(string holder) => holder.StartsWith(User, StringComparison.Ordinal) && Guid.TryParseExact(holder[User.Length..], "D", out var id) ? id : null;

    /// <summary>Holders that are no agencies, as a pattern of LIKE.</summary>
    internal const string OfUsers = User + "%";
}
