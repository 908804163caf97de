namespace Gateway.Core.Operating;

/// <summary>Who may open the pages. Every change is an operation: it stands in the operations log and in the audit trail, in the same transaction.</summary>
public interface IUsers
{
    /// <summary>Whether there is any user at all.</summary>
    Task<bool> AnyAsync(CancellationToken cancellation);

    /// <summary>A user; null: there is none.</summary>
    Task<User?> FindAsync(Guid id, CancellationToken cancellation);

    /// <summary>A user by name; null: there is none.</summary>
    Task<User?> FindAsync(string name, CancellationToken cancellation);

    /// <summary>All users, by name.</summary>
    Task<IReadOnlyList<User>> ListAsync(CancellationToken cancellation);

    /// <summary>Makes a user with a one-time link.</summary>
    /// <param name="user">The user, checked by <see cref="UserRules"/>.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task<UserChange> CreateAsync(NewUser user, string actor, CancellationToken cancellation);

    /// <summary>Makes a one-time link for a user; an earlier one works no more.</summary>
    Task<UserChange> InviteAsync(Guid id, string actor, CancellationToken cancellation);

    /// <summary>Gives roles and an agency; they count from the person's next click on.</summary>
    /// <param name="id">User.</param>
    /// <param name="version">Version that the actor saw.</param>
    /// <param name="roles">Roles, all of them.</param>
    /// <param name="agency">Agency; null: the gateway's own.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task<UserChange> AssignAsync(Guid id, int version, UserRoles roles, string? agency, string actor, CancellationToken cancellation);

    /// <summary>Lets a user sign in no more, and ends what is signed in; or lets him again.</summary>
    Task<UserChange> DisableAsync(Guid id, bool disabled, string actor, CancellationToken cancellation);

    /// <summary>Sets a password; whatever is signed in under the old one ends.</summary>
    /// <param name="id">User.</param>
    /// <param name="present">The present password; null when it need not be known.</param>
    /// <param name="password">The new one.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task<UserChange> SetPasswordAsync(Guid id, string? present, string password, string actor, CancellationToken cancellation);
}
