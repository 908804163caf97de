using System.Security.Cryptography;
using Gateway.Persistence.Keys;

namespace Gateway.Persistence.Compartments;

/// <summary>
/// The key that locks the private halves of the compartments' key pairs, beside the master key. Only the process that answers
/// control services has it: the others have the master key and open nothing with it alone.
/// </summary>
/// <param name="vault">Where the key lies; null: this process has none.</param>
public sealed class CompartmentVault(IKeyVault? vault)
{
    /// <summary>The setting that names the file.</summary>
    public const string Setting = "Gateway:CompartmentKeyFile";

    /// <summary>A process that seals and opens nothing.</summary>
    public static CompartmentVault None { get; } = new(null);

    /// <summary>Whether this process can lock and unlock.</summary>
    internal bool IsThere => vault is not null;

    /// <summary>Whether this process has a certain key.</summary>
    internal bool Holds(string id) => vault?.Ids.Contains(id) is true;

    /// <summary>Id of the key that locks; one is made where there may be none yet.</summary>
    /// <param name="mayMake">Nothing is locked yet.</param>
    internal string? IdFor(bool mayMake) => vault is null ? null : vault.Ids.Count > 0 ? vault.Ids[0] : mayMake ? vault.Make() : null;

    internal byte[] Lock(string id, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> context) => vault!.Wrap(id, plain, context);

    /// <exception cref="MasterKeyException">The key is not here; the message says which is needed.</exception>
    internal byte[] Unlock(string id, ReadOnlySpan<byte> locked, ReadOnlySpan<byte> context)
    {
        if (!Holds(id))
            throw Missing(id);
        try
        {
            return vault!.Unwrap(id, locked, context);
        }
        catch (CryptographicException)
        {
            throw new MasterKeyException($"What the compartment key {id} locks is damaged. Restore the database's table of compartment keys.");
        }
    }

    internal static MasterKeyException Missing(string? id) =>
        new($"The compartment key {id ?? "of this installation"} is needed and is not here. Name its file in {Setting}, in the process of role compartment and in no other; without it nothing that lies in a compartment can be opened.");
}
