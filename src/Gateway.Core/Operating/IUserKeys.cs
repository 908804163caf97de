namespace Gateway.Core.Operating;

/// <summary>A user's key without its secret.</summary>
/// <param name="Id">Id, the part before the secret.</param>
/// <param name="CreatedAt">Machine time, UTC.</param>
/// <param name="RevokedAt">Machine time, UTC; null: in use.</param>
public sealed record UserKeyInfo(string Id, DateTimeOffset CreatedAt, DateTimeOffset? RevokedAt);

/// <summary>
/// Keys with which users of the gateway's own desk call the operators' part of the HTTP API. A key stands for its user: what the
/// user's roles allow at that moment, and what is done with it stands in the operations log under the user's name.
/// </summary>
public interface IUserKeys
{
    /// <summary>Makes a key; the secret is shown once and only its hash is kept.</summary>
    /// <param name="name">Name of the user.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <returns>The id and the whole key; null: there is no such user, or it may not sign in, or it is an agency's.</returns>
    Task<(string Id, string Key)?> CreateAsync(string name, string actor, CancellationToken cancellation);

    /// <summary>A user's keys, the oldest first; none when there is no such user.</summary>
    Task<IReadOnlyList<UserKeyInfo>> ListAsync(string name, CancellationToken cancellation);

    /// <summary>Revokes a key at once; false when there is none in use.</summary>
    Task<bool> RevokeAsync(string id, string actor, CancellationToken cancellation);

    /// <summary>The user that a key stands for, read anew at every call; null: the key is not in use, or its user may not sign in any more, or is an agency's.</summary>
    Task<User?> UserOfAsync(string key, CancellationToken cancellation);
}
