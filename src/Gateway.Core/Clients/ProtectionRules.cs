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
        return Change(draft, known, known with
        {
            SecretAddress = secret, SecretAddressAt = secretAt, StaffOfAgency = staff, StaffOfAgencyAt = staffAt,
            Restricted = restricted, RestrictedAt = restrictedAt, Objected = objected, ObjectedAt = objectedAt,
        });
    }

    /// <summary>Two clients are one person from now on: what protects one protects the other, until something newer than both is said.</summary>
    /// <param name="draft">The decision.</param>
    /// <param name="client">The client.</param>
    /// <param name="other">The client it is linked with.</param>
    /// <returns>Whether what the client may be used for has changed.</returns>
    internal static bool Join(Draft draft, Guid client, ClientSnapshot other) => Take(draft, client, other, (mine, theirs) => theirs.Flag && !mine.Flag
        ? (true, mine.At > theirs.At ? mine.At : theirs.At)
        : mine);

    /// <summary>Takes over what is said of a linked client, as if it were said of this one.</summary>
    /// <inheritdoc cref="Join" />
    internal static bool TakeOver(Draft draft, Guid client, ClientSnapshot other) =>
        Take(draft, client, other, (mine, theirs) => theirs.At is { } at ? Merged(mine.Flag, mine.At, theirs.Flag, at, at) : mine);

    private static bool Take(
        Draft draft, Guid client, ClientSnapshot other, Func<(bool Flag, DateTimeOffset? At), (bool Flag, DateTimeOffset? At), (bool Flag, DateTimeOffset? At)> rule)
    {
        if (draft.Clients.Find(client) is not { } known)
            return false;
        var (secret, secretAt) = rule((known.SecretAddress, known.SecretAddressAt), (other.SecretAddress, other.SecretAddressAt));
        var (staff, staffAt) = rule((known.StaffOfAgency, known.StaffOfAgencyAt), (other.StaffOfAgency, other.StaffOfAgencyAt));
        var (restricted, restrictedAt) = rule((known.Restricted, known.RestrictedAt), (other.Restricted, other.RestrictedAt));
        var (objected, objectedAt) = rule((known.Objected, known.ObjectedAt), (other.Objected, other.ObjectedAt));
        return Change(draft, known, known with
        {
            SecretAddress = secret, SecretAddressAt = secretAt, StaffOfAgency = staff, StaffOfAgencyAt = staffAt,
            Restricted = restricted, RestrictedAt = restrictedAt, Objected = objected, ObjectedAt = objectedAt,
        });
    }

    private static bool Change(Draft draft, ClientSnapshot known, ClientSnapshot changed)
    {
        if (changed != known)
            draft.Clients.Change(known.Id, _ => changed);
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
