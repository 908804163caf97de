using System.Text.RegularExpressions;
using Gateway.Core.Accountability;
using Gateway.Core.Handovers;
using Gateway.Core.Operating;
using Gateway.Persistence;
using Gateway.Persistence.Metering;
using Gateway.Persistence.PostgreSql;
using Gateway.Persistence.Sqlite;
using Gateway.Persistence.Work;
using Gateway.Servers;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Gateway.Store.Tests.Plans;

/// <summary>
/// Runs records of every kind through the whole gateway, listens to each statement it sends to the store, and asks
/// the database how it runs them: none may read a large table from one end to the other.
/// </summary>
public sealed partial class QueryPlanTests
{
    /// <summary>What the run must have made use of, so that it is known to have reached those queries.</summary>
    private static readonly string[] Paths =
    [
        "IX_WorkItem_State_Stage_NotBefore", "IX_Delivery_Recipient_State_Id", "IX_Delivery_ClientId_Recipient_Sequence", "IX_Delivery_Recipient_Position",
        "IX_Deadline_State_DueAt", "IX_Record_WaitingFor", "IX_Referral_TicketHash_Agency", "IX_Handover_TicketHash", "IX_Audit_Period_Id",
        "IX_Submission_KeyHash_Agency_Profile", "IX_Task_SubjectId_ClosedAt", "IX_ClientAgreement_RecordHash", "IX_Referral_EndOfKey", "IX_Handover_EndOfKey",
        "sqlite_autoindex_ClientIdentifier_1",
    ];

    /// <summary>
    /// The same on PostgreSQL, where indexes of open work hold nothing else. Not the index by idempotency key: while an agency
    /// has handed in little, the planner may as well take that by agency and time.
    /// </summary>
    private static readonly string[] PostgreSqlPaths =
    [
        "IX_WorkItem_State_Stage_NotBefore", "IX_WorkItem_State_Id", "IX_Delivery_Recipient_State_Id", "IX_Delivery_Recipient_Position", "IX_Deadline_State_DueAt",
        "IX_Record_WaitingFor", "IX_Referral_TicketHash_Agency", "IX_Handover_TicketHash", "IX_Audit_Period_Id", "IX_Referral_EndOfKey", "IX_Handover_EndOfKey",
        "PK_ClientIdentifier", "IX_Delivery_ClientId_Recipient_Sequence", "IX_Delivery_OnTheWay",
    ];

