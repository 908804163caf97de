using Gateway.Core.Clients;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Stores;

/// <summary>A client's number at one agency, as it is looked for: by what it is in the agency's blind index.</summary>
/// <param name="Agency">Agency.</param>
/// <param name="Digests">Under each key that stored digests may have.</param>
internal sealed record SoughtNumber(string Agency, IReadOnlyList<byte[]> Digests)
{
    /// <summary>A number as somebody wrote it; it is normalised, and kept nowhere.</summary>
    /// <returns>Null: it is no number of the scheme.</returns>
    internal static SoughtNumber? Of(BlindIndex index, string agency, string scheme, string value) =>
        NationalNumbers.Normalise(scheme, value) is { } number ? new SoughtNumber(agency, BlindIndex.Variants(index.Identifier(agency, scheme, number))) : null;

    /// <summary>The agency's client who has it; null: none.</summary>
    internal Task<Guid?> ClientAsync(GatewayContext store, CancellationToken cancellation) =>
        store.ClientIdentifiers.Where(i => i.Agency == Agency && Digests.Contains(i.Hash)).Select(i => (Guid?)i.ClientId).SingleOrDefaultAsync(cancellation);
}
