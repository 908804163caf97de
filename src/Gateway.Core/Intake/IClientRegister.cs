using Gateway.Contracts.Events;
using Gateway.Core.Work;

namespace Gateway.Core.Intake;

/// <summary>The clients that a batch's statements name, by blind index; those that are new are made in the draft.</summary>
public interface IClientRegister
{
    /// <summary>The client that any of the identifiers names at an agency. Further identifiers beside a known one are noted with it.</summary>
    KnownClient Of(Draft draft, string agency, Client client);

    /// <summary>A key of its own for a record whose client is not known.</summary>
    KnownClient Unidentified(Draft draft);
}

/// <summary>A client and the key of what an agency knows of it; or only a key.</summary>
/// <param name="ClientId">The client; null while unidentified.</param>
/// <param name="KeyId">Row of the key.</param>
/// <param name="Key">The key, unwrapped.</param>
public sealed record KnownClient(Guid? ClientId, Guid KeyId, ReadOnlyMemory<byte> Key)
{
    /// <summary>Without the key.</summary>
    public override string ToString() => $"{nameof(KnownClient)} {{ ClientId = {ClientId} }}";
}
