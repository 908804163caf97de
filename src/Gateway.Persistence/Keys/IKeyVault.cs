using System.Security.Cryptography;

namespace Gateway.Persistence.Keys;

/// <summary>
/// Where master keys lie and what seals under them: key files, or a device that never gives a key away. The database names
/// the key that is current; a vault only has keys, each under an id that follows from the key itself.
/// </summary>
public interface IKeyVault
{
    /// <summary>Ids of the keys that are there: 16 hexadecimal digits of a one-way function of the key. Empty: none is there yet.</summary>
    IReadOnlyList<string> Ids { get; }

    /// <summary>Whether it makes the first key of a database that has none. A server database never gets one unasked.</summary>
    bool MakesFirst { get; }

    /// <summary>What it is and where it was set, to be named in a sentence.</summary>
    string Place { get; }

    /// <summary>What somebody does to add a key, as a sentence.</summary>
    string HowToAdd { get; }

    /// <summary>Makes a further key; those that are there stay.</summary>
    /// <returns>Its id.</returns>
    /// <exception cref="MasterKeyException">It cannot make one; the message says what to do.</exception>
    string Make();

    /// <summary>Looks again which keys are there.</summary>
    /// <exception cref="MasterKeyException">What is there cannot be used; the message says what to do.</exception>
    void Refresh();

    /// <summary>Seals a data key.</summary>
    /// <param name="id">Id of the key to seal with; it is there.</param>
    /// <param name="key">What to seal, at most 4 KiB.</param>
    /// <param name="context">What it belongs to.</param>
    /// <exception cref="MasterKeyException">It does not do what it is asked; the message says what to do.</exception>
    byte[] Wrap(string id, ReadOnlySpan<byte> key, ReadOnlySpan<byte> context);

    /// <summary>Opens a data key.</summary>
    /// <exception cref="CryptographicException">Not sealed by this key, or for something else. It does work: asked again it would say the same.</exception>
    /// <exception cref="MasterKeyException">It does not do what it is asked; the message says what to do.</exception>
    byte[] Unwrap(string id, ReadOnlySpan<byte> wrapped, ReadOnlySpan<byte> context);
}

/// <summary>A master key is missing, malformed, readable for others, or not one of this database.</summary>
/// <param name="message">A sentence that says what to do.</param>
public sealed class MasterKeyException(string message) : Exception(message);
