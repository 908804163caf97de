using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Gateway.Chaos.Tests.Agencies;

/// <summary>A statement that was accepted.</summary>
/// <param name="Referral">The referral.</param>
/// <param name="Version">0: as first sent; 1, 2: its corrections.</param>
internal sealed record Stated(ReferralStory Referral, int Version);

/// <summary>A submission that was answered with an id.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Records">Records in it.</param>
/// <param name="Broken">Of those, records that must be set aside.</param>
internal sealed record AcceptedSubmission(string Id, int Records, int Broken);

/// <summary>
/// The employment service: hands in referrals, singly and in arrays, corrects some and refers again, until told to stop.
/// It waits while the offices have not got what it sent before: the load is as much as the machine can carry.
/// </summary>
/// <param name="plan">The load.</param>
/// <param name="sightings">What the offices got.</param>
internal sealed class SendingAgency(LoadPlan plan, Sightings sightings)
{
    private const int MostOnTheWay = 150;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(25);

    private int _number;
    private int _referred;
    private long _sent;

    /// <summary>What was accepted; of one client in the order it was accepted.</summary>
    public ConcurrentQueue<Stated> Accepted { get; } = [];

    /// <summary>Submissions that were accepted with an id.</summary>
    public ConcurrentQueue<AcceptedSubmission> Submissions { get; } = [];

    /// <summary>Submissions that, handed in again under their key, were answered with another id.</summary>
    public ConcurrentQueue<string> Twins { get; } = [];

    /// <summary>Hands in over each of the lines at once, other clients over each.</summary>
    public Task SendAsync(IEnumerable<IIntakeLine> lines, CancellationToken stop) =>
        Task.WhenAll(lines.Select((line, hand) => Task.Run(() => SendAsync(line, new Random(plan.Run + hand), stop), CancellationToken.None)));

    private async Task SendAsync(IIntakeLine line, Random chance, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (_referred - sightings.HandedOver > MostOnTheWay)
            {
                await Task.Delay(Pace, TimeProvider.System, CancellationToken.None);
                continue;
            }

            var size = chance.Next(2) == 0 ? 1 : chance.Next(2, 15);
            var last = Interlocked.Add(ref _number, size);
            List<ClientStory> clients = [.. Enumerable.Range(last - size, size).Select(plan.Client)];
            await HandInAsync(line, [.. clients.Select(c => new Stated(c.Referrals[0], 0))], again: chance.Next(8) == 0);
            foreach (var next in clients.SelectMany(FollowUps))
                await HandInAsync(line, [next], again: false);
            await Task.Delay(Pace, TimeProvider.System, CancellationToken.None);
        }
    }

    private static IEnumerable<Stated> FollowUps(ClientStory client) =>
        client.Referrals.SelectMany(r => Enumerable.Range(0, r.Corrections + 1).Select(v => new Stated(r, v))).Skip(1);

    private async Task HandInAsync(IIntakeLine line, IReadOnlyList<Stated> statements, bool again)
    {
        var records = statements.Select(s => s.Referral.Statement(s.Version, Next())).ToArray();
        var body = Encoding.UTF8.GetBytes(records.Length == 1 ? records[0].ToJsonString() : new JsonArray([.. records]).ToJsonString());
        var submission = new Submission("vdab-referral", "application/json", (string)records[0]["message"]!["ticket"]!, body);
        var id = await line.SubmitAsync(submission);
        foreach (var stated in statements)
            Accepted.Enqueue(stated);
        Interlocked.Add(ref _referred, statements.Count(s => s.Version == 0 && !s.Referral.Client.Broken));
        if (id is null)
            return;
        Submissions.Enqueue(new AcceptedSubmission(id, records.Length, statements.Count(s => s.Referral.Client.Broken)));
        if (again && await line.SubmitAsync(submission) != id)
            Twins.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{submission.Key} with {records.Length} records"));
    }

    /// <summary>A time of sending later than any before: of two statements it must be plain which is newer.</summary>
    private DateTimeOffset Next()
    {
        while (true)
        {
            var before = Interlocked.Read(ref _sent);
            var now = Math.Max(before + 1, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
            if (Interlocked.CompareExchange(ref _sent, now, before) == before)
                return DateTimeOffset.FromUnixTimeMilliseconds(now);
        }
    }
}
