using System.Text.Json;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Funnel;
using Gateway.Core.Intake;
using Gateway.Core.Life;
using Gateway.Core.Noes;
using Gateway.Core.Reading;
using Gateway.Core.Reconciliation;
using Gateway.Core.Routing;
using Gateway.Core.Work;

namespace Gateway.Core.Clients;

/// <summary>
/// Statements that lead to no referral: changes of a client, ends and transfers of benefits, measurements, applications,
/// counts. The statement itself stays in its record as history; here it takes effect. What they do in a client's life is in
/// <c>Life/</c>.
/// </summary>
public static class ClientStatementRules
{
    /// <summary>Applies a statement.</summary>
    public static void Apply(Draft draft, RecordSnapshot record, Statement statement)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(statement);
        var client = draft.Clients.Find(record.ClientId);
        switch (statement.Content)
        {
            case PilotCounts counts:
                Count(draft, record, counts);
                return;
            case ClientChanged or BenefitTransferred or BenefitEndingNotice or ApplicationLodged when record.ClientId is not null && client is not { Wrapped: not null }:
                SetAside.Record(draft, record, "client-gone", StatementProblems.ClientErased);
                return;
            case BenefitTransferred or BenefitEndingNotice or ApplicationLodged when client is { Deceased: true }:
                SetAside.Record(draft, record, LifeCodes.ClientDied, LifeSentences.ClientDied);
                return;
            case ClientChanged changed when client is not null:
                Changed(draft, record, client, changed);
                break;
            case BenefitTransferred transferred when client is not null:
                BenefitRules.Transferred(draft, record, client, transferred);
                break;
            case BenefitEndingNotice notice when client is not null:
                BenefitRules.Ends(draft, record, client, notice);
                break;
            case ApplicationLodged lodged when client is not null:
                ApplicationRules.Lodged(draft, record, client, lodged);
                break;
            case CapacityStated capacity:
                CapacityRules.State(draft, record, capacity);
                return;
            case ReconciliationCounted stated:
                CountRules.Keep(draft, record, stated);
                break;
            default:
                // Measurements are history of the client: they gate nothing.
                break;
        }

        if (draft.Records.Get(record.Id).State != RecordState.SetAside)
            draft.Audit(statement.Type, record.Agency, record.ClientId ?? record.Id);
    }

    private static void Changed(Draft draft, RecordSnapshot record, ClientSnapshot client, ClientChanged changed)
    {
        // An objection or restriction is in force since intake accepted it; said once more it changes nothing.
        StandingRules.NoteInTurn(draft, client.Id, changed.Client.Protection, changed.SentAt, record.ReceivedAt);
        if (changed.Death is { } death && !DeathRules.Apply(draft, record, draft.Clients.Get(client.Id), death, changed.SentAt))
            return;
        if (!draft.Clients.Get(client.Id).Deceased && !MoveRules.Apply(draft, record, draft.Clients.Get(client.Id), changed))
            return;
        ReplacementRules.Apply(draft, record, changed);
    }

    private static void Count(Draft draft, RecordSnapshot record, PilotCounts counts)
    {
        if (draft.Agreed.Sites.Find(counts.Collaboration)?.Parties.Contains(record.Agency) != true || KnownCodes.Month(counts.Period) is null)
        {
            SetAside.Record(draft, record, "not-a-party", StatementProblems.CountsOfNoCollaboration);
            return;
        }

        if (FunnelRules.Problem(counts, draft.TodayAt(record.Agency)) is var (code, says))
        {
            SetAside.Record(draft, record, code, says);
            return;
        }

        var sourceTime = LifeStatements.SaidAt(record, counts.SentAt);
        var known = draft.Counts.All.FirstOrDefault(c => c.Collaboration == counts.Collaboration && c.Period == counts.Period);
        if (known?.SourceTime > sourceTime)
            return;
        var row = (known ?? new PilotCount { Id = draft.NewKey(), Collaboration = counts.Collaboration, Period = counts.Period, Losses = "[]" }) with
        {
            SourceTime = sourceTime,
            Identified = counts.Identified,
            Eligible = counts.Eligible,
            Offered = counts.Offered,
            Losses = JsonSerializer.Serialize((counts.Lost ?? []).Select(KnownCodes.Loss), ContractJson.Options),
        };
        if (known is null)
            draft.Counts.Add(row);
        else
            draft.Counts.Change(known.Id, _ => row);
        LogBarriers(draft, record.Agency, counts, known);
        draft.Audit(EventTypes.PilotCounts, record.Agency, record.Id, new { collaboration = counts.Collaboration, counts.Period });
    }

    /// <summary>The barriers among the losses stand in the barrier log; newer counts of the month take the place of those before.</summary>
    private static void LogBarriers(Draft draft, string agency, PilotCounts counts, PilotCount? before)
    {
        var site = draft.Agreed.Sites.Find(counts.Collaboration);
        var now = BarrierRules.Of(counts.Lost ?? []);
        var gone = before is null ? [] : BarrierRules.Of(JsonSerializer.Deserialize<List<PilotLoss>>(before.Losses, ContractJson.Options)!).Keys.Except(now.Keys, StringComparer.Ordinal);
        foreach (var (barrier, people) in now.Concat(gone.Select(b => KeyValuePair.Create(b, 0))))
            draft.StateBarrier(counts.Collaboration, barrier, BarrierRules.OwnerOf(barrier, site, agency, draft.Agreed.Directory), counts.Period, people);
    }
}
