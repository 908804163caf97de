using Gateway.Contracts.Events;
using Gateway.Core.Work;

namespace Gateway.Core.Intake;

/// <summary>The clients that a batch's statements name, by blind index; those that are new are made in the draft.</summary>
public interface IClientRegister
{
    /// <summary>The client that any of the identifiers names at an agency. Further identifiers beside a known one are noted with it.</summary>
    KnownClient Of(Draft draft, string agency, Client client);

    /// <summary>
    /// Whether the key of the client that is named is there and cannot be opened: a damaged row, which is no erasure. Nothing
    /// can be kept of such a client until it is repaired.
    /// </summary>
    bool IsUnreadable(string agency, Client client);

    /// <summary>
    /// When a client that is named was last erased at the agency; null: never. What was received before is not kept, wherever it
    /// waited meanwhile: in a document not read yet, or in a backup. What is received later names a new client.
    /// </summary>
    DateTimeOffset? ErasedAt(string agency, Client client) => null;

    /// <summary>A key of its own for a record whose client is not known.</summary>
    /// <param name="record">The record.</param>
    KnownClient Unidentified(Guid record);
}

/// <summary>A client and the key of what an agency knows of it; or only a key.</summary>
/// <param name="ClientId">The client; null while unidentified.</param>
/// <param name="Key">The key, unwrapped; empty when it cannot be opened.</param>
/// <param name="Wrapped">The key under the master key, as it was read or made.</param>
public sealed record KnownClient(Guid? ClientId, ReadOnlyMemory<byte> Key, byte[] Wrapped)
{
    /// <summary>Without the key.</summary>
    public override string ToString() => $"{nameof(KnownClient)} {{ ClientId = {ClientId} }}";
}
