namespace Gateway.Core.Operating;

/// <summary>What became of a role that was asked for.</summary>
public enum RoleGrantState
{
    /// <summary>A second administrator has not looked at it yet.</summary>
    Waiting = 0,

    /// <summary>A second administrator confirmed it.</summary>
    Confirmed = 1,

    /// <summary>A second administrator refused it.</summary>
    Refused = 2,

    /// <summary>Something else was asked for the same person since.</summary>
    Replaced = 3,

    /// <summary>It counted at once: the command line of the server, or the organisation's sign-in gave it.</summary>
    AtOnce = 4,
}

/// <summary>A role that was asked for somebody.</summary>
/// <param name="Id">Key.</param>
/// <param name="UserId">User who gets it.</param>
/// <param name="User">Name of that user.</param>
/// <param name="Roles">Roles, all of them.</param>
/// <param name="Agency">Agency for which; null: the gateway's own.</param>
/// <param name="AskedAt">Domain time, UTC.</param>
/// <param name="AskedBy">Who asked.</param>
/// <param name="State">State.</param>
/// <param name="DecidedBy">Who confirmed or refused.</param>
/// <param name="DecidedAt">Domain time, UTC.</param>
/// <param name="ReadBy">Data protection officer who has read of it; null: none has.</param>
public sealed record RoleGrant(
    Guid Id, Guid UserId, string User, UserRoles Roles, string? Agency, DateTimeOffset AskedAt, string AskedBy, RoleGrantState State, string? DecidedBy, DateTimeOffset? DecidedAt, string? ReadBy);

/// <summary>
/// Which roles nobody gets through one administrator alone: those that see clients' data, and the one that gives them. Whoever
/// could give them to an account of their own would have given them to themselves.
/// </summary>
public static class RoleGrantRules
{
    /// <summary>Roles that wait for a second administrator.</summary>
    public const UserRoles Guarded = UserRoles.Operator | UserRoles.CaseWorker | UserRoles.Dpo | UserRoles.Administrator;

    /// <summary>What an administrator's wish comes to.</summary>
    /// <param name="present">Roles the person has.</param>
    /// <param name="agency">Agency the person has.</param>
    /// <param name="wished">Roles wished, all of them.</param>
    /// <param name="wishedAgency">Agency wished.</param>
    /// <returns>Roles that count at once, and whether the rest of the wish waits. A guarded role is kept only for the agency it was given for.</returns>
    public static (UserRoles Now, bool Waits) Decide(UserRoles present, string? agency, UserRoles wished, string? wishedAgency)
    {
        var kept = agency == wishedAgency ? present & Guarded : UserRoles.None;
        var now = wished & (~Guarded | kept);
        return (now, now != wished);
    }

    /// <summary>Whether a wish gives somebody a guarded role, or another agency to use it for.</summary>
    public static bool Adds(UserRoles present, string? agency, UserRoles wished, string? wishedAgency) => Decide(present, agency, wished, wishedAgency).Waits;

    /// <summary>
    /// What it comes to when somebody decides on a wish. It is neither who asked nor who gets the role; the command line of the
    /// server counts as a person of its own.
    /// </summary>
    /// <param name="grant">The wish; null: there is none, or nobody who would get the roles.</param>
    /// <param name="confirmed">Confirmed or refused.</param>
    /// <param name="decider">Who decides.</param>
    /// <returns>Why it does not count, or the state of the wish from now on.</returns>
    public static (UserProblem Problem, RoleGrantState State) Decide(RoleGrant? grant, bool confirmed, string decider) => grant switch
    {
        not { State: RoleGrantState.Waiting } => (UserProblem.NothingWaits, grant?.State ?? RoleGrantState.Waiting),
        _ when decider == grant.AskedBy || decider == grant.User => (UserProblem.OwnWish, grant.State),
        _ => (UserProblem.None, confirmed ? RoleGrantState.Confirmed : RoleGrantState.Refused),
    };

    /// <summary>Whether somebody may decide on a wish.</summary>
    public static bool MayDecide(RoleGrant grant, string decider) => Decide(grant, confirmed: true, decider).Problem == UserProblem.None;

    /// <summary>
    /// What waits when somebody opens a new way into an account, and could use it: guarded roles, and those that wait, wait for
    /// somebody else than that one.
    /// </summary>
    /// <param name="present">Roles the person has.</param>
    /// <param name="agency">Agency the person has.</param>
    /// <param name="waiting">What waits already; null: nothing.</param>
    /// <returns>Roles to wait for, all of them, and the agency; null: nothing has to wait.</returns>
    public static (UserRoles Roles, string? Agency)? WaitAgain(UserRoles present, string? agency, RoleGrant? waiting)
    {
        var wish = waiting is null ? (Roles: present, Agency: agency) : (waiting.Roles, waiting.Agency);
        return (wish.Roles & Guarded) == UserRoles.None ? null : wish;
    }
}

/// <summary>
/// What administrators do on the pages with accounts and roles. It is not what the command line does (<see cref="IUsers"/>):
/// guarded roles wait for a second administrator, and a new way into an account whose roles are guarded lets them wait again,
/// because whoever makes a link could use it.
/// </summary>
public interface IRoleGrants
{
    /// <summary>Makes a user with a one-time link; guarded roles wait.</summary>
    Task<UserChange> CreateAsync(NewUser user, string administrator, CancellationToken cancellation);

    /// <summary>Gives and takes roles; what is taken counts at once, guarded roles that are added wait.</summary>
    Task<UserChange> AssignAsync(Guid id, int version, UserRoles roles, string? agency, string administrator, CancellationToken cancellation);

    /// <summary>Makes a one-time link; guarded roles of the account wait again.</summary>
    Task<UserChange> InviteAsync(Guid id, string administrator, CancellationToken cancellation);

    /// <summary>Lets a disabled user sign in again; guarded roles wait again.</summary>
    Task<UserChange> EnableAsync(Guid id, string administrator, CancellationToken cancellation);

    /// <summary>Confirms or refuses what waits.</summary>
    /// <param name="grant">What waits.</param>
    /// <param name="confirmed">Confirmed or refused.</param>
    /// <param name="decider">Name of an administrator, or <c>command-line</c>.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task<UserChange> DecideAsync(Guid grant, bool confirmed, string decider, CancellationToken cancellation);

    /// <summary>What waits, the oldest first.</summary>
    Task<IReadOnlyList<RoleGrant>> WaitingAsync(CancellationToken cancellation);

    /// <summary>For a data protection officer: roles that were asked for or given, the newest first, at most 200.</summary>
    /// <param name="agency">Only those of this agency and of the gateway desk; null: all.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task<IReadOnlyList<RoleGrant>> ToldAsync(string? agency, CancellationToken cancellation);

    /// <summary>How many of these no data protection officer has read of.</summary>
    Task<int> UnreadAsync(string? agency, CancellationToken cancellation);

    /// <summary>A data protection officer has read of one.</summary>
    /// <returns>False when there is none within the officer's reach.</returns>
    Task<bool> ReadAsync(Guid grant, string? agency, string officer, CancellationToken cancellation);
}
