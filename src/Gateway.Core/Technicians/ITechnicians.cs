using Gateway.Core.Operating;

namespace Gateway.Core.Technicians;

/// <summary>
/// Agencies' technicians: each is a user of one agency who comes in by a one-time link and by nothing else. A session ends by itself
/// (<see cref="UserRules.LongestSession"/>), and then the way in is over until somebody makes another link.
/// </summary>
public interface ITechnicians
{
    /// <summary>An agency's technicians, by name.</summary>
    Task<IReadOnlyList<Technician>> ListAsync(string agency, CancellationToken cancellation);

    /// <summary>Makes a one-time link for a technician, who is made where there is none; an earlier link works no more, and what is signed in by it ends.</summary>
    /// <param name="agency">Agency, one of the directory.</param>
    /// <param name="name">Name of the person, checked by <see cref="UserRules"/>.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task<UserChange> InviteAsync(string agency, string name, string actor, CancellationToken cancellation);

    /// <summary>Ends a technician's link and whatever is signed in by it.</summary>
    /// <param name="agency">Agency; a technician of another one is not found.</param>
    /// <param name="name">Name of the person.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task<UserChange> EndAsync(string agency, string name, string actor, CancellationToken cancellation);

    /// <summary>Notes what a technician looks at, before it is shown.</summary>
    /// <param name="user">The technician.</param>
    /// <param name="agency">The technician's agency.</param>
    /// <param name="page">Which page: codes and ids.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task NoteAsync(string user, string agency, string page, CancellationToken cancellation);

    /// <summary>Notes that a technician showed a key or secret that does not count for what was asked.</summary>
    /// <param name="user">The technician.</param>
    /// <param name="agency">The technician's agency.</param>
    /// <param name="page">What was asked: codes.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task NoteRefusedAsync(string user, string agency, string page, CancellationToken cancellation);
}

/// <summary>A technician.</summary>
/// <param name="Name">Name.</param>
/// <param name="LinkUntil">Machine time until which a link that nobody used works; null: none is open.</param>
/// <param name="EndedAt">Machine time at which somebody ended the way in; null: nobody did.</param>
public sealed record Technician(string Name, DateTimeOffset? LinkUntil, DateTimeOffset? EndedAt);

/// <summary>Who may be invited as whose technician.</summary>
public static class TechnicianRules
{
    /// <summary>What stands against a link for a technician of an agency.</summary>
    /// <param name="there">Who has the name already; null: nobody.</param>
    /// <param name="agency">Agency.</param>
    public static UserProblem MayInvite(User? there, string agency) =>
        there is null || (there.Roles == UserRoles.Technician && there.Agency == agency) ? UserProblem.None : UserProblem.NameTaken;
}
