namespace Gateway.Core.Callers;

/// <summary>API keys of agencies. Making, changing and revoking one is an operation: it stands in the operations log and in the audit trail.</summary>
public interface IApiKeys
{
    /// <summary>Makes a key; the secret is shown once and only its hash is kept.</summary>
    /// <param name="agency">Agency.</param>
    /// <param name="terms">What it may do, and until when.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <returns>The id and the whole key; null: <see cref="KeyRules.MostInUse"/> keys of the agency that may do the same are in use.</returns>
    Task<(string Id, string Key)?> CreateAsync(string agency, KeyTerms terms, string actor, CancellationToken cancellation);

    /// <summary>Makes a key that takes the place of another, of an agency or of its portal: it may do the same, and for a while both are in use.</summary>
    /// <param name="id">Id of the old key.</param>
    /// <param name="overlap">How long the old one goes on.</param>
    /// <param name="life">How long the new one lasts.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task<KeyRotation> RotateAsync(string id, TimeSpan overlap, TimeSpan life, string actor, CancellationToken cancellation);

    /// <summary>Keys of every agency, or of one.</summary>
    Task<IReadOnlyList<ApiKeyInfo>> ListAsync(string? agency, CancellationToken cancellation);

    /// <summary>Revokes a key, of an agency or of its portal; false when there is none.</summary>
    Task<bool> RevokeAsync(string id, string actor, CancellationToken cancellation);

    /// <summary>For whom a key stands now, or null.</summary>
    Task<Caller?> CallerOfAsync(string key, CancellationToken cancellation);
}

/// <summary>Shorter forms.</summary>
public static class ApiKeysOfAgencies
{
    /// <summary>Makes a key with every scope and without an end.</summary>
    public static async Task<(string Id, string Key)> CreateAsync(this IApiKeys keys, string agency, string actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return await keys.CreateAsync(agency, KeyTerms.Unlimited, actor, cancellation) ?? throw new InvalidOperationException("A key without an end is always made.");
    }

    /// <summary>The agency a key stands for, or null.</summary>
    public static async Task<string?> AgencyOfAsync(this IApiKeys keys, string key, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return (await keys.CallerOfAsync(key, cancellation))?.Agency;
    }
}

/// <summary>A key without its secret.</summary>
/// <param name="Id">Id, the part before the secret.</param>
/// <param name="Agency">Agency.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="RevokedAt">UTC; null: in use.</param>
/// <param name="Scopes">What it may do, divided by spaces.</param>
/// <param name="ExpiresAt">UTC; null: no end is set.</param>
public sealed record ApiKeyInfo(string Id, string Agency, DateTimeOffset CreatedAt, DateTimeOffset? RevokedAt, string Scopes, DateTimeOffset? ExpiresAt);
