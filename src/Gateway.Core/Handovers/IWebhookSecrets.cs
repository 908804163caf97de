namespace Gateway.Core.Handovers;

/// <summary>
/// Secrets with which calls of agencies' webhooks are signed. An agency has two at most, and every call is signed with each:
/// a new one is made, the agency takes it over, and the old one is revoked.
/// </summary>
public interface IWebhookSecrets
{
    /// <summary>So many are in use at a time at most.</summary>
    const int Most = 2;

    /// <summary>Makes one; it is shown once.</summary>
    /// <param name="agency">Agency.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <returns>Its number and the secret as receivers take it (<c>whsec_</c> and base64); null: two are in use, and one has to be revoked first.</returns>
    Task<(int Number, string Secret)?> CreateAsync(string agency, string actor, CancellationToken cancellation);

    /// <summary>Those in use, without the secrets.</summary>
    Task<IReadOnlyList<WebhookSecretInfo>> ListAsync(string agency, CancellationToken cancellation);

    /// <summary>Revokes one: nothing is signed with it any more.</summary>
    /// <returns>False: there is no such secret.</returns>
    Task<bool> RevokeAsync(string agency, int number, string actor, CancellationToken cancellation);

    /// <summary>Number of a secret of an agency that is in use; null: it is none.</summary>
    /// <param name="agency">Agency.</param>
    /// <param name="secret">The secret as receivers take it.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task<int?> NumberOfAsync(string agency, string secret, CancellationToken cancellation);

    /// <summary>The secrets themselves, for signing. One that was changed in the database is not among them.</summary>
    Task<IReadOnlyList<byte[]>> ReadAsync(string agency, CancellationToken cancellation);
}

/// <summary>A secret without its value.</summary>
/// <param name="Number">1 or 2.</param>
/// <param name="CreatedAt">Machine time, UTC.</param>
public sealed record WebhookSecretInfo(int Number, DateTimeOffset CreatedAt);
