using Gateway.Contracts.Events;
using Gateway.Core.Directory;
using Gateway.Core.Routing;
using Gateway.Core.Traffic;
using Npgsql;

namespace Gateway.Benchmarks.Pages;

/// <summary>Three years of counts: traffic by hour and day, who referred to whom, the ladder, the pilot; and ends of services, which reports count.</summary>
internal static class ThreeYears
{
    /// <summary>Days of which there are figures.</summary>
    public const int Days = 1_096;

    private const string Counts = """ "Received", "SetAside", "Referred", "Withheld", "Unroutable", "Delivered", "InMinute", "InHour", "InDay", "Waiting" """;

    /// <summary>What became of referrals: goals, local agreements, and how their services ended. For the originals, before they are copied.</summary>
    public static Task EndsAsync(string database, Agreed agreed, CancellationToken cancellation) => RunAsync(
        database,
        """
        UPDATE "Referral" SET "Collaboration" = (@collaborations)[1 + get_byte(uuid_send("Id"), 14) % cardinality(@collaborations)] WHERE "Collaboration" IS NOT NULL;
        UPDATE "Referral" SET "Goal" = (@goals)[1 + get_byte(uuid_send("Id"), 13) % cardinality(@goals)];
        UPDATE "Handover" SET "State" = (ARRAY[9, 9, 9, 9, 9, 8, 8, 7, 6, 5])[1 + get_byte(uuid_send("Id"), 14) % 10] WHERE "State" = 9;
        UPDATE "Handover" SET
          "AcceptedAt" = CASE WHEN "State" IN (4, 7, 8, 9) THEN "IssuedAt" + interval '3 days' END,
          "InServiceAt" = CASE WHEN "State" IN (4, 7, 8, 9) THEN "IssuedAt" + interval '9 days' END,
          "NotAcceptedAt" = CASE WHEN "State" = 5 THEN "IssuedAt" + interval '3 days' END,
          "NotStartedAt" = CASE WHEN "State" = 6 THEN "IssuedAt" + interval '20 days' END,
          "StoppedAt" = CASE WHEN "State" = 7 THEN "IssuedAt" + interval '40 days' END,
          "StabilisedAt" = CASE WHEN "State" = 8 THEN "IssuedAt" + interval '80 days' END,
          "CompletedAt" = CASE WHEN "State" = 9 THEN "IssuedAt" + interval '90 days' END,
          "LastReason" = CASE WHEN "State" IN (5, 6, 7) THEN 'other' END,
          "NeedMet" = CASE WHEN "State" = 9 THEN (ARRAY['yes', 'partly', 'no'])[1 + get_byte(uuid_send("Id"), 12) % 3] END
        WHERE "State" IN (4, 5, 6, 7, 8, 9);
        """,
        command =>
        {
            command.Parameters.AddWithValue("collaborations", agreed.Collaborations.Select(c => c.Id).ToArray());
            command.Parameters.AddWithValue("goals", GoalCodes.All.ToArray());
        },
        cancellation);

