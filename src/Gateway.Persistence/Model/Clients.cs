using Gateway.Core.Privacy;

namespace Gateway.Persistence.Model;

/// <summary>A person as one agency knows them.</summary>
public sealed class ClientRow : IVersioned
{
    /// <summary>Key.</summary>
    public Guid Id { get; set; }

    /// <summary>Agency.</summary>
    public required string Agency { get; set; }

    /// <summary>Key of everything known of this client at this agency.</summary>
    public Guid KeyId { get; set; }

    /// <summary>Concurrency token.</summary>
    public int Version { get; set; }

    /// <summary>Source time of the newest statement applied; older ones enter history only.</summary>
    public DateTimeOffset? NewestStatement { get; set; }

    /// <summary>Secret address or staff of the agency.</summary>
    public bool Protected { get; set; }

    /// <summary>GDPR art. 18.</summary>
    public bool Restricted { get; set; }

    /// <summary>GDPR art. 21.</summary>
    public bool Objected { get; set; }

    /// <summary>Restrictions as rules read them.</summary>
    public ClientStanding Standing => new(Protected, Restricted, Objected);
}

/// <summary>Blind index of an identifier, per agency.</summary>
public sealed class ClientIdentifierRow
{
    /// <summary>Agency.</summary>
    public required string Agency { get; set; }

    /// <summary>HMAC-SHA-256 of scheme and normalised value under the index key.</summary>
    public required byte[] Hash { get; set; }

    /// <summary>Client.</summary>
    public Guid ClientId { get; set; }
}

/// <summary>A client's agreement (akkoord), one row per record; a new agreement is a new row. The words of the record (notice, language, how) stay sealed in its statement.</summary>
public sealed class ClientAgreementRow
{
    /// <summary>Key.</summary>
    public Guid Id { get; set; }

    /// <summary>Agency that recorded it.</summary>
    public required string Agency { get; set; }

    /// <summary>Client.</summary>
    public Guid ClientId { get; set; }

    /// <summary>Blind index of the ticket of the referral it is for.</summary>
    public byte[]? TicketHash { get; set; }

    /// <summary>Blind index of the agency's record id.</summary>
    public byte[]? RecordHash { get; set; }

    /// <summary>Status.</summary>
    public AgreementStatus Status { get; set; }

    /// <summary>Concurrency token: raised with every change of status.</summary>
    public int Version { get; set; }

    /// <summary>Releases that relied on it; a concurrency token too, so that of a release and a withdrawal at once the second sees the first.</summary>
    public int Releases { get; set; }

    /// <summary>Day given.</summary>
    public string? GivenOn { get; set; }

    /// <summary>Last day.</summary>
    public DateOnly? Expires { get; set; }

    /// <summary>Domain time of recording, UTC.</summary>
    public DateTimeOffset RecordedAt { get; set; }

    /// <summary>Domain time of withdrawal, UTC.</summary>
    public DateTimeOffset? WithdrawnAt { get; set; }

    /// <summary>As rules read it.</summary>
    public ClientAgreementStanding Standing => new(Status, Version, Expires);
}
