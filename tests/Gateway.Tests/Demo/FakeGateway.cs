using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Gateway.Core.Callers;
using Gateway.Core.Intake;
using Gateway.Core.Reading;
using Gateway.Demo.Clock;
using Gateway.Demo.Scenario;

namespace Gateway.Tests.Demo;

/// <summary>
/// A gateway that hands every referral over at once to the offices that the scenario expects, and can die after any
/// number of calls. What it accepted and the clock survive.
/// </summary>
internal sealed class FakeGateway(string outbox) : HttpMessageHandler, IQuiet, IClockStore, IApiKeys
{
    private readonly Dictionary<string, List<JsonObject>> _feeds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _read = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _keys = new(StringComparer.Ordinal);
    private int _handovers;
    private int _keysMade;

    public string Outbox => outbox;

    /// <summary>Dies at this call; null: never.</summary>
    public int? DiesAt { get; set; }

    public int Calls { get; private set; }

    public DateTimeOffset? Stored { get; private set; }

    /// <summary>Bytes accepted, by office and key.</summary>
    public SortedDictionary<string, string> Accepted { get; } = new(StringComparer.Ordinal);

    /// <summary>Moments at which something was accepted the first time.</summary>
    public List<(string Key, DateTimeOffset At)> Times { get; } = [];

    public Task<Quiet> ReadAsync(CancellationToken cancellation) => Task.FromResult(new Quiet(
        0, 0,
        _feeds.Where(f => f.Value.Count > _read.GetValueOrDefault(f.Key)).ToDictionary(f => f.Key, f => f.Value.Count, StringComparer.Ordinal),
        null));

    Task<DateTimeOffset?> IClockStore.ReadAsync(CancellationToken cancellation) => Task.FromResult(Stored);

    Task IClockStore.WriteAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        Stored = now;
        return Task.CompletedTask;
    }

    public Task<(string Id, string Key)?> CreateAsync(string agency, KeyTerms terms, string actor, CancellationToken cancellation)
    {
        var key = agency + "." + (++_keysMade).ToString(CultureInfo.InvariantCulture);
        _keys[key] = agency;
        return Task.FromResult<(string Id, string Key)?>((key, key));
    }

    public Task<IReadOnlyList<ApiKeyInfo>> ListAsync(string? agency, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<ApiKeyInfo>>([.. _keys.Select(k => new ApiKeyInfo(k.Key, k.Value, PilotCalendar.Start, null, "", null))]);

    public Task<bool> RevokeAsync(string id, string actor, CancellationToken cancellation) => Task.FromResult(_keys.TryRemove(id, out _));

    public Task<Caller?> CallerOfAsync(string key, CancellationToken cancellation) =>
        Task.FromResult(_keys.TryGetValue(key, out var agency) ? new Caller(agency, Scopes.All) : null);

    public Task<KeyRotation> RotateAsync(string id, TimeSpan overlap, TimeSpan life, string actor, CancellationToken cancellation) => throw new NotSupportedException("The demonstration changes no keys.");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var office = _keys[request.Headers.Authorization!.Parameter!];
        var path = request.RequestUri!.AbsolutePath;
        if (path == "/v1/feed")
            return Alive(Feed(office, int.Parse(request.RequestUri.Query.Split('=', '&')[1], CultureInfo.InvariantCulture)));
        if (path == "/v1/feed/ack")
            return Alive(new HttpResponseMessage(HttpStatusCode.NoContent));
        return Alive(Accept(office, path, request.Headers.GetValues("Idempotency-Key").Single(), await request.Content!.ReadAsByteArrayAsync(cancellationToken)));
    }

    /// <summary>Dies after the work and before the answer: the worst moment.</summary>
    private HttpResponseMessage Alive(HttpResponseMessage answer) =>
        ++Calls == DiesAt ? throw new HttpRequestException("killed") : answer;

    private HttpResponseMessage Accept(string office, string path, string key, byte[] body)
    {
        var id = string.Join(' ', office, path, key);
        var hash = Convert.ToHexString(SHA256.HashData(body));
        if (!Accepted.TryAdd(id, hash))
            return new HttpResponseMessage(Accepted[id] == hash ? HttpStatusCode.Accepted : HttpStatusCode.UnprocessableEntity);
        Times.Add((id, Stored!.Value));
        var text = Encoding.UTF8.GetString(body);
        var spreadsheet = text.StartsWith("PK", StringComparison.Ordinal);
        if (path.EndsWith("ocmw-referral", StringComparison.Ordinal) || path.EndsWith("sonar-export", StringComparison.Ordinal) || text.Contains("\"type\": \"referral\"", StringComparison.Ordinal))
            foreach (var expected in ExpectedHandover.All.Where(e => spreadsheet ? DutchClient.Spreadsheet.Any(d => d.Bsn == e.Identifier) : text.Contains(e.Identifier, StringComparison.Ordinal)))
                HandOver(expected);
        return new HttpResponseMessage(HttpStatusCode.Accepted);
    }

    private void HandOver(ExpectedHandover expected)
    {
        var ticket = InventedNumbers.Ticket("handover", expected.Office, expected.Identifier).ToString();
        var xml = new XElement("Doorverwijzing", new XElement("Header", new XElement("Ticket", ticket)), new XElement("Client", new XElement("INSZ", expected.Identifier)));
        if (expected.Office is "ocmw-tielt" or "ocmw-dendermonde")
        {
            var folder = Directory.CreateDirectory(Path.Combine(outbox, expected.Office)).FullName;
            File.WriteAllText(Path.Combine(folder, $"{++_handovers:0000}.xml"), xml.ToString());
            return;
        }

        JsonNode data = expected.Office switch
        {
            PilotScenario.Vdab => new JsonObject { ["message"] = new JsonObject { ["type"] = "referral", ["ticket"] = ticket }, ["person"] = new JsonObject { ["insz"] = expected.Identifier } },
            PilotScenario.DigitalSkillsProvider => new JsonObject { ["ticket"] = ticket, ["referral"] = new JsonObject { ["client"] = new JsonObject { ["familyName"] = expected.Name } } },
            DutchClient.Service => new JsonObject { ["ticket"] = ticket, ["referral"] = new JsonObject { ["client"] = new JsonObject { ["identifiers"] = new JsonArray(new JsonObject { ["value"] = expected.Identifier }) } } },
            _ => xml.ToString(),
        };
        if (!_feeds.TryGetValue(expected.Office, out var feed))
            _feeds[expected.Office] = feed = [];
        feed.Add(new JsonObject { ["type"] = "referral.handover", ["data"] = data });
    }

    private HttpResponseMessage Feed(string office, int after)
    {
        if (!_feeds.TryGetValue(office, out var feed) || feed.Count <= after)
            return new HttpResponseMessage(HttpStatusCode.NoContent);
        _read[office] = feed.Count;
        var page = new JsonObject
        {
            ["items"] = new JsonArray([.. feed.Skip(after).Select(i => i.DeepClone())]),
            ["next"] = feed.Count.ToString(CultureInfo.InvariantCulture),
            ["more"] = false,
        };
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(page.ToJsonString()) };
    }
}
