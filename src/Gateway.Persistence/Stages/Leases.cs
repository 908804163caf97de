using Gateway.Core.Work;
using Gateway.Persistence.Work;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Stages;

/// <summary>Completes, postpones and parks work items inside a unit's transaction, each under the lease it is held by.</summary>
/// <remarks>Open is said as a range; see <see cref="HeldItems"/>.</remarks>
internal static class Leases
{
    /// <summary>Settles a batch's items as decided.</summary>
    internal static void Settle(UnitOfWork unit, Guid token, IReadOnlyList<SettledItem> settled)
    {
        Complete(unit, token, [.. settled.Where(s => s.Decision?.Outcome is ItemOutcome.Done).Select(s => s.Item.Id)]);
        Hold(unit, token, [.. settled.Where(s => s.Decision?.Outcome is ItemOutcome.GoesOn).Select(s => s.Item.Id)]);
        foreach (var wait in settled.Where(s => s.Decision?.Outcome is ItemOutcome.Later).GroupBy(s => (ItemOutcome.Later)s.Decision!.Outcome))
            Postpone(unit, token, [.. wait.Select(s => s.Item.Id)], wait.Key);
        foreach (var parked in settled.Where(s => s.Fault is not null))
            Park(unit, token, parked.Item.Id, parked.Fault!);
    }

    internal static void Complete(UnitOfWork unit, Guid token, IReadOnlyCollection<Guid> ids) => unit.Complete(token, ids);

    /// <summary>Deletes items that are done.</summary>
    internal static RowStatement Deletion(Guid token, IReadOnlyCollection<Guid> ids) =>
        Held($"""DELETE FROM "WorkItem" WHERE "Id" {ids} AND "LeaseToken" = {token} AND "State" < {WorkItemState.Parked}""", ids.Count);

    /// <summary>Makes sure that items are still held; nothing of them changes.</summary>
    internal static void Hold(UnitOfWork unit, Guid token, IReadOnlyCollection<Guid> ids)
    {
        if (ids.Count > 0)
            unit.First(Held($"""SELECT COUNT(*) FROM "WorkItem" WHERE "Id" {ids} AND "LeaseToken" = {token} AND "State" < {WorkItemState.Parked}""", ids.Count) with { Counts = true });
    }

    private static void Postpone(UnitOfWork unit, Guid token, IReadOnlyCollection<Guid> ids, ItemOutcome.Later later)
    {
        var back = later.Attempted ? 0 : 1;
        SqlText because = later.Because is { } fault ? $""" "ParkedCode" = {fault.Code}, "ParkedReason" = {StoredSentence.Store(fault.Reason)},""" : SqlText.Of("");
        SqlText postpone = $"""UPDATE "WorkItem" SET "NotBefore" = {unit.MachineNow + later.Delay}, "Attempts" = "Attempts" - {back},""";
        unit.First(Held(postpone.Then(because).Then($""" "LeasedUntil" = NULL, "LeaseToken" = NULL WHERE "Id" {ids} AND "LeaseToken" = {token} AND "State" < {WorkItemState.Parked}"""), ids.Count));
    }

    internal static void Park(UnitOfWork unit, Guid token, Guid id, Fault fault) =>
        unit.First(Held($"""UPDATE "WorkItem" SET "State" = {WorkItemState.Parked}, "ParkedCode" = {fault.Code}, "ParkedReason" = {StoredSentence.Store(fault.Reason)}, "LeasedUntil" = NULL, "LeaseToken" = NULL WHERE "Id" = {id} AND "LeaseToken" = {token} AND "State" < {WorkItemState.Parked}""", 1));

    internal static void Prolong(UnitOfWork unit, Guid token, Guid id, TimeSpan lease) =>
        unit.First(Held($"""UPDATE "WorkItem" SET "LeasedUntil" = {unit.MachineNow + lease} WHERE "Id" = {id} AND "LeaseToken" = {token} AND "State" < {WorkItemState.Parked}""", 1));

    private static RowStatement Held(SqlText sql, int expected) => new(sql, expected, () => new LeaseLostException());
}
