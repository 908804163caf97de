namespace Gateway.Core.Operating;

/// <summary>
/// Answers a client's "who saw what about me" (GDPR art. 15), one agency's knowledge at a time. Every look is noted
/// as an opening and in the operations log, with its purpose, in the transaction that reads.
/// </summary>
public interface IClientOverviews
{
    /// <summary>Finds a client of an agency by an identifier, through the agency's blind index.</summary>
    /// <param name="agency">Agency.</param>
    /// <param name="scheme">Identifier scheme.</param>
    /// <param name="value">Identifier as written; it is normalised, and never stored or logged.</param>
    /// <param name="look">Who looks, and for which purpose.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task<ClientSearch> FindAsync(string agency, string scheme, string value, PrivacyLook look, CancellationToken cancellation);

    /// <summary>Everything that left, was asked and was refused about a client, as far as the agency is a party to it; null when it has no such client.</summary>
    /// <param name="agency">Agency.</param>
    /// <param name="client">Client, as found.</param>
    /// <param name="look">Who looks, and for which purpose.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task<ClientOverview?> ReadAsync(string agency, Guid client, PrivacyLook look, CancellationToken cancellation);
}

/// <summary>What a search found.</summary>
public abstract record ClientSearch
{
    /// <summary>A client of the agency.</summary>
    /// <param name="Client">Id inside the gateway; it stays on the server.</param>
    public sealed record Found(Guid Client) : ClientSearch;

    /// <summary>The agency has no such client.</summary>
    public sealed record NotFound : ClientSearch;

    /// <summary>Invalid number: check what was typed.</summary>
    public sealed record Mistyped : ClientSearch;
}
