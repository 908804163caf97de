using System.Security.Cryptography;

namespace Gateway.Persistence.Keys;

/// <summary>
/// The master keys of this installation: seals under the one that is current, and opens what lies under any that the database
/// has used. What is sealed begins with the eight bytes of its key's id, so that each row says which key it needs.
/// </summary>
/// <param name="vault">Where the keys lie.</param>
public sealed class MasterKeys(IKeyVault vault)
{
    private const int IdLength = 8;

    private volatile MasterKeyState? _state;

    /// <summary>Where the keys lie.</summary>
    public IKeyVault Vault => vault;

    /// <summary>Id of the current key.</summary>
    /// <exception cref="InvalidOperationException">The installation is not open yet.</exception>
    public string Current => State.Current;

    /// <summary>What the database says of its keys.</summary>
    internal MasterKeyState State => _state ?? throw new InvalidOperationException("The installation is not open yet.");

    /// <summary>Takes over what the database says.</summary>
    internal void Take(MasterKeyState state) => _state = state;

    /// <summary>Whether a key can be used; looks again at the vault when it is not there.</summary>
    internal bool Has(string id)
    {
        if (vault.Ids.Contains(id))
            return true;
        vault.Refresh();
        return vault.Ids.Contains(id);
    }

    /// <summary>Seals a data key under the current master key.</summary>
    /// <exception cref="MasterKeyException">That key is not in the vault; the message says what to do.</exception>
    public byte[] Wrap(ReadOnlySpan<byte> key, ReadOnlySpan<byte> context)
    {
        var id = State.Current;
        if (!Has(id))
            throw Missing(id);
        return [.. Convert.FromHexString(id), .. vault.Wrap(id, key, context)];
    }

    /// <summary>Opens a data key.</summary>
    /// <exception cref="CryptographicException">It is damaged, or sealed for something else.</exception>
    /// <exception cref="MasterKeyException">Its master key is not in the vault; the message says which and what to do.</exception>
    public byte[] Unwrap(ReadOnlySpan<byte> wrapped, ReadOnlySpan<byte> context)
    {
        if (IdOf(wrapped) is not { } id)
            throw new CryptographicException("A sealed key is too short.");
        // A process that has not heard of a rotation yet meets its new key here: the vault says whether there is one of that name.
        if (vault.Ids.Contains(id) || (State.Knows(id) && Has(id)))
            return vault.Unwrap(id, wrapped[IdLength..], context);
        throw State.Knows(id) ? Missing(id) : new CryptographicException("A sealed key is damaged, or of another installation.");
    }

    /// <summary>The same under the current key, which was seen to open it; null: it lies there already.</summary>
    /// <exception cref="CryptographicException">It is damaged, or sealed for something else.</exception>
    /// <exception cref="MasterKeyException">A key is not in the vault, or the vault does not do what it is asked; the message says what to do.</exception>
    internal byte[]? Rewrap(byte[] wrapped, ReadOnlySpan<byte> context)
    {
        if (IdOf(wrapped) == State.Current)
            return null;
        var key = Unwrap(wrapped, context);
        var anew = Wrap(key, context);
        return CryptographicOperations.FixedTimeEquals(Unwrap(anew, context), key)
            ? anew
            : throw new MasterKeyException($"Master key {State.Current} in {vault.Place} does not open what it has sealed. Check it; what is stored stays under the key before.");
    }

    /// <summary>Proves that something lies under the current key, and that this key opens it.</summary>
    /// <exception cref="MasterKeyException">The vault does not do what it is asked; the message says what to do.</exception>
    internal bool Prove(byte[] wrapped, ReadOnlySpan<byte> context)
    {
        if (IdOf(wrapped) != State.Current)
            return false;
        try
        {
            return Unwrap(wrapped, context).Length > 0;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>Id of the master key under which something lies; null: it is too short.</summary>
    internal static string? IdOf(ReadOnlySpan<byte> wrapped) => wrapped.Length > IdLength ? Convert.ToHexStringLower(wrapped[..IdLength]) : null;

    /// <summary>That a key is needed and not there, with what to do.</summary>
    public MasterKeyException Missing(string id) =>
        new($"Master key {id} is needed and is not in {vault.Place}{Held()}. Put that key back beside the others; what lies under it cannot be read without it.");

    internal string Held() => vault.Ids.Count == 0 ? ", which holds none" : $", which holds {string.Join(", ", vault.Ids)}";
}
