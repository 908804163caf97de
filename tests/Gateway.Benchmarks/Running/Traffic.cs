using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Gateway.Benchmarks;

/// <summary>The agencies: one employment service that refers, offices that answer, each with its own key.</summary>
/// <param name="address">Where the gateway listens.</param>
/// <param name="keys">API key of each agency.</param>
/// <param name="cursors">How far each has read its feed before; one that is not named begins at the beginning.</param>
internal sealed class Traffic(Uri address, IReadOnlyDictionary<string, string> keys, IReadOnlyDictionary<string, string> cursors) : IDisposable
{
    public const string Sender = "vdab";

    private readonly ConcurrentDictionary<string, Journey> _byInsz = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Journey> _byTicket = new(StringComparer.Ordinal);
    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 256 }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(120) };

    /// <summary>Everybody who takes part.</summary>
    public static IEnumerable<string> Agencies => InventedReferral.Offices.Append(Sender);

    /// <summary>How far each has read and confirmed its feed.</summary>
    public ConcurrentDictionary<string, string> Cursors { get; } = new(cursors, StringComparer.Ordinal);

    /// <summary>Posts one submission of the employment service.</summary>
    public async Task PostAsync(IReadOnlyList<Journey> journeys, CancellationToken cancellation)
    {
        foreach (var journey in journeys)
        {
            _byInsz[journey.Referral.Insz] = journey;
            _byTicket[journey.Referral.Ticket] = journey;
        }

        var body = InventedReferral.Submission(journeys.Select(j => j.Referral).ToList());
        foreach (var journey in journeys)
            journey.Posted();
        await PostAsync(Sender, "/v1/submissions/vdab-referral", "application/json", body, cancellation);
        foreach (var journey in journeys)
            journey.Accepted();
    }

    /// <summary>An office that does not read a feed got step one.</summary>
    /// <param name="document">Document of the handover, in the office's own format.</param>
    public void Brought(string document)
    {
        if (Between(document, "<INSZ>") is { } insz && _byInsz.TryGetValue(insz, out var journey))
            journey.StepOne();
    }

    /// <summary>Does some work while every office and the employment service read their feeds.</summary>
    public async Task<T> WithOfficesAsync<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var readers = InventedReferral.Offices.Select(o => OfficeAsync(o, over.Token)).Append(SenderAsync(over.Token)).ToList();
        var working = work();
        // A reader ends only by failing.
        await await Task.WhenAny([.. readers, working]);
        var result = await working;
        await over.CancelAsync();
        await Task.WhenAll(readers);
        return result;
    }

    /// <summary>An office reads its feed, answers what is new, and confirms each page, until cancelled.</summary>
    private Task OfficeAsync(string office, CancellationToken cancellation) => ReadAsync(
        office,
        async items =>
        {
            List<string> together = [];
            List<string> single = [];
            foreach (var item in items)
            {
                if (item.GetProperty("data") is not { ValueKind: JsonValueKind.String } data || data.GetString() is not { } document || Between(document, "<Stap>") is not { } step)
                    continue;
                var journey = _byInsz[Between(document, "<INSZ>")!];
                if (step != "1")
                    journey.StepTwo();
                else if (journey.StepOne() && journey.Answered)
                    (journey.Together ? together : single).Add(journey.Referral.Reply(Between(document, "<Ticket>")!));
            }

            var documents = single.ConvertAll(s => InventedReferral.Document([s]));
            if (together.Count > 0)
                documents.Add(InventedReferral.Document(together));
            await Task.WhenAll(documents.Select(d => PostAsync(office, "/v1/submissions/ocmw-result", "application/xml", d, cancellation)));
        },
        cancellation);

    /// <summary>The employment service reads what it is told, until cancelled.</summary>
    private Task SenderAsync(CancellationToken cancellation) => ReadAsync(
        Sender,
        items =>
        {
            foreach (var item in items)
            {
                if (item.GetProperty("data").GetProperty("message").TryGetProperty("inReplyTo", out var ticket) && _byTicket.TryGetValue(ticket.GetString()!, out var journey))
                    journey.Told();
            }

            return Task.CompletedTask;
        },
        cancellation);

    public void Dispose() => _http.Dispose();

    private async Task ReadAsync(string agency, Func<IReadOnlyList<JsonElement>, Task> take, CancellationToken cancellation)
    {
        var after = Cursors.GetValueOrDefault(agency, "0");
        try
        {
            while (true)
            {
                using var answer = await SendAsync(agency, new HttpRequestMessage(HttpMethod.Get, $"/v1/feed?after={after}&wait=20&take=200"), cancellation);
                if (answer.StatusCode == HttpStatusCode.NoContent)
                    continue;
                using var page = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(cancellation), cancellationToken: cancellation);
                after = page.RootElement.GetProperty("next").GetString()!;
                await take([.. page.RootElement.GetProperty("items").EnumerateArray()]);
                await PostAsync(agency, "/v1/feed/ack", "application/json", JsonSerializer.SerializeToUtf8Bytes(new { cursor = after }), cancellation);
                Cursors[agency] = after;
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The run is over.
        }
    }

    private async Task PostAsync(string agency, string path, string type, byte[] body, CancellationToken cancellation)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        using var answer = await SendAsync(agency, request, cancellation);
    }

    private async Task<HttpResponseMessage> SendAsync(string agency, HttpRequestMessage request, CancellationToken cancellation)
    {
        using (request)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", keys[agency]);
            var answer = await _http.SendAsync(request, cancellation);
            return answer.EnsureSuccessStatusCode();
        }
    }

    private static string? Between(string document, string tag)
    {
        var start = document.IndexOf(tag, StringComparison.Ordinal);
        if (start < 0)
            return null;
        start += tag.Length;
        return document[start..document.IndexOf('<', start)];
    }
}
