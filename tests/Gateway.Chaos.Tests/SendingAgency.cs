using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Gateway.Chaos.Tests;

/// <summary>A submission that was answered 202.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Records">Records in it.</param>
/// <param name="Broken">Of those, records that must be set aside.</param>
internal sealed record AcceptedSubmission(string Id, int Records, int Broken);

/// <summary>The employment service: posts referrals, singly and in arrays, and corrects some, until told to stop.</summary>
internal sealed class SendingAgency(GatewayLine line, ChaosPlan plan)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    private int _number;

    /// <summary>Records that were accepted.</summary>
    public ConcurrentQueue<LoadRecord> Accepted { get; } = [];

    /// <summary>Submissions that were accepted.</summary>
    public ConcurrentQueue<AcceptedSubmission> Submissions { get; } = [];

    /// <summary>Submissions that, sent again under their key, were answered with another id.</summary>
    public ConcurrentQueue<string> Twins { get; } = [];

    /// <summary>Sends from several hands at once.</summary>
    public Task SendAsync(int hands, CancellationToken stop) =>
        Task.WhenAll(Enumerable.Range(0, hands).Select(hand => Task.Run(() => SendAsync(new Random(plan.Seed + hand), stop), CancellationToken.None)));

    private async Task SendAsync(Random chance, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var size = chance.Next(2) == 0 ? 1 : chance.Next(2, 15);
            var last = Interlocked.Add(ref _number, size);
            List<LoadRecord> records = [.. Enumerable.Range(last - size, size).Select(n => new LoadRecord(plan.Seed, n))];
            await PostAsync("referrals-" + records[0].Ticket, [.. records.Select(r => r.Referral(Now))], records.Count(r => r.Broken), chance.Next(8) == 0);
            foreach (var record in records.Where(r => r.Amended))
                await PostAsync("amendment-" + record.Ticket, [record.Amendment(Now)], 0, again: false);
            foreach (var record in records)
                Accepted.Enqueue(record);
            await Task.Delay(Pace, TimeProvider.System, CancellationToken.None);
        }
    }

    private async Task PostAsync(string key, JsonObject[] records, int broken, bool again)
    {
        var body = Encoding.UTF8.GetBytes(records.Length == 1 ? records[0].ToJsonString() : new JsonArray([.. records]).ToJsonString());
        var id = await PostAsync(key, body);
        Submissions.Enqueue(new AcceptedSubmission(id, records.Length, broken));
        if (again && await PostAsync(key, body) != id)
            Twins.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{key} with {records.Length} records"));
    }

    private async Task<string> PostAsync(string key, byte[] body) =>
        (string)JsonNode.Parse(await line.PostAsync("/v1/submissions/vdab-referral", "application/json", key, body))!["submissionId"]!;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();
}
