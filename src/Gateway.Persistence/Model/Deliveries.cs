using Gateway.Persistence.Audit;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Model;

/// <summary>An entry of the audit trail; holds ids, codes and names of fields only.</summary>
public sealed class AuditRow
{
    /// <summary>Key.</summary>
    public Guid Id { get; set; }

    /// <summary>Domain time, UTC.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>What happened, for example <c>handover.issued</c>.</summary>
    public required string Kind { get; set; }

    /// <summary>Whose doing: an agency id, <c>gateway</c> or an operator's account id.</summary>
    public required string Actor { get; set; }

    /// <summary>What it is about.</summary>
    public Guid SubjectId { get; set; }

    /// <summary>Codes, JSON; null when the kind says it all.</summary>
    public string? Detail { get; set; }

    /// <summary>Keyed digest of the entry's own content.</summary>
    public required byte[] Digest { get; set; }

    /// <summary>Period in which it was committed: the one that is open in the transaction that writes it. One that is closed gets no further entry, and is sealed.</summary>
    [InsertedAs(AuditPeriods.Open)]
    public int Period { get; set; }
}

/// <summary>
/// A seal over audit entries, chained to the one before: those of one period, behind the seal before and up to
/// <see cref="Last"/>, all of them.
/// </summary>
public sealed class AuditSealRow
{
    /// <summary>1, 2, 3…</summary>
    public int Number { get; set; }

    /// <summary>The period whose entries it covers.</summary>
    public int Period { get; set; }

    /// <summary>The last entry that it covers, in order of id; all bits set when it covers the period to its end.</summary>
    public Guid Last { get; set; }

    /// <summary>48 bytes an entry: its id (big-endian) and the hash of its leaf, in order of id.</summary>
    public required byte[] Entries { get; set; }

    /// <summary>Hash of the seal's leaf in the tree of seals: over the hash before, the number, the time, <see cref="Period"/>, <see cref="Last"/> and the root of <see cref="Entries"/>.</summary>
    public required byte[] Hash { get; set; }

    /// <summary>Hashes of the subtrees that are complete with this seal, the smallest first.</summary>
    public required byte[] Nodes { get; set; }

    /// <summary>Root of the tree of the seals up to this one.</summary>
    public required byte[] Root { get; set; }

    /// <summary>The gateway's signature of that head: ECDSA over P-256 with SHA-256, two numbers of 32 bytes.</summary>
    public required byte[] Signature { get; set; }

    /// <summary>Machine time, UTC.</summary>
    public DateTimeOffset SealedAt { get; set; }
}

/// <summary>An agency's signature of a head that it saw.</summary>
public sealed class CountersignatureRow
{
    /// <summary>Size of the head: the number of its last seal.</summary>
    public int Size { get; set; }

    /// <summary>Agency.</summary>
    public required string Agency { get; set; }

    /// <summary>ECDSA over P-256 with SHA-256, two numbers of 32 bytes.</summary>
    public required byte[] Signature { get; set; }

    /// <summary>Machine time, UTC.</summary>
    public DateTimeOffset At { get; set; }
}
