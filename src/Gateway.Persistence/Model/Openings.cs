using Gateway.Core.Accountability;
using Gateway.Core.Operating;

namespace Gateway.Persistence.Model;

/// <summary>Somebody was shown something of a client.</summary>
public sealed class OpeningRow
{
    /// <summary>Key; also the order in time.</summary>
    public Guid Id { get; set; }

    /// <summary>First opening, domain time, UTC.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>Last opening of this entry, domain time, UTC.</summary>
    public DateTimeOffset LastAt { get; set; }

    /// <summary>How often, from the first to the last.</summary>
    public int Count { get; set; }

    /// <summary>Name of the user.</summary>
    public required string User { get; set; }

    /// <summary>Agency of the user at that time; null: the gateway desk.</summary>
    public string? Office { get; set; }

    /// <summary>Roles of the user at that time.</summary>
    public UserRoles Roles { get; set; }

    /// <summary>What was opened.</summary>
    public OpeningKind Kind { get; set; }

    /// <summary>Handover, record or client; empty: a look-up that found nobody.</summary>
    public Guid SubjectId { get; set; }

    /// <summary>Client of whom it is; null: it was not known of whom.</summary>
    public Guid? ClientId { get; set; }

    /// <summary>Agency whose data it is, or that was asked about.</summary>
    public required string Agency { get; set; }

    /// <summary>Referral that it belongs to.</summary>
    public Guid? ReferralId { get; set; }

    /// <summary>Code of the purpose.</summary>
    public string? Purpose { get; set; }

    /// <summary>
    /// The purpose in the person's words, sealed under the client's key, or under the record's own as long as its client is not
    /// known: whoever destroys that key erases them. The audit trail holds a keyed hash of them and stays as it is.
    /// </summary>
    public byte[]? Words { get; set; }
}

/// <summary>A role that sees clients' data was asked for somebody: it waits for a second administrator, and is told to the data protection officers.</summary>
public sealed class RoleGrantRow : Core.Work.IVersioned
{
    /// <summary>Key; also the order in time.</summary>
    public Guid Id { get; set; }

    /// <summary>User who gets the roles.</summary>
    public Guid UserId { get; set; }

    /// <summary>Name of that user.</summary>
    public required string User { get; set; }

    /// <summary>Roles that were asked for, all of them.</summary>
    public UserRoles Roles { get; set; }

    /// <summary>Agency for which; null: the gateway's own.</summary>
    public string? Agency { get; set; }

    /// <summary>Domain time, UTC.</summary>
    public DateTimeOffset AskedAt { get; set; }

    /// <summary>Who asked: a user, <c>command-line</c>, or <c>provider</c>.</summary>
    public required string AskedBy { get; set; }

    /// <summary>State.</summary>
    public RoleGrantState State { get; set; }

    /// <summary>Who confirmed or refused it; null: nobody yet, or it counted at once.</summary>
    public string? DecidedBy { get; set; }

    /// <summary>Domain time, UTC.</summary>
    public DateTimeOffset? DecidedAt { get; set; }

    /// <summary>Data protection officer who has read of it.</summary>
    public string? ReadBy { get; set; }

    /// <summary>Domain time, UTC; null: none has.</summary>
    public DateTimeOffset? ReadAt { get; set; }

    /// <summary>Version.</summary>
    public int Version { get; set; }
}
