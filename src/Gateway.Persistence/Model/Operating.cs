using Gateway.Core.Operating;
using Gateway.Core.Work;

namespace Gateway.Persistence.Model;

/// <summary>Somebody who may open the pages.</summary>
public sealed class UserRow : IVersioned
{
    /// <summary>Key.</summary>
    public Guid Id { get; set; }

    /// <summary>Name to sign in with, in lower case; unique.</summary>
    public required string Name { get; set; }

    /// <summary>Hash of the password by the framework's hasher; null: no password (one-time link or another provider only).</summary>
    public string? PasswordHash { get; set; }

    /// <summary>Issuer and subject at an OpenID provider, when the person signs in there.</summary>
    public string? External { get; set; }

    /// <summary>Roles as <see cref="UserRoles"/>.</summary>
    public UserRoles Roles { get; set; }

    /// <summary>Agency whose case worker or data protection officer it is; null: the gateway's own.</summary>
    public string? Agency { get; set; }

    /// <summary>Raised with every change of password, roles or agency: what was signed in before is asked for again.</summary>
    public int Version { get; set; }

    /// <summary>Raised with whatever ends sessions: a password, a new link, signing out, disabling. A session holds the number with which it began.</summary>
    public int Sessions { get; set; }

    /// <summary>Failed attempts since the last that succeeded.</summary>
    public int Failures { get; set; }

    /// <summary>Machine time until which no attempt is looked at.</summary>
    public DateTimeOffset? LockedUntil { get; set; }

    /// <summary>SHA-256 of a one-time link's secret; null: none is open.</summary>
    public byte[]? LinkHash { get; set; }

    /// <summary>Machine time until which the link works.</summary>
    public DateTimeOffset? LinkUntil { get; set; }

    /// <summary>Machine time, UTC.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Machine time, UTC; null: may sign in.</summary>
    public DateTimeOffset? DisabledAt { get; set; }

    /// <summary>HMAC of what the user may do and how they sign in, under a key that is not in the database; one that does not fit: somebody else wrote the row, and it lets nobody in.</summary>
    public byte[] Seal { get; set; } = [];
}

/// <summary>What somebody did on the pages. The same stands in the audit trail.</summary>
public sealed class OperationRow
{
    /// <summary>Key; also the order in time.</summary>
    public Guid Id { get; set; }

    /// <summary>Domain time, UTC.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>Name of the user.</summary>
    public required string User { get; set; }

    /// <summary>What was done: a code.</summary>
    public required string Action { get; set; }

    /// <summary>Id or code of what it was done to.</summary>
    public required string Subject { get; set; }

    /// <summary>Purpose stated, or further codes.</summary>
    public string? Detail { get; set; }
}

/// <summary>Who looks after a generic cause of worklist items, and what is known of it.</summary>
public sealed class CauseRow
{
    /// <summary>One of <see cref="TaskKinds"/>.</summary>
    public required string Kind { get; set; }

    /// <summary>Reason code.</summary>
    public required string ReasonCode { get; set; }

    /// <summary>Agency on whose desk the items lie.</summary>
    public required string Agency { get; set; }

    /// <summary>Name of the user who looks after it.</summary>
    public string? Owner { get; set; }

    /// <summary>What is known of the cause; about the cause, never about a client.</summary>
    public string? Note { get; set; }

    /// <summary>Version.</summary>
    public int Version { get; set; }
}

/// <summary>A replay: an exact set, frozen when it was asked for.</summary>
public sealed class ReplayRow : IVersioned
{
    /// <summary>Key, given by the page that asked: the same click twice is one replay.</summary>
    public Guid Id { get; set; }

    /// <summary>Domain time, UTC.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>Who asked.</summary>
    public required string User { get; set; }

    /// <summary>Stage of the work items.</summary>
    public required string Stage { get; set; }

    /// <summary>Code of the cause.</summary>
    public required string Code { get; set; }

