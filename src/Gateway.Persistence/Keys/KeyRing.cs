using System.Security.Cryptography;
using Gateway.Persistence.Model;

namespace Gateway.Persistence.Keys;

/// <summary>Makes and opens data keys. A key lies wrapped under the master key in the row whose data it seals, bound to the row's id.</summary>
/// <param name="master">Master key.</param>
/// <param name="keys">Row keys.</param>
/// <param name="randomness">Randomness; null: the system's.</param>
public sealed class KeyRing(MasterKeys master, KeySequence keys, RandomBytes? randomness = null)
{
    private readonly RandomBytes _randomness = randomness ?? RandomBytes.System;

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
        var key = _randomness.Key();
        return (new DataKeyRow { Id = id, Purpose = purpose, Wrapped = master.Wrap(key, Sealing.Context(id, "key")) }, key);
    }

    /// <summary>Makes a new data key for a row.</summary>
    /// <param name="row">Id of the row in which it lies.</param>
    /// <returns>The key as it is stored, and to use.</returns>
    public (byte[] Wrapped, byte[] Key) CreateFor(Guid row)
    {
        var key = _randomness.Key();
        return (master.Wrap(key, Sealing.Context(row, "key")), key);
    }

    /// <summary>Opens the data key of a row.</summary>
    /// <exception cref="CryptographicException">It is damaged, or wrapped for another row or by another master key.</exception>
    public byte[] Open(Guid row, byte[] wrapped) => master.Unwrap(wrapped, Sealing.Context(row, "key"));

    /// <summary>Opens the data key of a row; null when it cannot be opened.</summary>
    public byte[]? TryOpen(Guid row, byte[] wrapped)
    {
        try
        {
            return Open(row, wrapped);
        }
        catch (CryptographicException)
        {
            return null;
        }
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