    [Fact]
    public async Task No_statement_of_a_working_gateway_scans_a_large_table()
    {
        var folder = new TemporaryFolder();
        var file = folder.File("gateway.db");
        using var recorded = new RecordedStatements(c => c.DataSource == file);
        using var database = new SqliteDatabase(file);
        recorded.Start();
        await using var gateway = await WorkingGateway.StartAsync(folder, database);
        await WorkAsync(gateway);

        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync();
        var plans = recorded.All.Where(s => Reads(s.Sql)).Select(s => (s.Sql, Plan: SqlitePlan.Of(connection, s))).ToList();
        var scans = plans.SelectMany(p => SqlitePlan.Scanned(p.Plan, p.Sql).Select(table => $"{table}: {p.Sql}\n  {string.Join("\n  ", p.Plan)}"));
        string.Join("\n\n", scans).ShouldBeEmpty();
        plans.Where(p => ReadsTheWholeBacklog(p.Sql, p.Plan)).Select(p => p.Sql).ShouldBeEmpty();
        var used = string.Join('\n', plans.SelectMany(p => p.Plan));
        Paths.Where(path => !used.Contains(path, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task No_statement_of_a_working_gateway_scans_a_large_table_of_postgresql()
    {
        var address = await TestServers.PostgresDatabaseAsync("plans");
        var name = new NpgsqlConnectionStringBuilder(address).Database;
        using var recorded = new RecordedStatements(c => c.Database == name);
        using var database = new PostgreSqlDatabase(address);
        recorded.Start();
        await using var gateway = await WorkingGateway.StartAsync(new TemporaryFolder(), database);
        recorded.Forget();
        await WorkAsync(gateway);

        await using var connection = await PlanningAsync(address);
        await PostgreSqlPlan.FillAsync(connection);
        var partial = await OpenWorkIndexesAsync(connection);
        List<string> scans = [], used = [];
        foreach (var statement in recorded.All.Where(s => Reads(s.Sql) && !s.Sql.Contains("pg_", StringComparison.Ordinal)))
        {
            var plan = await PostgreSqlPlan.OfAsync(connection, statement);
            used.AddRange(plan.Select(a => a.Index).OfType<string>());
            scans.AddRange(PostgreSqlPlan.Scanned(plan, partial).Select(s => $"{s}: {statement.Sql}"));
        }

        string.Join("\n\n", scans).ShouldBeEmpty();
        PostgreSqlPaths.Except(used, StringComparer.Ordinal).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_planted_scan_of_postgresql_is_found()
    {
        var address = await TestServers.PostgresDatabaseAsync("plans");
        using (var database = new PostgreSqlDatabase(address))
            await database.MigrateAsync(CancellationToken.None);
        await using var connection = await PlanningAsync(address);
        async Task<IEnumerable<string>> ScansAsync(string sql) => PostgreSqlPlan.Scanned(await PostgreSqlPlan.OfAsync(connection, new Statement(sql, [])), new HashSet<string>(StringComparer.Ordinal));
        (await ScansAsync("""SELECT "Id" FROM "Referral" WHERE "StatementHash" = '\x00'""")).ShouldHaveSingleItem().ShouldStartWith("Referral");
        (await ScansAsync("""SELECT "Id" FROM "Referral" WHERE "Agency" = 'vdab' AND "TicketHash" = '\x00'""")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_planted_scan_is_found()
    {
        await using var db = new SqliteFixture();
        await db.Database.MigrateAsync(CancellationToken.None);
        await using var connection = new SqliteConnection($"Data Source={db.File};Pooling=False");
        await connection.OpenAsync();
        var planted = new Statement("""SELECT "r"."Id" FROM "Referral" AS "r" WHERE "r"."StatementHash" = @hash""", [new SqliteParameter("@hash", null)]);
        var own = new Statement("""SELECT t."Id" FROM "Referral" AS t WHERE t."StatementHash" = @hash""", [new SqliteParameter("@hash", null)]);
        var indexed = new Statement("""SELECT "r"."Id" FROM "Referral" AS "r" WHERE "r"."Agency" = @agency AND "r"."TicketHash" = @hash""", [new SqliteParameter("@agency", null), new SqliteParameter("@hash", null)]);
        SqlitePlan.Scanned(SqlitePlan.Of(connection, planted), planted.Sql).ShouldBe(["Referral"]);
        SqlitePlan.Scanned(SqlitePlan.Of(connection, own), own.Sql).ShouldBe(["Referral"]);
        SqlitePlan.Scanned(SqlitePlan.Of(connection, indexed), indexed.Sql).ShouldBeEmpty();
    }

    private static async Task<NpgsqlConnection> PlanningAsync(string address)
    {
        var connection = new NpgsqlConnection(address + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SET enable_seqscan = off", connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    private static async Task<HashSet<string>> OpenWorkIndexesAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("SELECT indexrelid::regclass::text FROM pg_index WHERE indpred IS NOT NULL", connection);
        await using var rows = await command.ExecuteReaderAsync();
        HashSet<string> names = new(StringComparer.Ordinal);
        while (await rows.ReadAsync())
            names.Add(rows.GetString(0).Trim('"'));
        return names;
    }

    /// <summary>Steps that are named by their ids are found by them, not among all that are open.</summary>
    private static bool ReadsTheWholeBacklog(string sql, IReadOnlyList<string> plan) =>
        (sql.Contains("\"s\".\"Id\" IN (", StringComparison.Ordinal) || NamesItems().IsMatch(sql)) && plan.Any(p => p.Contains("IX_WorkItem_State_Stage_NotBefore (State=?)", StringComparison.Ordinal));

    private static async Task WorkAsync(WorkingGateway gateway)
    {
        await gateway.HandInAsync("vdab", "vdab-referral", "dirty.json");
        await gateway.HandInAsync("vdab", "vdab-referral", "referral.json");
        foreach (var sample in new[] { "referral.xml", "list.xml", "dirty.xml" })
            await gateway.HandInAsync("ocmw-kortrijk", "ocmw-referral", sample);
        await gateway.HandInAsync("uwv", "sonar-export", "export.csv");
        await gateway.HandInAsync("ocmw-leuven", "ocmw-result", "received.xml");
        await gateway.RestAsync();

        var tickets = await TicketsAsync(gateway);
        (await gateway.Get<IFinder>().FindAsync(ShortReference.Of(Guid.Parse(tickets[0])), CancellationToken.None)).Referrals.ShouldHaveSingleItem();
        foreach (var ticket in tickets)
            await gateway.HandInAsync("ocmw-leuven", "ocmw-result", "received.xml", text => text.Replace("6f0a1c1e-0009-4000-8000-000000000001", ticket, StringComparison.Ordinal));
        await gateway.HandInAsync("vdab", "vdab-referral", "messages.json");
        await gateway.HandInAsync("vdab", "vdab-referral", "messages.json", WithoutTicket);
        await gateway.RestAsync();
        await gateway.ReadFeedsAsync();

        await LookAsync(gateway);

        gateway.Domain.Advance(TimeSpan.FromDays(30));
        await gateway.SettleAsync();
        await gateway.ReadFeedsAsync();
        await gateway.Get<StageLoads>().ReadAsync(CancellationToken.None);
        // An office whose channel works again.
        await gateway.Get<IReleaseStore>().WakeAsync("ocmw-kortrijk", most: 10, attempted: true, CancellationToken.None);
        await gateway.Get<ParkedWork>().ReplayAsync(null, null, "operator-7", CancellationToken.None);
        await gateway.SettleAsync();
    }

    /// <summary>An officer reads what left about a client.</summary>
    private static async Task LookAsync(WorkingGateway gateway)
    {
        var client = await RecordedStatements.UnrecordedAsync(async () =>
        {
            await using var store = gateway.Get<IGatewayDatabase>().Open();
            return await store.Disclosures.Where(d => d.From == "vdab").Select(d => d.ClientId).FirstAsync();
        });
        var look = new PrivacyLook(new Reader("dora", null, UserRoles.Dpo), OpeningKind.Overview, PrivacyPurposes.AccessRequest);
        (await gateway.Get<IClientOverviews>().ReadAsync("vdab", client, look, CancellationToken.None)).ShouldNotBeNull().Disclosures.ShouldNotBeEmpty();
    }

    /// <summary>Handovers that an office reads in its feed. A record that waits for its turn is not due, and nothing else may be.</summary>
    private static async Task<List<string>> TicketsAsync(WorkingGateway gateway)
    {
        for (var reads = 0; reads < 20; reads++)
        {
            var tickets = (await gateway.ReadFeedsAsync()).Where(e => e.Agency == "ocmw-leuven").Select(e => e.Subject).Distinct(StringComparer.Ordinal).ToList();
            if (tickets.Count > 0)
                return tickets;
            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System);
            await gateway.SettleAsync();
        }

        throw new TimeoutException(await gateway.WorklistAsync());
    }

    /// <summary>A withdrawal that names nothing but the agency's record of the agreement.</summary>
    private static string WithoutTicket(string text) =>
        text.Replace("\"inReplyTo\": \"6f0a1c1e-0001-4000-8000-000000000001\"", "\"planted\": \"1\"", StringComparison.Ordinal)
            .Replace("{\"insz\": \"85073003328\"}", "{}", StringComparison.Ordinal);

    /// <summary>An empty list of ids makes a condition that is never true; the database then reads no row.</summary>
    private static bool Reads(string sql) =>
        !sql.EndsWith("WHERE 0", StringComparison.Ordinal) && new[] { "SELECT", "UPDATE", "DELETE" }.Any(verb => sql.StartsWith(verb, StringComparison.Ordinal));

    /// <summary>The gateway's own statements name them like this.</summary>
    [GeneratedRegex("\"WorkItem\"( AS \\w)?( SET .*)? WHERE (\\w\\.)?\"Id\" IN \\(@", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NamesItems();
}
