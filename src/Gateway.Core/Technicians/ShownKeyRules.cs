using Gateway.Core.Callers;
using Gateway.Core.Handovers;

namespace Gateway.Core.Technicians;

/// <summary>
/// What a technician shows besides being signed in. A link is made by one operator, who could use it alone: so a link opens states and
/// reasons, and whatever gives clients' data, or a key with which they are read, is asked for with a key or secret that the agency's own
/// systems have.
/// </summary>
public static class ShownKeyRules
{
    /// <summary>Whether a key shows that its holder may read the agency's feed.</summary>
    /// <param name="shown">For whom the key stands; null: for nobody.</param>
    /// <param name="agency">The technician's agency.</param>
    public static bool MayRead(Caller? shown, string agency) => IsKeyOf(shown, agency) && shown!.Scopes.Contains(Scopes.ReadFeed, StringComparer.Ordinal);

    /// <summary>Whether a key shows that its holder may change it for a new one.</summary>
    public static bool MayChange(Caller? shown, string agency) => IsKeyOf(shown, agency);

    /// <summary>Whether a key shows that its holder may revoke another: it stays in use itself, no shorter than the other one would, and may do all that the other one may.</summary>
    /// <param name="shown">For whom the key stands; null: for nobody.</param>
    /// <param name="agency">The technician's agency.</param>
    /// <param name="revoked">The key to revoke; null: the agency has none of that id.</param>
    public static bool MayRevoke(Caller? shown, string agency, ApiKeyInfo? revoked) =>
        IsKeyOf(shown, agency) && revoked is { RevokedAt: null } && revoked.Agency == agency && revoked.Id != shown!.KeyId
        && !(shown.ExpiresAt < (revoked.ExpiresAt ?? DateTimeOffset.MaxValue))
        && Scopes.Read(revoked.Scopes, out _).All(s => shown.Scopes.Contains(s, StringComparer.Ordinal));

    /// <summary>Whether a webhook secret shows that its holder may revoke another: it stays in use itself.</summary>
    /// <param name="shown">Number of the secret that is shown; null: it is none of the agency's.</param>
    /// <param name="secrets">Secrets in use.</param>
    /// <param name="revoked">Number of the one to revoke.</param>
    public static bool MayRevoke(int? shown, IReadOnlyList<WebhookSecretInfo> secrets, int revoked) => shown is { } number && number != revoked && secrets.Any(s => s.Number == revoked);

    private static bool IsKeyOf(Caller? shown, string agency) => shown is { KeyId: not null } && shown.Agency == agency;
}
