namespace Gateway.Core.Accountability;

/// <summary>
/// Keys of citizens' portals. A controller's portal is another system than the one that submits records: its key asks who used what
/// of a citizen and opens nothing else, and the agency's own key does not open that.
/// </summary>
public interface IPortalKeys
{
    /// <summary>Makes a key for an agency's portal; the secret is shown once and only its hash is kept.</summary>
    /// <param name="agency">Agency.</param>
    /// <param name="expiresAt">From when on it stands for nobody, machine time; null: no end.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <returns>The id and the whole key; null: two are in use.</returns>
    Task<(string Id, string Key)?> CreateAsync(string agency, DateTimeOffset? expiresAt, string actor, CancellationToken cancellation);

    /// <summary>The agency whose portal a key stands for, read anew at every call; null: it is none in use.</summary>
    Task<string?> AgencyOfAsync(string key, CancellationToken cancellation);
}

/// <summary>Shorter forms.</summary>
public static class KeysOfPortals
{
    /// <summary>Makes a key without an end.</summary>
    public static async Task<(string Id, string Key)> CreateAsync(this IPortalKeys keys, string agency, string actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return await keys.CreateAsync(agency, expiresAt: null, actor, cancellation) ?? throw new InvalidOperationException("A key without an end is always made.");
    }
}
