using System.Security.Cryptography;

namespace Gateway.Persistence.Stores;

/// <summary>API keys as they are written: <c>wwg_{id}_{secret}</c>. What is kept of the secret, <see cref="CallerSeals"/> makes.</summary>
internal static class KeyText
{
    private const string Prefix = "wwg";
    private const string User = "user:";
    private const string Portal = "portal:";

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

    /// <summary>For whom a user's key is kept. An agency's id has no colon.</summary>
    internal static string HolderOf(Guid user) => User + user.ToString("D");

    /// <summary>The user for whom a key is kept; null: it is an agency's.</summary>
    internal static Guid? UserOf(string holder) => holder.StartsWith(User, StringComparison.Ordinal) && Guid.TryParseExact(holder[User.Length..], "D", out var id) ? id : null;

    /// <summary>For which portal a key is kept: that of an agency.</summary>
    internal static string PortalOf(string agency) => Portal + agency;

    /// <summary>The agency for whose portal a key is kept; null: it is no portal's.</summary>
    internal static string? AgencyOfPortal(string holder) => holder.StartsWith(Portal, StringComparison.Ordinal) ? holder[Portal.Length..] : null;

    /// <summary>Whether a key is kept for an agency itself.</summary>
    internal static bool IsAgency(string holder) => !holder.Contains(':', StringComparison.Ordinal);

    /// <summary>Holders that are users, as a pattern of LIKE.</summary>
    internal const string OfUsers = User + "%";
}
