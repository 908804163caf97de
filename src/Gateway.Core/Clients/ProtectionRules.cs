using Gateway.Contracts.Events;
using Gateway.Core.Work;

namespace Gateway.Core.Clients;

/// <summary>
/// Restrictions on a client (secret address, staff of the agency, GDPR art. 18 and 21) as agencies state them. Each is kept
/// apart: lifting one never lifts another. A restriction is lifted only by a statement that is newer than the one that set
/// it and says its own time; whatever cannot be ordered protects.
/// </summary>
public static class ProtectionRules
{
    /// <summary>Takes over what a statement says about a client's restrictions.</summary>
    /// <param name="draft">The decision.</param>
    /// <param name="client">The client.</param>
    /// <param name="stated">What is said; null: nothing.</param>
    /// <param name="sentAt">Source time; null: the source gave none.</param>
    /// <param name="receivedAt">When it was received, UTC.</param>
    /// <returns>Whether what the client may be used for has changed.</returns>
    public static bool Note(Draft draft, Guid client, Protection? stated, DateTimeOffset? sentAt, DateTimeOffset receivedAt)
    {
        ArgumentNullException.ThrowIfNull(draft);
        if (stated is null || draft.Clients.Find(client) is not { } known)
            return false;
        // A source's clock may run ahead of ours: nothing was said later than it was received.
        var said = sentAt < receivedAt ? sentAt : sentAt is null ? null : receivedAt;
        var (secret, secretAt) = Merged(known.SecretAddress, known.SecretAddressAt, stated.SecretAddress, said, receivedAt);
        var (staff, staffAt) = Merged(known.StaffOfAgency, known.StaffOfAgencyAt, stated.StaffOfAgency, said, receivedAt);
        var (restricted, restrictedAt) = Merged(known.Restricted, known.RestrictedAt, stated.Restricted, said, receivedAt);
        var (objected, objectedAt) = Merged(known.Objected, known.ObjectedAt, stated.Objected, said, receivedAt);
        var changed = known with
        {
            SecretAddress = secret, SecretAddressAt = secretAt, StaffOfAgency = staff, StaffOfAgencyAt = staffAt,
            Restricted = restricted, RestrictedAt = restrictedAt, Objected = objected, ObjectedAt = objectedAt,
        };
        if (changed != known)
            draft.Clients.Change(client, _ => changed);
        return changed.Standing != known.Standing;
    }

    /// <summary>What a flag is after somebody said something about it.</summary>
    private static (bool Flag, DateTimeOffset? At) Merged(bool known, DateTimeOffset? knownAt, bool? stated, DateTimeOffset? said, DateTimeOffset receivedAt) => stated switch
    {
        null => (known, knownAt),
        // Nothing was said later than it was received: what was received before something newer was said is older than that.
        true when knownAt is null || (said ?? receivedAt) >= knownAt => (true, said ?? receivedAt),
        false when said is not null && (knownAt is null || said > knownAt) => (false, said),
        _ => (known, knownAt),
    };
}
