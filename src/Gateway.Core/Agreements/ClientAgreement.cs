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

    /// <summary>What sets the last day: one of <see cref="AgreementEnds"/>; null: it has none.</summary>
    public string? EndsBy { get; set; }

    /// <summary>When somebody is told next that the client must be asked again, domain time, UTC; null: not again.</summary>
    public DateTimeOffset? AskAt { get; set; }

    /// <summary>An administrator over property alone agreed: it carries services about money only.</summary>
    public bool PropertyOnly { get; set; }

    /// <summary>The client agreed explicitly that coded needs are told (GDPR art. 9(2)(a)).</summary>
    public bool ExplicitNeeds { get; set; }

    /// <summary>Record whose statement holds the words of the claim; null: a withdrawal that came before its agreement.</summary>
    public Guid? RecordId { get; set; }

    /// <summary>Digest of the preview that the client was shown; null: none was.</summary>
    public byte[]? PreviewHash { get; set; }

    /// <summary>Domain time of recording, UTC.</summary>
    public DateTimeOffset RecordedAt { get; set; }

    /// <summary>Domain time of withdrawal, UTC.</summary>
    public DateTimeOffset? WithdrawnAt { get; set; }

    /// <summary>As rules read it.</summary>
    public ClientAgreementStanding Standing => new(Status, Version, Expires) { PropertyOnly = PropertyOnly, ExplicitNeeds = ExplicitNeeds };
}
