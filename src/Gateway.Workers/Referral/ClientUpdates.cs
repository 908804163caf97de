using System.Globalization;
using System.Text.Json;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Core.Intake;
using Gateway.Core.Reading;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Workers.Referral;

/// <summary>
/// Statements that lead to no referral: changes of a client, ends and transfers of benefits, measurements,
/// applications, counts. The statement itself stays in its record as history; here it takes effect.
/// </summary>
internal sealed class ClientUpdates(Agreed agreed, Installation installation)
{
    internal async Task<bool> ApplyAsync(ReferralDesk desk, RecordSnapshot record, Statement statement, CancellationToken cancellation)
    {
        switch (statement.Content)
        {
            case ClientChanged changed when record.ClientId is { } client:
                NoteProtection(desk.Client(client), changed.Client.Protection, changed.SentAt);
                await FollowReplacementsAsync(desk, record.Agency, client, changed.Client, cancellation);
                desk.Unit.Record(statement.Type, record.Agency, client);
                break;
            case BenefitEndingNotice notice when record.ClientId is { } client:
                desk.Unit.OpenTask(TaskKinds.BenefitEnding, record.Agency, client, "benefit-ending",
                    "A benefit ends; offer the client a referral in good time. Nothing is sent to another office by itself.", dueOn: Day(notice.EndsOn));
                desk.Unit.Record(statement.Type, record.Agency, client);
                break;
            case ApplicationLodged lodged when record.ClientId is { } client:
                // Belgium: decision within 30 days of the application (law of 26 May 2002, art. 21).
                if (Day(lodged.LodgedOn) is { } day)
                    desk.Unit.StartDeadline(DeadlineKinds.ApplicationDecision, client, ReferralDecisions.EndOf(day.AddDays(30)));
                desk.Unit.Record(statement.Type, record.Agency, client);
                break;
            case PilotCounts counts when agreed.Collaborations.FirstOrDefault(a => a.Id == counts.Collaboration)?.Parties.Contains(record.Agency) == true
                && Codes.OrNull(counts.Period) is not null:
                await CountAsync(desk.Unit, record, counts, cancellation);
                break;
            case PilotCounts:
                record.State = RecordState.SetAside;
                record.ReasonCode = "not-a-party";
                record.ReasonText = "The counts name no agreement that this agency has signed, or no month. Check the agreement's id and the period.";
                desk.Unit.OpenTask(TaskKinds.SetAside, record.Agency, record.Id, record.ReasonCode, record.ReasonText);
                break;
            default:
                // Benefit transfers and measurements are history of the client: they gate nothing.
                desk.Unit.Record(statement.Type, record.Agency, record.ClientId ?? record.Id);
                break;
        }

        return true;
    }

    /// <summary>Takes over restrictions unless something newer is known.</summary>
    internal static void NoteProtection(ClientSnapshot client, Protection? protection, DateTimeOffset? sentAt)
    {
        if (sentAt is { } at && client.NewestStatement > at)
            return;
        client.NewestStatement = sentAt ?? client.NewestStatement;
        if (protection is null)
            return;
        client.Protected = (protection.SecretAddress ?? client.Protected) || (protection.StaffOfAgency ?? false);
        client.Restricted = protection.Restricted ?? client.Restricted;
        client.Objected = protection.Objected ?? client.Objected;
    }

    /// <summary>An authentic notice says that a number was replaced: the new one names the same client from now on.</summary>
    private async Task FollowReplacementsAsync(ReferralDesk desk, string agency, Guid client, Client stated, CancellationToken cancellation)
    {
        foreach (var identifier in stated.Identifiers.Where(i => i.ReplacedBy is { Length: > 0 }))
        {
            var hash = installation.Index.Identifier(agency, identifier.Scheme, identifier.ReplacedBy!);
            if (!await desk.Unit.Store.ClientIdentifiers.AnyAsync(i => i.Agency == agency && i.Hash == hash, cancellation))
                desk.Unit.Store.ClientIdentifiers.Add(new ClientIdentifier { Agency = agency, Hash = hash, ClientId = client });
            desk.Unit.Record("client.identifier-replaced", agency, client);
        }
    }

    private static async Task CountAsync(UnitOfWork unit, RecordSnapshot record, PilotCounts counts, CancellationToken cancellation)
    {
        var sourceTime = counts.SentAt ?? record.ReceivedAt;
        var row = unit.Store.PilotCounts.Local.FirstOrDefault(c => c.Agreement == counts.Collaboration && c.Period == counts.Period)
            ?? await unit.Store.PilotCounts.SingleOrDefaultAsync(c => c.Agreement == counts.Collaboration && c.Period == counts.Period, cancellation);
        if (row is null)
        {
            row = new PilotCount { Agreement = counts.Collaboration, Period = counts.Period, Losses = "[]" };
            unit.Store.PilotCounts.Add(row);
        }
        else if (row.SourceTime > sourceTime)
        {
            return;
        }

        row.SourceTime = sourceTime;
        (row.Identified, row.Eligible, row.Offered) = (counts.Identified, counts.Eligible, counts.Offered);
        row.Losses = JsonSerializer.Serialize((counts.Lost ?? []).Select(l => l with { Stage = Codes.OrNull(l.Stage) ?? "other", Reason = Codes.OrNull(l.Reason) ?? "other" }), ContractJson.Options);
        unit.Record(EventTypes.PilotCounts, record.Agency, record.Id, new { agreement = counts.Collaboration, counts.Period });
    }

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
