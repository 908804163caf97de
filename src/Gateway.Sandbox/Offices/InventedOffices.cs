using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Callers;
using Gateway.Core.Noes;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Demo;
using Gateway.Demo.Offices;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Sandbox.Offices;

/// <summary>The other offices of a sandbox. They answer what the vendor's agency sends by themselves, within seconds, and refer invented clients to it.</summary>
public sealed class InventedOffices(VendorSeat seat, IPresent<Agreed> agreed, IApiKeys keys, TimeProvider domain, [FromKeyedServices(MachineTime.Key)] TimeProvider machine)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    /// <summary>What becomes of a client at an invented office, and after how long.</summary>
    private static readonly (TimeSpan After, string Outcome)[] Course =
    [
        (TimeSpan.FromSeconds(1), ReplyOutcomes.Received), (TimeSpan.FromSeconds(5), ReplyOutcomes.Accepted), (TimeSpan.FromSeconds(10), ReplyOutcomes.InService), (TimeSpan.FromSeconds(30), ReplyOutcomes.Completed),
    ];

    private readonly Letters _letters = new(domain);
    private readonly PriorityQueue<(OfficeLine Office, Submission Answer), DateTimeOffset> _due = new();
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _cursors = new(StringComparer.Ordinal);

    /// <summary>Refers clients to the vendor's agency.</summary>
    /// <param name="address">Where the gateway listens.</param>
    /// <param name="folder">Where the offices keep their keys.</param>
    /// <param name="clients">How many.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <returns>Name of the office that refers.</returns>
    /// <exception cref="SandboxFault">The gateway refused it.</exception>
    public async Task<string> ReferAsync(Uri address, string folder, int clients, CancellationToken cancellation)
    {
        var vendor = agreed.Now.Directory.Find(seat.Agency)!;
        var counterpart = Counterpart.Of(agreed.Now, vendor, Today)!;
        using var http = new HttpClient { BaseAddress = address };
        var line = new OfficeLine(counterpart.Agency.Id, (await new OfficeKeys(keys, folder).ForAsync([counterpart.Agency.Id], cancellation))[counterpart.Agency.Id], http, machine);
        try
        {
            for (var i = 0; i < clients; i++)
                await line.PostAsync(_letters.Referral(counterpart, vendor, InventedClient.Another(), Guid.CreateVersion7(machine.GetUtcNow()).ToString("D")), cancellation);
        }
        catch (DemoStoppedException e)
        {
            throw new SandboxFault(e.Message);
        }

        return counterpart.Agency.Name;
    }

    /// <summary>Reads and answers until it is cancelled.</summary>
    /// <param name="address">Where the gateway listens.</param>
    /// <param name="folder">Where the offices keep their keys.</param>
    /// <param name="trouble">Is told, without personal data, what an office could not do.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task AnswerAsync(Uri address, string folder, Func<string, Task> trouble, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(trouble);
        using var http = new HttpClient { BaseAddress = address };
        var offices = Counterpart.PartnersOf(agreed.Now, seat.Agency, Today);
        var lines = (await new OfficeKeys(keys, folder).ForAsync(offices, cancellation)).Select(k => new OfficeLine(k.Key, k.Value, http, machine)).ToList();
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                foreach (var line in lines)
                    await ReadAsync(line, cancellation);
                while (_due.TryPeek(out var next, out var at) && at <= machine.GetUtcNow())
                {
                    // It stays the next one until it was sent: its bytes and its key are fixed.
                    await next.Office.PostAsync(next.Answer, cancellation);
                    _due.Dequeue();
                }
            }
            catch (Exception e) when (e is DemoStoppedException or HttpRequestException && !cancellation.IsCancellationRequested)
            {
                await trouble(e is DemoStoppedException ? e.Message : "An invented office could not reach the gateway; it tries again.");
            }

            await Task.Delay(Look, machine, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private DateOnly Today => DateOnly.FromDateTime(domain.GetUtcNow().UtcDateTime);

    private async Task ReadAsync(OfficeLine line, CancellationToken cancellation)
    {
        while (await line.ReadFeedAsync(_cursors.GetValueOrDefault(line.Office, "0"), cancellation) is { } page && page["items"] is JsonArray { Count: > 0 } items && page["next"] is { } next)
        {
            foreach (var item in items)
                Take(line, item!);
            _cursors[line.Office] = next.ToString();
            await line.AcknowledgeAsync(next, cancellation);
        }
    }

    private void Take(OfficeLine line, JsonNode item)
    {
        var type = (string?)item["type"];
        if (type == EventTypes.ReferralHandover && (string?)item["data"]?["ticket"] is { } ticket && _known.Add(ticket))
        {
            foreach (var (after, outcome) in Course)
                _due.Enqueue((line, _letters.Answer(line.Office, ticket, outcome, outcome == ReplyOutcomes.Received ? "SB-" + ticket[^6..] : null)), machine.GetUtcNow() + after);
        }
        else if (type == EventTypes.ReferralStatusChanged && StopNotices.Statuses.Contains((string?)item["data"]?["status"]) && (string?)item["data"]?["inReplyTo"] is { } stopped)
        {
            _due.Enqueue((line, _letters.Answer(line.Office, stopped, ReplyOutcomes.StopConfirmed)), machine.GetUtcNow());
        }
    }
}
