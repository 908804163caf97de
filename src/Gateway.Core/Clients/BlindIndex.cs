using System.Security.Cryptography;
using System.Text;

namespace Gateway.Core.Clients;

/// <summary>
/// Keyed hashes by which a value is found without being stored. Every index is in the scope of an agency, so that
/// no query can join two agencies' knowledge of a person.
/// </summary>
/// <param name="key">32 bytes, the installation's index key.</param>
public sealed class BlindIndex(byte[] key)
{
    /// <summary>Index of a client's identifier at an agency.</summary>
    /// <param name="agency">Agency.</param>
    /// <param name="scheme">Identifier scheme.</param>
    /// <param name="value">Normalised value.</param>
    public byte[] Identifier(string agency, string scheme, string value) => Hash("identifier", agency, scheme, value);

    /// <summary>Index of a sender's ticket.</summary>
    public byte[] Ticket(string agency, string ticket) => Hash("ticket", agency, ticket);

    /// <summary>Index of an agency's record of a client's agreement.</summary>
    public byte[] AgreementRecord(string agency, string recordId) => Hash("agreement", agency, recordId);

    /// <summary>Index of the name under which an agency sends a format.</summary>
    public byte[] Profile(string agency, string name) => Hash("profile", agency, name);

    /// <summary>Index of an idempotency key.</summary>
    public byte[] IdempotencyKey(string value) => Hash("idempotency", value);

    /// <summary>Fingerprint of a statement's content, to tell a repeat from a change.</summary>
    public byte[] Statement(ReadOnlySpan<byte> json) => HMACSHA256.HashData(key, json);

    /// <summary>Running fingerprint of a body.</summary>
    public IncrementalHash Body() => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);

    private byte[] Hash(params ReadOnlySpan<string> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
            text.Append(part.Length).Append(':').Append(part);
        return HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text.ToString()));
    }
}
