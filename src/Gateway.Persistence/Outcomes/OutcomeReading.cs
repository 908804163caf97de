using Gateway.Core.Outcomes;
using Gateway.Core.Referrals;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Outcomes;

/// <summary>Counts parts of referrals that are alike, set-wise, and the chains of services beside them in the same round trip.</summary>
internal sealed class OutcomeReading(IGatewayDatabase database, TimeProvider domain) : IOutcomeFigures
{
    private const int FirstYear = 2020;
    private const int MostYears = 30;

    public async Task<OutcomeCount> CountAsync(CancellationToken cancellation)
    {
        var at = domain.GetUtcNow();
        var year = Year(at);
        var batch = new LoadBatch(database);
        var parts = batch.Values(
            ((SqlText)$"""SELECT "Year", "Collaboration", "Recipient", "Goal", "Services", "State", "Reason", "NextStep", "NeedMet", "Answered", "Accepted", "Started", "Appointment", "Told", CAST(COUNT(*) AS INTEGER) FROM (SELECT """)
                .Then(year).Then($"""
                   AS "Year", COALESCE(r."Collaboration", '') AS "Collaboration", h."Recipient", COALESCE(r."Goal", '') AS "Goal", h."Services", h."State",
                  COALESCE(h."LastReason", '') AS "Reason", COALESCE(h."NextStep", '') AS "NextStep", COALESCE(h."NeedMet", '') AS "NeedMet",
                  CASE WHEN h."AcknowledgedAt" IS NULL THEN 0 ELSE 1 END AS "Answered", CASE WHEN h."AcceptedAt" IS NULL AND h."InServiceAt" IS NULL AND h."CompletedAt" IS NULL AND h."StabilisedAt" IS NULL THEN 0 ELSE 1 END AS "Accepted",
                  CASE WHEN h."InServiceAt" IS NULL AND h."CompletedAt" IS NULL AND h."StabilisedAt" IS NULL THEN 0 ELSE 1 END AS "Started",
                  CASE WHEN h."AppointmentAt" IS NULL THEN 0 ELSE 1 END AS "Appointment", CASE WHEN h."ClientToldOn" IS NULL THEN 0 ELSE 1 END AS "Told"
                FROM "Handover" AS h JOIN "Referral" AS r ON r."Id" = h."ReferralId") AS p
                GROUP BY "Year", "Collaboration", "Recipient", "Goal", "Services", "State", "Reason", "NextStep", "NeedMet", "Answered", "Accepted", "Started", "Appointment", "Told"
                """),
            r => new AlikeParts(
                r.GetInt32(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetString(4), (HandoverState)r.GetInt32(5), r.GetString(6), r.GetString(7), r.GetString(8),
                r.GetInt32(9) == 1, r.GetInt32(10) == 1, r.GetInt32(11) == 1, r.GetInt32(12) == 1, r.GetInt32(13) == 1, r.GetInt32(14)));
        var chains = batch.Values(
            ((SqlText)$"""SELECT "Year", "Collaboration", "Services", CAST(COUNT(*) AS INTEGER) FROM (SELECT MIN(""").Then(year).Then($"""
                ) AS "Year", MIN(COALESCE(r."Collaboration", '')) AS "Collaboration", CASE WHEN COUNT(*) > 4 THEN 4 ELSE COUNT(*) END AS "Services"
                FROM "Handover" AS h JOIN "Referral" AS r ON r."Id" = h."ReferralId"
                WHERE h."InServiceAt" IS NOT NULL OR h."CompletedAt" IS NOT NULL OR h."StabilisedAt" IS NOT NULL
                GROUP BY h."ClientId") AS p GROUP BY "Year", "Collaboration", "Services"
                """),
            r => new ChainLength(r.GetInt32(0), r.GetString(1), r.GetInt32(2), r.GetInt32(3)));
        await batch.RunAsync(cancellation);
        return new OutcomeCount(at, parts, chains);
    }

    /// <summary>The year in which a part was issued: databases differ in how they tell one, and agree on comparing.</summary>
    private static SqlText Year(DateTimeOffset now)
    {
        var sql = SqlText.Of("CASE");
        for (var year = Math.Max(FirstYear, now.Year - MostYears); year <= now.Year; year++)
            sql = sql.Then($""" WHEN h."IssuedAt" < {new DateTimeOffset(year + 1, 1, 1, 0, 0, 0, TimeSpan.Zero)} THEN """).Then(SqlText.Of(year.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        return sql.Then(SqlText.Of(" ELSE " + (now.Year + 1).ToString(System.Globalization.CultureInfo.InvariantCulture) + " END"));
    }
}
