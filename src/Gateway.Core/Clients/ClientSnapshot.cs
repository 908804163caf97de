using Gateway.Core.Privacy;
using Gateway.Core.Work;

namespace Gateway.Core.Clients;

/// <summary>A person as one agency knows them.</summary>
public sealed record ClientSnapshot : IVersioned
{
    /// <summary>Key.</summary>
    public Guid Id { get; set; }

    /// <summary>Agency.</summary>
    public required string Agency { get; set; }

    /// <summary>The key of everything known of this client at this agency, under the master key; null: destroyed, the client was erased.</summary>
    public byte[]? Wrapped { get; set; }

    /// <summary>Concurrency token.</summary>
    public int Version { get; set; }

    /// <summary>
    /// How many decisions relied on the client, or changed one of its agreements or handovers. A change of any of these checks
    /// this number: of a release and a withdrawal at the same moment, the second to commit sees the first.
    /// </summary>
    public int Uses { get; set; }

    /// <summary>The address is secret.</summary>
    public bool SecretAddress { get; set; }

    /// <summary>Source time of what <see cref="SecretAddress"/> says; null: nothing was ever said.</summary>
    public DateTimeOffset? SecretAddressAt { get; set; }

    /// <summary>The client works at the agency.</summary>
    public bool StaffOfAgency { get; set; }

    /// <summary>Source time of what <see cref="StaffOfAgency"/> says.</summary>
    public DateTimeOffset? StaffOfAgencyAt { get; set; }

    /// <summary>Processing is restricted (GDPR art. 18).</summary>
    public bool Restricted { get; set; }

    /// <summary>Source time of what <see cref="Restricted"/> says.</summary>
    public DateTimeOffset? RestrictedAt { get; set; }

    /// <summary>The client objected (GDPR art. 21).</summary>
    public bool Objected { get; set; }

    /// <summary>Source time of what <see cref="Objected"/> says.</summary>
    public DateTimeOffset? ObjectedAt { get; set; }

    /// <summary>The agency stated that the client died: nothing is sent any more but that a referral stops.</summary>
    public bool Deceased { get; set; }

    /// <summary>Source time of what <see cref="Deceased"/> says; null: nothing was ever said.</summary>
    public DateTimeOffset? DeceasedAt { get; set; }

    /// <summary>Announced last day of a benefit; null: none is announced.</summary>
    public DateOnly? BenefitEndsOn { get; set; }

    /// <summary>When the counsellor is told of that end; null: it was told, or there is none. Domain time, UTC.</summary>
    public DateTimeOffset? BenefitAskAt { get; set; }

    /// <summary>Last day to decide on an application for assistance; null: none runs.</summary>
    public DateOnly? DecideApplicationBy { get; set; }

    /// <summary>Client of the same agency that a register's notice says is the same person; null: none.</summary>
    public Guid? LinkedTo { get; set; }

    /// <summary>What became known of the client since the referrals were written (<see cref="Core.Life.ClientLife"/>), sealed under the client's key.</summary>
    public byte[]? Life { get; set; }

    /// <summary>The client that statements about this person mean: a linked one counts as the other.</summary>
    public Guid Person => LinkedTo ?? Id;

    /// <summary>Restrictions as rules read them.</summary>
    public ClientStanding Standing => new(SecretAddress || StaffOfAgency, Restricted, Objected);
}
