using System.Security.Cryptography;
using Gateway.Persistence.Model;

namespace Gateway.Persistence.Keys;

/// <summary>Makes and opens data keys. A key lies in its row wrapped under the master key, bound to the row's id.</summary>
/// <param name="master">Master key.</param>
/// <param name="keys">Row keys.</param>
public sealed class KeyRing(IMasterKey master, KeySequence keys)
{
    /// <summary>Makes a new data key.</summary>
    /// <param name="purpose">What it seals.</param>
    /// <returns>The row to store and the key to use.</returns>
    public (DataKeyRow Row, byte[] Key) Create(string purpose) => Create(purpose, keys.Next());

    /// <summary>Makes the data key of something that has no column for it: the key bears its id.</summary>
    /// <param name="purpose">What it seals.</param>
    /// <param name="id">Id of what it is the key of.</param>
    /// <returns>The row to store and the key to use.</returns>
    public (DataKeyRow Row, byte[] Key) Create(string purpose, Guid id)
    {
        var key = RandomNumberGenerator.GetBytes(32);
        return (new DataKeyRow { Id = id, Purpose = purpose, Wrapped = master.Wrap(key, Sealing.Context(id, "key")) }, key);
    }

    /// <summary>Opens a data key.</summary>
    /// <exception cref="CryptographicException">Destroyed, or wrapped by another master key.</exception>
    public byte[] Open(DataKeyRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.Wrapped is null
            ? throw new CryptographicException("The key was destroyed.")
            : master.Unwrap(row.Wrapped, Sealing.Context(row.Id, "key"));
    }
}
