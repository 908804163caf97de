using System.Text.Json.Nodes;

namespace Gateway.Chaos.Tests.Agencies;

/// <summary>An agency that reads its feed on and on: sometimes the same page twice, sometimes confirming late.</summary>
/// <param name="agency">Its id.</param>
/// <param name="line">Its way to the gateway.</param>
/// <param name="sightings">Where it notes what it got.</param>
/// <param name="people">Who answers; null: nobody.</param>
internal sealed class FeedOffice(string agency, GatewayLine line, Sightings sightings, CaseWorkers? people) : IReceiver
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public string Agency => agency;

    public async Task ReceiveAsync(Random chance, CancellationToken stop)
    {
        var cursor = "0";
        var confirmed = cursor;
        while (!stop.IsCancellationRequested)
        {
            var page = await line.FeedAsync(cursor, chance.Next(1, 200));
            foreach (var seen in SeenIn(page))
            {
                sightings.Add(seen);
                if (people is not null)
                    await people.AnswerAsync(seen.Document);
            }

            // It crashed before it noted how far it was: the same page again.
            if (page is not null && chance.Next(10) > 0)
                cursor = (string)page["next"]!;
            if (cursor != confirmed && (page is null || chance.Next(3) > 0))
                await line.AcknowledgeAsync(confirmed = cursor);
            if (page is null)
                await Task.Delay(Pause, TimeProvider.System, CancellationToken.None);
        }
    }

    /// <summary>Ids of the whole feed as it is now, from the beginning.</summary>
    public async Task<IReadOnlyList<Guid>> WholeFeedAsync()
    {
        List<Guid> all = [];
        for (var cursor = "0"; await line.FeedAsync(cursor, 200) is { } page; cursor = (string)page["next"]!)
            all.AddRange(SeenIn(page).Select(s => s.Event));
        return all;
    }

    private IEnumerable<Sighting> SeenIn(JsonNode? page) => (page?["items"]?.AsArray() ?? []).Select(item => Sighting.Of(agency, item!));
}
