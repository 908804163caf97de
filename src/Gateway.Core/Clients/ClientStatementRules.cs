using System.Globalization;
using System.Text.Json;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Intake;
using Gateway.Core.Noes;
using Gateway.Core.Reading;
using Gateway.Core.Reconciliation;
using Gateway.Core.Work;

namespace Gateway.Core.Clients;

/// <summary>
/// Statements that lead to no referral: changes of a client, ends and transfers of benefits, measurements, applications,
/// counts. The statement itself stays in its record as history; here it takes effect.
/// </summary>
public static class ClientStatementRules
{
    /// <summary>Days from an application for assistance to the decision (Belgium, law of 26 May 2002, art. 21).</summary>
    private const int DecideWithinDays = 30;

    /// <summary>Applies a statement.</summary>
    public static void Apply(Draft draft, RecordSnapshot record, Statement statement)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(statement);
        var client = draft.Clients.Find(record.ClientId)?.Id;
        switch (statement.Content)
        {
            case ClientChanged changed when client is { } id:
                // An objection or restriction is in force since intake accepted it; said once more it changes nothing.
                StandingRules.NoteInTurn(draft, id, changed.Client.Protection, changed.SentAt, record.ReceivedAt);
                FollowReplacements(draft, record.Agency, id, changed.Client);
                draft.Audit(statement.Type, record.Agency, id);
                break;
            case BenefitEndingNotice notice when client is { } id:
                draft.OpenTask(TaskKinds.BenefitEnding, record.Agency, id, "benefit-ending",
                    TaskSentences.BenefitEnding, dueOn: Day(notice.EndsOn));
                draft.Audit(statement.Type, record.Agency, id);
                break;
            case ApplicationLodged lodged when client is { } id:
                if (Day(lodged.LodgedOn) is { } day)
                    draft.StartDeadline(DeadlineKinds.ApplicationDecision, id, Moment.EndOf(day.AddDays(DecideWithinDays)));
                draft.Audit(statement.Type, record.Agency, id);
                break;
            case PilotCounts counts:
                Count(draft, record, counts);
                break;
            case ReconciliationCounted stated:
                CountRules.Keep(draft, record, stated);
                break;
            default:
                // Benefit transfers and measurements are history of the client: they gate nothing.
                draft.Audit(statement.Type, record.Agency, record.ClientId ?? record.Id);
                break;
        }
    }

    /// <summary>An authentic notice says that a number was replaced: the new one names the same client from now on.</summary>
    private static void FollowReplacements(Draft draft, string agency, Guid client, Client stated)
    {
        foreach (var identifier in stated.Identifiers.Where(i => i.ReplacedBy is { Length: > 0 }))
        {
            var hash = draft.Index.Identifier(agency, identifier.Scheme, identifier.ReplacedBy!);
            if (draft.Known.ClientOf(agency, hash) is null)
                draft.Add(new ClientIdentifier { Agency = agency, Hash = hash, ClientId = client, Scheme = identifier.Scheme });
            draft.Audit("client.identifier-replaced", agency, client);
        }
    }

    private static void Count(Draft draft, RecordSnapshot record, PilotCounts counts)
    {
        if (draft.Agreed.Collaborations.FirstOrDefault(a => a.Id == counts.Collaboration)?.Parties.Contains(record.Agency) != true || KnownCodes.Month(counts.Period) is null)
        {
            SetAside.Record(draft, record, "not-a-party", StatementProblems.CountsOfNoCollaboration);
            return;
        }

        var sourceTime = counts.SentAt ?? record.ReceivedAt;
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
        draft.Audit(EventTypes.PilotCounts, record.Agency, record.Id, new { collaboration = counts.Collaboration, counts.Period });
    }

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