    /// <summary>The counts.</summary>
    public static Task CountsAsync(string database, Agreed agreed, DateTimeOffset now, CancellationToken cancellation) => RunAsync(
        database,
        $"""
         DELETE FROM "TrafficDay"; DELETE FROM "TrafficHour"; DELETE FROM "FlowDay";
         INSERT INTO "TrafficDay" ("Day", "Agency",{Counts}) SELECT d::date, a, n, n / 90, n, n / 25, n / 35, 2 * n, n, 2 * n - n / 10, 2 * n, n % 7
           FROM generate_series(@today - {Days}, @today - 1, interval '1 day') AS d, unnest(@agencies) AS a, LATERAL (SELECT 20 + abs(hashtext(a || d::text)) % 300 AS n) AS x;
         INSERT INTO "TrafficHour" ("At", "Agency",{Counts}) SELECT h, a, n, n / 90, n, n / 25, n / 35, 2 * n, n, 2 * n - n / 10, 2 * n, n % 7
           FROM generate_series(@hour - interval '70 days', @hour - interval '1 hour', interval '1 hour') AS h, unnest(@agencies) AS a, LATERAL (SELECT 1 + abs(hashtext(a || h::text)) % 30 AS n) AS x;
         INSERT INTO "FlowDay" ("Day", "Sender", "Recipient", "Handovers") SELECT d::date, s, r, 1 + abs(hashtext(s || r || d::text)) % 20
           FROM generate_series(@today - {Days}, @today - 1, interval '1 day') AS d, unnest(@agencies) AS s, unnest(@agencies) AS r WHERE s <> r;
         INSERT INTO "LadderCount" ("Id", "Version", "Kind", "Organisation", "Municipality", "Year", "Subgroup", "Instrument", "From", "To", "Doubt", "People")
           SELECT gen_random_uuid(), 1, k, o, m, y, s, i, f, t, 0, 1 + abs(hashtext(concat(k, o, m, y, s, i, f, t))) % 25
           FROM generate_series(0, 2) AS k, unnest(@organisations) AS o, unnest(@municipalities) AS m, generate_series(@year - 3, @year) AS y, unnest(@subgroups) AS s, unnest(@instruments) AS i,
             generate_series(0, 6) AS f, generate_series(0, 6) AS t
           WHERE CASE k WHEN 0 THEN f > 0 AND t > 0 WHEN 1 THEN f = 0 AND t > 0 ELSE f > 0 AND t = 0 END AND abs(hashtext(concat(o, m))) % 4 = 0;
         INSERT INTO "PilotCount" ("Id", "Version", "Collaboration", "Period", "SourceTime", "Identified", "Eligible", "Offered", "Losses")
           SELECT gen_random_uuid(), 1, c, to_char(d, 'YYYY-MM'), d, 900, 700, 600, '[]' FROM generate_series(@hour - interval '3 years', @hour, interval '1 month') AS d, unnest(@collaborations) AS c;
         DELETE FROM "Setting" WHERE "Name" = 'traffic';
         INSERT INTO "Setting" ("Name", "Value") VALUES ('traffic', @clock);
         ANALYZE "TrafficDay"; ANALYZE "TrafficHour"; ANALYZE "FlowDay"; ANALYZE "LadderCount";
         """,
        command =>
        {
            var (today, hour) = (DateOnly.FromDateTime(now.UtcDateTime), TrafficClock.Floor(now));
            command.Parameters.AddWithValue("today", today);
            command.Parameters.AddWithValue("hour", hour);
            command.Parameters.AddWithValue("year", today.Year);
            // The day before yesterday is the last that is final.
            command.Parameters.AddWithValue("clock", new TrafficClock(today.AddDays(-1), hour).Write());
            command.Parameters.AddWithValue("agencies", agreed.Directory.Agencies.Where(a => a.Live).Select(a => a.Id).ToArray());
            command.Parameters.AddWithValue("collaborations", agreed.Collaborations.Select(c => c.Id).ToArray());
            command.Parameters.AddWithValue("organisations", agreed.Directory.Agencies.Where(a => a.Live && a.Class == RecipientClass.Welfare).Select(a => a.Id).ToArray());
            command.Parameters.AddWithValue("municipalities", agreed.Directory.Municipalities.Select(m => m.Code).Take(140).ToArray());
            command.Parameters.AddWithValue("subgroups", (string[])["", "A", "B", "C", "D"]);
            command.Parameters.AddWithValue("instruments", (string[])["*", "LANGUAGE_BUDDY", "WORKPLACE", "JOB_COACH"]);
        },
        cancellation);

    private static async Task RunAsync(string database, string statements, Action<NpgsqlCommand> fill, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(statements, connection) { CommandTimeout = 1_800 };
        fill(command);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
