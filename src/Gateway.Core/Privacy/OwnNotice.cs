using System.Collections.Frozen;
using Gateway.Contracts;
using Gateway.Core.Directory;

namespace Gateway.Core.Privacy;

/// <summary>
/// What an agency is told of its own referral before any office has answered: its own ticket and a coarse status,
/// nothing of anybody else. No basis for a disclosure is asked, because nothing is disclosed that it did not write
/// itself; and none may be asked, because a referral that was withheld for want of a basis must sound like any other
/// that waits.
/// </summary>
public static class OwnNotice
{
    /// <summary>Name under which the disclosure register lists it, as manifest and as basis.</summary>
    public const string Name = "own-referral";

    /// <summary>Fields of such a notice.</summary>
    public static IReadOnlySet<string> Fields { get; } =
        new[] { "ticket", "inReplyTo", "referralId", "sentAt", "status" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether an event is one: a status from an agency's own referral to itself.</summary>
    public static bool Is(string eventType, Agency from, Agency to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        return eventType == EventTypes.ReferralStatusChanged && from.Id == to.Id;
    }
}
