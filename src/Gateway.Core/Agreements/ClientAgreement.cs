using Gateway.Core.Privacy;
using Gateway.Core.Work;

namespace Gateway.Core.Agreements;

/// <summary>A client's agreement (akkoord), one row per record; a new agreement is a new row. The words of the record (notice, language, how) stay sealed in its statement.</summary>
public sealed record ClientAgreement : IVersioned
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
