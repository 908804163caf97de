using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Intake;
using Gateway.Core.Life;
using Gateway.Core.Work;

namespace Gateway.Core.Routing;

/// <summary>What an office states of its places takes effect: it counts before the directory from then on, for a time.</summary>
public static class CapacityRules
{
    /// <summary>Reason code of places of a service that the agency does not offer.</summary>
    public const string NotOffered = "not-offered";

    /// <summary>Takes over a statement. One that is older than what is known changes nothing.</summary>
    public static void State(Draft draft, RecordSnapshot record, CapacityStated stated)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(stated);
        if (draft.Agreed.Directory.OfferOf(stated.Service, record.Agency) is null)
        {
            SetAside.Record(draft, record, NotOffered, StatementProblems.CapacityOfOtherService);
            return;
        }

        if (stated.FreePlaces < 0 || stated.WaitingDays < 0)
        {
            SetAside.Record(draft, record, "out-of-range", StatementProblems.CapacityBelowZero);
            return;
        }

        var at = LifeStatements.SaidAt(record, stated.SentAt);
        var known = draft.Capacities.All.FirstOrDefault(c => c.Agency == record.Agency && c.Service == stated.Service);
        if (known?.StatedAt > at)
            return;
        var row = (known ?? new CapacitySnapshot { Id = draft.NewKey(), Agency = record.Agency, Service = stated.Service }) with
        {
            Places = stated.FreePlaces + draft.Known.Occupancy.Taken(record.Agency, stated.Service),
            WaitingDays = stated.WaitingDays,
            AssessFirst = stated.AssessFirst ?? false,
            StatedAt = at,
        };
        if (known is null)
            draft.Capacities.Add(row);
        else
            draft.Capacities.Change(known.Id, _ => row);
        draft.Audit(EventTypes.CapacityStated, record.Agency, record.Id, new { service = stated.Service, places = row.Places });
    }
}
