using Gateway.Contracts.Events;

namespace Gateway.Core.Noes;

/// <summary>A client as an officer names it: by a number, or as found on the page.</summary>
/// <param name="Named">By a number, normalised; null: as found.</param>
/// <param name="Client">The agency's own client, as found; null: by a number.</param>
public sealed record MeantClient(Client? Named, Guid? Client)
{
    /// <summary>By a number.</summary>
    /// <returns>Null: the number's check digits do not hold.</returns>
    public static MeantClient? ByNumber(string scheme, string value) => Clients.NationalNumbers.Normalise(scheme, value) is { } number
        ? new MeantClient(new Client { Identifiers = [new Identifier(scheme, number)] }, null)
        : null;

    /// <summary>Without the number: it may end up in a message or a log.</summary>
    public override string ToString() => nameof(MeantClient);
}
