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

    /// <summary>Restrictions as rules read them.</summary>
    public ClientStanding Standing => new(SecretAddress || StaffOfAgency, Restricted, Objected);
}
