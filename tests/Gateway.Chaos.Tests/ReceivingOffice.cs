using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Gateway.Chaos.Tests;

/// <summary>A welfare office that reads its feed on and on, confirms, and registers a file for some clients.</summary>
internal sealed class ReceivingOffice(GatewayLine line)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Handovers in the order they were read.</summary>
    public List<HandoverSeen> Read { get; } = [];

    /// <summary>Reads until told to stop.</summary>
    /// <param name="registers">Whether the office registers a file for a client.</param>
    /// <param name="stop">Ends reading after a page.</param>
    public async Task ReadAsync(Func<string, bool> registers, CancellationToken stop)
    {
        var cursor = "0";
        while (!stop.IsCancellationRequested)
        {
            var page = await PageAsync(cursor);
            if (page is null)
            {
                await Task.Delay(Pause, TimeProvider.System, CancellationToken.None);
                continue;
            }

            foreach (var handover in HandoversIn(page))
            {
                Read.Add(handover);
                if (handover.Step == 1 && registers(handover.Insz))
                    await line.PostAsync("/v1/submissions/ocmw-result", "application/xml", "received-" + handover.Ticket, Encoding.UTF8.GetBytes(Received(handover)));
            }

            cursor = (string)page["next"]!;
            await line.PostAsync("/v1/feed/ack", "application/json", "ack-" + cursor, Encoding.UTF8.GetBytes(new JsonObject { ["cursor"] = cursor }.ToJsonString()), HttpStatusCode.NoContent);
        }
    }

    /// <summary>The whole feed as it is now, from the beginning.</summary>
    public async Task<IReadOnlyList<HandoverSeen>> WholeFeedAsync()
    {
        List<HandoverSeen> all = [];
        for (var cursor = "0"; await PageAsync(cursor) is { } page; cursor = (string)page["next"]!)
            all.AddRange(HandoversIn(page));
        return all;
    }

    private async Task<JsonNode?> PageAsync(string cursor)
    {
        var text = await line.GetAsync($"/v1/feed?take=200&after={Uri.EscapeDataString(cursor)}", HttpStatusCode.OK, HttpStatusCode.NoContent);
        return text.Length == 0 ? null : JsonNode.Parse(text);
    }

    private static IEnumerable<HandoverSeen> HandoversIn(JsonNode page) => page["items"]!.AsArray()
        .Select(item => HandoverSeen.In(Guid.Parse((string)item!["id"]!, CultureInfo.InvariantCulture), (string)item["data"]!)).OfType<HandoverSeen>();

    private static string Received(HandoverSeen handover)
    {
        var today = TimeProvider.System.GetUtcNow().ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        return $"""
            <HandoverResult schemaVersion="1">
              <Header><Ticket>R-{handover.Ticket}</Ticket><InReplyTo>{handover.Ticket}</InReplyTo><Sender nis="24062"/><Recipient org="VDAB"/><Purpose>ACTIVATION</Purpose></Header>
              <Client><INSZ>{handover.Insz}</INSZ></Client>
              <Intake><DatOntvangst>{today}</DatOntvangst><CdResultaat>received</CdResultaat><NrDossier>L-{handover.Insz}</NrDossier></Intake>
            </HandoverResult>
            """;
    }
}