    /// <summary>What is issued again.</summary>
    public ReplayKind Kind { get; set; }

    /// <summary>Agency of the cause; null: all.</summary>
    public string? Agency { get; set; }

    /// <summary>Profile of the cause; null: all.</summary>
    public string? Profile { get; set; }

    /// <summary>Path of the cause; null: anywhere.</summary>
    public string? Path { get; set; }

    /// <summary>State.</summary>
    public ReplayState State { get; set; }

    /// <summary>Wave it is in: 1 (one item), 2 (ten), 3 (the rest).</summary>
    public int Wave { get; set; }

    /// <summary>Items.</summary>
    public int Items { get; set; }

    /// <summary>Version.</summary>
    public int Version { get; set; }
}

/// <summary>One item of a replay.</summary>
public sealed class ReplayItemRow
{
    /// <summary>Replay.</summary>
    public Guid ReplayId { get; set; }

    /// <summary>Place in the replay, from 1.</summary>
    public int Number { get; set; }

    /// <summary>The parked work item; of a record that was set aside the one that was issued for it, which it may share with others; of a referral its key.</summary>
    public Guid WorkItemId { get; set; }

    /// <summary>What the work item is about; the record, where records or referrals are issued again.</summary>
    public Guid SubjectId { get; set; }

    /// <summary>Generation of the work item that was issued for it; null: not issued yet.</summary>
    public int? Generation { get; set; }

    /// <summary>It was settled otherwise before its turn came, and was left alone.</summary>
    public bool Skipped { get; set; }
}

/// <summary>An agency to which nothing is brought for a while: what is for it waits.</summary>
public sealed class HoldRow
{
    /// <summary>Agency.</summary>
    public required string Agency { get; set; }

    /// <summary>Domain time, UTC.</summary>
    public DateTimeOffset Since { get; set; }

    /// <summary>Who asked.</summary>
    public required string User { get; set; }

    /// <summary>Why.</summary>
    public required string Reason { get; set; }
}

/// <summary>An entry of the barrier log: what stood in the way of how many, and who decides.</summary>
public sealed class BarrierRow : IVersioned
{
    /// <summary>Key.</summary>
    public Guid Id { get; set; }

    /// <summary>Local agreement it is about; null: all.</summary>
    public string? Agreement { get; set; }

    /// <summary>What stands in the way, without persons.</summary>
    public required string Title { get; set; }

    /// <summary>How many it stopped, as counted.</summary>
    public int Stopped { get; set; }

    /// <summary>Level that can solve it: <c>site</c>, <c>agency</c>, <c>region</c>, <c>law</c>.</summary>
    public required string Level { get; set; }

    /// <summary>Who looks after it.</summary>
    public required string Owner { get; set; }

    /// <summary>What was decided; null: nothing yet.</summary>
    public string? Decision { get; set; }

    /// <summary>Domain time, UTC.</summary>
    public DateTimeOffset OpenedAt { get; set; }

    /// <summary>Domain time of the decision.</summary>
    public DateTimeOffset? DecidedAt { get; set; }

    /// <summary>Version.</summary>
    public int Version { get; set; }
}

/// <summary>A process of the gateway, and the contracts that it works under.</summary>
public sealed class ProcessRow
{
    /// <summary>Key, made at each start.</summary>
    public Guid Id { get; set; }

    /// <summary>Computer and roles, for people.</summary>
    public required string Name { get; set; }

    /// <summary>Version of the contracts that it works under.</summary>
    public required string Version { get; set; }

    /// <summary>Machine time since when it does, UTC.</summary>
    public DateTimeOffset LoadedAt { get; set; }

    /// <summary>Machine time at which it was last there, UTC.</summary>
    public DateTimeOffset SeenAt { get; set; }

    /// <summary>Why the contracts in its folder are not loaded: the first problem with file and line; null: they are.</summary>
    public string? Refused { get; set; }
}
