using Gateway.Contracts;
using Gateway.Core.Reconciliation;
using Gateway.Core.Referrals;
using Gateway.Persistence.Reading;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Reconciling;

/// <summary>Reads what is counted for an agency: three statements, and of each referral a key and a state. It counts what was released to the agency, and nothing that it may not know.</summary>
internal static class HeldCounts
{
    internal static async Task<HeldForAgency> ReadAsync(IGatewayDatabase database, string agency, DateOnly from, DateOnly until, CancellationToken cancellation)
    {
        var (begin, end) = (Midnight(from), Midnight(until.AddDays(1)));
        var batch = new LoadBatch(database);
        var sent = batch.Values(
            $"""SELECT "Id", "TicketHash", "OverdueAt" FROM "Referral" WHERE "Agency" = {agency} AND "SubmittedAt" >= {begin} AND "SubmittedAt" < {end}""",
            r => (Id: r.Key(0), Hash: r.BytesOrNull(1), Overdue: !r.IsDBNull(2)));
        var told = batch.Values(
            $"""
             SELECT d."ReferralId", d."Status" FROM "Delivery" AS d JOIN "Referral" AS r ON r."Id" = d."ReferralId"
             WHERE r."Agency" = {agency} AND r."SubmittedAt" >= {begin} AND r."SubmittedAt" < {end}
             AND d."Recipient" = {agency} AND d."Event" = {EventTypes.ReferralStatusChanged} AND d."HandoverId" IS NOT NULL AND d."ReleasedAt" IS NOT NULL ORDER BY d."Sequence"
             """,
            r => (Referral: r.Key(0), Status: r.GetString(1)));
        var received = batch.Values(
            $"""
             SELECT t."Id", t."State" FROM "Handover" AS t WHERE t."Recipient" = {agency} AND t."IssuedAt" >= {begin} AND t."IssuedAt" < {end}
             AND EXISTS (SELECT 1 FROM "Delivery" AS d WHERE d."ReferralId" = t."ReferralId" AND d."HandoverId" = t."Id" AND d."Event" = {EventTypes.ReferralHandover} AND d."ReleasedAt" IS NOT NULL)
             """,
            r => new Counted(r.Key(0), CountRules.StateOf((HandoverState)r.GetInt32(1))));
        await batch.RunAsync(cancellation);
        Dictionary<Guid, string> last = [];
        foreach (var (referral, status) in told)
            last[referral] = status;
        return new HeldForAgency(
            from, until,
            [.. sent.Select(s => new Counted(s.Id, last.GetValueOrDefault(s.Id) ?? CoarseParts.BeforeAny(s.Overdue), s.Hash))],
            received);
    }

    private static DateTimeOffset Midnight(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}
