namespace Gateway.Core.Operating;

/// <summary>Somebody who may open the pages.</summary>
/// <param name="Id">Key.</param>
/// <param name="Name">Name to sign in with, in lower case.</param>
/// <param name="Roles">What the person may do.</param>
/// <param name="Agency">Agency whose case worker or data protection officer it is; null: the gateway's own.</param>
public sealed record User(Guid Id, string Name, UserRoles Roles, string? Agency)
{
    /// <summary>Raised with every change: what a page decided on is checked against it.</summary>
    public int Version { get; init; }

    /// <summary>Whether the person can sign in with a password.</summary>
    public bool HasPassword { get; init; }

    /// <summary>Whether the person signs in at an OpenID provider.</summary>
    public bool IsExternal { get; init; }

    /// <summary>Raised with a new password, a new link, signing out and disabling: a session ends that began under another number.</summary>
    public int Sessions { get; init; }

    /// <summary>Whether the gateway wrote what is stored of this user; false: somebody changed the database, and the user may do nothing.</summary>
    public bool IsAuthentic { get; init; } = true;

    /// <summary>Machine time until which no password is looked at; null: not locked.</summary>
    public DateTimeOffset? LockedUntil { get; init; }

    /// <summary>Machine time, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Machine time, UTC; null: may sign in.</summary>
    public DateTimeOffset? DisabledAt { get; init; }
}

/// <summary>A user to make.</summary>
/// <param name="Name">Name to sign in with.</param>
/// <param name="Roles">Roles.</param>
/// <param name="Agency">Agency; null: the gateway's own.</param>
public sealed record NewUser(string Name, UserRoles Roles, string? Agency);

/// <summary>What became of a change.</summary>
/// <param name="Problem">What stood in the way; <see cref="UserProblem.None"/>: it is done.</param>
/// <param name="User">The user as it now is.</param>
/// <param name="Secret">Secret of a one-time link that was made; it is kept nowhere else.</param>
public sealed record UserChange(UserProblem Problem, User? User = null, string? Secret = null)
{
    /// <summary>Whether it is done.</summary>
    public bool Done => Problem == UserProblem.None;

    /// <summary>Roles that wait for a second administrator; none: nothing waits.</summary>
    public UserRoles Waiting { get; init; }
}

/// <summary>Why a change of a user was refused.</summary>
public enum UserProblem
{
    /// <summary>It was not.</summary>
    None = 0,

    /// <summary>There is no such user.</summary>
    Unknown,

    /// <summary>Another user has the name.</summary>
    NameTaken,

    /// <summary>The name is none to sign in with.</summary>
    NameMalformed,

    /// <summary>A case worker is one of an agency.</summary>
    AgencyMissing,

    /// <summary>The directory has no such agency.</summary>
    AgencyUnknown,

    /// <summary>Nobody could give roles any more.</summary>
    LastAdministrator,

    /// <summary>The password is too short or too long.</summary>
    PasswordLength,

    /// <summary>The password holds the name.</summary>
    PasswordHoldsName,

    /// <summary>The present password is another.</summary>
    PasswordWrong,

    /// <summary>A first password is chosen soon after signing in with the link.</summary>
    LinkTooOld,

    /// <summary>The person signs in at the organisation's provider and has no password here.</summary>
    PasswordElsewhere,

    /// <summary>A technician belongs to one agency and has no other role.</summary>
    TechnicianAlone,

    /// <summary>A technician comes in by a link and has no password.</summary>
    PasswordOfTechnician,

    /// <summary>Somebody else changed the user in the meantime.</summary>
    Changed,

    /// <summary>Whoever asked for a role, or gets it, does not confirm it.</summary>
    OwnWish,

    /// <summary>Nothing waits any more.</summary>
    NothingWaits,

    /// <summary>The gateway itself acts under the name.</summary>
    NameReserved,

    /// <summary>Somebody changed the user in the database.</summary>
    NotAuthentic,
}
