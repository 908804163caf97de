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

    /// <summary>SHA-256 over the entry's own content.</summary>
    public required byte[] Digest { get; set; }

    /// <summary>Seal that covers it; null: not sealed yet.</summary>
    public int? Seal { get; set; }
}

/// <summary>A seal over a batch of audit entries, chained to the one before.</summary>
public sealed class AuditSealRow
{
    /// <summary>1, 2, 3…</summary>
    public int Number { get; set; }

    /// <summary>48 bytes an entry: its id (big-endian) and its digest, in order of id.</summary>
    public required byte[] Entries { get; set; }

    /// <summary>SHA-256 over the previous hash, the number, the time and <see cref="Entries"/>.</summary>
    public required byte[] Hash { get; set; }

    /// <summary>Machine time, UTC.</summary>
    public DateTimeOffset SealedAt { get; set; }
}
