using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gateway.Core.Handovers;
using Gateway.Core.Work;
using Microsoft.Data.Sqlite;

namespace Gateway.Browser.Tests.Running;

/// <summary>The demonstration's offices after its year: they hand in what a test needs, with the keys that they were given.</summary>
internal sealed class Offices(Browsing browsing)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _store = new SqliteConnectionStringBuilder { DataSource = Path.Combine(browsing.Data, "gateway.db") }.ToString();

    /// <summary>Hands in records as VDAB writes them.</summary>
    public async Task SubmitAsync(params JsonObject[] records)
    {
        var keys = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(browsing.Data, "offices.json")))!;
        using var http = new HttpClient { BaseAddress = browsing.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", keys["vdab"]!.GetValue<string>());
        using var answer = await http.PostAsJsonAsync("/v1/submissions/vdab-referral", new JsonArray([.. records]));
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>
    /// Parks deliveries that wait for an agency as if they had failed. The failure is planted in the store: a real one is
    /// tried again for minutes before it is parked.
    /// </summary>
    /// <param name="recipient">Agency.</param>
    /// <param name="waiting">How many there must be; until then it waits.</param>
    /// <param name="parked">How many of them are parked.</param>
    public async Task ParkAsync(string recipient, int waiting, int parked)
    {
        const string Theirs = """SELECT s."Id" FROM "WorkItem" s JOIN "Delivery" d ON d."Id" = s."SubjectId" WHERE s."Stage" = 'delivery' AND s."State" = 0 AND d."State" = 0 AND d."Recipient" = $recipient""";
        await UntilAsync(async () => await RunAsync($"SELECT COUNT(*) FROM ({Theirs})", recipient) == waiting);
        await RunAsync(
            $"""
            UPDATE "WorkItem" SET "State" = {(int)WorkItemState.Parked}, "LeaseToken" = NULL, "LeasedUntil" = NULL, "ParkedCode" = 'delivery-failed', "ParkedReason" = '["","IOException in the outbox."]'
            WHERE "Id" IN ({Theirs} ORDER BY s."Id" LIMIT {parked});
            UPDATE "Delivery" SET "State" = {(int)DeliveryState.Parked}, "ReasonCode" = 'delivery-failed', "Version" = "Version" + 1
            WHERE "Recipient" = $recipient AND "State" = {(int)DeliveryState.Waiting}
              AND "Id" IN (SELECT "SubjectId" FROM "WorkItem" WHERE "Stage" = 'delivery' AND "State" = {(int)WorkItemState.Parked});
            """, recipient);
    }

    /// <summary>Looks again until something holds; fails when it does not in time.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds)
    {
        var deadline = TimeProvider.System.GetUtcNow() + Patience;
        while (!await holds())
        {
            TimeProvider.System.GetUtcNow().ShouldBeLessThan(deadline, "What the test waits for did not come about.");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    private async Task<long> RunAsync(string sql, string recipient)
    {
        await using var connection = new SqliteConnection(_store);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$recipient", recipient);
        return (long)(await command.ExecuteScalarAsync() ?? 0L);
    }
}
