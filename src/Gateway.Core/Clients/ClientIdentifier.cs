namespace Gateway.Core.Clients;

/// <summary>Blind index of an identifier, per agency.</summary>
public sealed record ClientIdentifier
{
    /// <summary>Agency.</summary>
    public required string Agency { get; set; }

    /// <summary>HMAC-SHA-256 of scheme and normalised value under the index key.</summary>
    public required byte[] Hash { get; set; }

    /// <summary>Client.</summary>
    public Guid ClientId { get; set; }

    /// <summary>Identifier scheme; tells whether two numbers can be compared at all.</summary>
    public required string Scheme { get; set; }
}
