using Gateway.Contracts;
using Gateway.Core.Clients;
using Gateway.Core.Intake;
using Gateway.Core.Referrals;
using Gateway.Core.Rights;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Stages;
using Gateway.Persistence.Stores;
using Gateway.Persistence.Writing;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Rights;

/// <summary>Reads what an agency states of a client now: the current record of each referral, and the last that names the client otherwise.</summary>
internal sealed class StatedNowReading(IGatewayDatabase database, RightsSubjects subjects, KeyRing ring) : IStatedNow
{
    public async Task<(StatedNow? Stated, string? Fault)> ReadAsync(RightsRequest request, RightsSubject subject, CancellationToken cancellation)
    {
        var (client, fault) = await subjects.FindAsync(request, subject, cancellation);
        if (client is not { } id)
            return (null, fault);
        var batch = new LoadBatch(database);
        var referrals = batch.Rows<ReferralSnapshot>($"""WHERE t."ClientId" = {id} AND t."EndedAt" IS NULL""");
        var current = batch.Rows<RecordSnapshot>($"""WHERE t."Id" {SqlText.In($"""SELECT "RecordId" FROM "Referral" WHERE "ClientId" = {id} AND "EndedAt" IS NULL""")}""");
        var other = batch.Rows<RecordSnapshot>(((SqlText)$"""WHERE t."ClientId" = {id} AND t."Sealed" IS NOT NULL AND t."StatementType" = {EventTypes.ClientChanged} ORDER BY t."Id" DESC""").Then(SqlText.Of(" ")).Then(batch.Limit(1)));
        var keys = ClientKeys.Add(batch, $"""SELECT "Id" FROM "Client" WHERE "Id" = {id}""");
        var handed = batch.Values(
            $"""SELECT DISTINCT h."Recipient", h."State" FROM "Handover" AS h JOIN "Disclosure" AS d ON d."ReferralId" = h."ReferralId" AND d."Recipient" = h."Recipient" WHERE h."ClientId" = {id}""",
            r => (Recipient: r.GetString(0), State: (HandoverState)r.GetInt32(1)));
        await batch.RunAsync(cancellation);
        var opened = keys.OfRecords([.. current, .. other], ring);
        List<StatedReferral> stated = [];
        foreach (var record in current.Concat(other))
        {
            if (!opened.TryGetValue(record.Id, out var key) || RecordVault.TryOpen(record, key) is not { } statements)
                return (null, RightsFaults.Unreadable);
            var referral = referrals.Find(r => r.RecordId == record.Id)?.Id;
            if (statements.FirstOrDefault(s => s.Content is Contracts.Events.IClientStatement { Client.Identifiers.Count: > 0 }) is { } statement)
                stated.Add(new StatedReferral(referral, statement.Data));
        }

        var open = handed.Where(h => !Lifecycle.IsFinal(h.State)).Select(h => h.Recipient).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return (new StatedNow(id, stated, open, [.. handed.Select(h => h.Recipient).Except(open, StringComparer.Ordinal).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]), null);
    }
}
