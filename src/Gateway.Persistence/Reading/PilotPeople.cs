using Gateway.Core.Referrals;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Reading;

/// <summary>Counts people of sites by how far they came, in one grouped query: no person is read.</summary>
internal static class PilotPeople
{
    internal static async Task<IReadOnlyList<AlikePeople>> ReadAsync(IGatewayDatabase database, IReadOnlyList<string> sites, CancellationToken cancellation)
    {
        if (sites.Count == 0)
            return [];
        var batch = new LoadBatch(database);
        // Of somebody's parts the one that began says where they stand, otherwise the newest.
        var people = batch.Values(
            $"""
             WITH person AS (
               SELECT "ClientId", "Collaboration", "ReasonCode", ROW_NUMBER() OVER (PARTITION BY "ClientId" ORDER BY "SubmittedAt" DESC, "Id" DESC) AS "Turn"
               FROM "Referral" WHERE "Collaboration" {sites}),
             part AS (
               SELECT h."ClientId", h."State", h."LastReason", h."LastOutcome",
                 ROW_NUMBER() OVER (PARTITION BY h."ClientId" ORDER BY CASE WHEN h."InServiceAt" IS NULL THEN 1 ELSE 0 END, h."Id" DESC) AS "Turn",
                 MAX(CASE WHEN h."CompletedAt" IS NULL AND h."StabilisedAt" IS NULL THEN 0 ELSE 1 END) OVER (PARTITION BY h."ClientId") AS "Completed",
                 MAX(CASE WHEN h."InServiceAt" IS NULL THEN 0 ELSE 1 END) OVER (PARTITION BY h."ClientId") AS "Began"
               FROM "Handover" AS h JOIN "Referral" AS r ON r."Id" = h."ReferralId" WHERE r."Collaboration" {sites})
             SELECT person."Collaboration", person."ReasonCode", part."State", part."LastReason", part."LastOutcome", COALESCE(part."Completed", 0), COALESCE(part."Began", 0), CAST(COUNT(*) AS INTEGER)
             FROM person LEFT JOIN part ON part."ClientId" = person."ClientId" AND part."Turn" = 1 WHERE person."Turn" = 1
             GROUP BY person."Collaboration", person."ReasonCode", part."State", part."LastReason", part."LastOutcome", COALESCE(part."Completed", 0), COALESCE(part."Began", 0)
             """,
            r => new AlikePeople(
                r.GetString(0), r.GetInt32(5) == 1 || r.GetInt32(6) == 1, r.GetInt32(5) == 1, r.IsDBNull(1) ? null : r.GetString(1), r.IsDBNull(2) ? null : (HandoverState)r.GetInt32(2),
                r.IsDBNull(3) ? null : r.GetString(3), r.IsDBNull(4) ? null : r.GetString(4), r.GetInt32(7)));
        await batch.RunAsync(cancellation);
        return people;
    }
}
