using Gateway.Core.Handovers;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Stages;

/// <summary>
/// Order per client and recipient, as conditions: only the first that has not left may be released; other clients do not
/// wait for it. What was released for a channel that the gateway writes to has left only when the channel has confirmed it:
/// until then it may have to go out again, and must not go behind its successor. What a feed gave out has a position. What
/// is parked, blocked or confirmed holds back nothing.
/// </summary>
/// <remarks>States stand in the text and are no parameters: the servers' indexes hold only rows in some states, and are used only where the text says which.</remarks>
internal static class PairOrder
{
    /// <summary>It waits.</summary>
    internal static SqlText Waits { get; } = SqlText.Of($"t.\"State\" = {(int)DeliveryState.Waiting}");

    /// <summary>It was released, for a channel that the gateway writes to, and is not confirmed.</summary>
    internal static SqlText IsOnTheWay { get; } = SqlText.Of($"t.\"State\" = {(int)DeliveryState.Released} AND t.\"Position\" IS NULL");

    /// <summary>
    /// It waits, and nothing of its pair before it waits or is on its way. With <c>NOT EXISTS</c>, PostgreSQL joins with everything that waits, and
    /// reads what has left too while any transaction is open.
    /// </summary>
    internal static SqlText IsFirst { get; } = SqlText.Of(
        $"""
         t."State" = {(int)DeliveryState.Waiting} AND 0 = (SELECT COUNT(*) FROM "Delivery" AS e
           WHERE e."ClientId" = t."ClientId" AND e."Recipient" = t."Recipient" AND e."Sequence" < t."Sequence"
             AND (e."State" = {(int)DeliveryState.Waiting} OR (e."State" = {(int)DeliveryState.Released} AND e."Position" IS NULL)))
         """);
}
