using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Gateway.Demo.Offices;

/// <summary>An office's connection to the gateway: nothing but HTTP with its own key.</summary>
internal sealed class OfficeLine(string office, string key, HttpClient http, TimeProvider machine)
{
    private const int Attempts = 40;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Agency id.</summary>
    public string Office => office;

    /// <summary>Posts, until the gateway has accepted.</summary>
    /// <exception cref="DemoStoppedException">The gateway refused.</exception>
    public async Task PostAsync(Submission what, CancellationToken cancellation)
    {
        using var answer = await SendAsync(
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Post, what.Path) { Content = new ByteArrayContent(what.Body) };
                request.Content.Headers.ContentType = new MediaTypeHeaderValue(what.ContentType);
                request.Headers.Add("Idempotency-Key", what.IdempotencyKey);
                return request;
            },
            cancellation);
        // What an office did about a task and says once more after a crash is known, or over.
        var isTaken = what.Path.StartsWith("/v1/tasks/", StringComparison.Ordinal)
            ? answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Conflict
            : answer.StatusCode is HttpStatusCode.Accepted;
        if (!isTaken)
            throw Refused(what.Path, answer);
    }

    /// <summary>Reads a page of the feed; null when there is nothing after the cursor.</summary>
    public async Task<JsonNode?> ReadFeedAsync(string cursor, CancellationToken cancellation)
    {
        using var answer = await SendAsync(
            () => new HttpRequestMessage(HttpMethod.Get, $"/v1/feed?after={Uri.EscapeDataString(cursor)}&wait=0"), cancellation);
        return answer.StatusCode switch
        {
            HttpStatusCode.NoContent => null,
            HttpStatusCode.OK => await JsonNode.ParseAsync(await answer.Content.ReadAsStreamAsync(cancellation), cancellationToken: cancellation),
            _ => throw Refused("/v1/feed", answer),
        };
    }

    /// <summary>Confirms what was read.</summary>
    public async Task AcknowledgeAsync(JsonNode cursor, CancellationToken cancellation)
    {
        var body = new JsonObject { ["cursor"] = cursor.DeepClone() }.ToJsonString();
        using var answer = await SendAsync(
            () => new HttpRequestMessage(HttpMethod.Post, "/v1/feed/ack")
            {
                Content = new StringContent(body, new MediaTypeHeaderValue("application/json")),
            },
            cancellation);
        if (answer.StatusCode is not HttpStatusCode.NoContent)
            throw Refused("/v1/feed/ack", answer);
    }

    private async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> make, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var request = make();
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            var answer = await http.SendAsync(request, cancellation);
            if (attempt == Attempts || answer.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests))
                return answer;
            answer.Dispose();
            await Task.Delay(Pause, machine, cancellation);
        }
    }

    private DemoStoppedException Refused(string path, HttpResponseMessage answer) => new(string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"The gateway answered {(int)answer.StatusCode} to {office} at {path}, which was not expected."));
}
