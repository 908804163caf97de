using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Gateway.Chaos.Tests.Agencies;

/// <summary>An agency's calls to gateways of which any may be gone at any moment: the same call is made again, at the next one, until it is answered.</summary>
internal sealed class GatewayLine : IIntakeLine, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    private readonly IReadOnlyList<HttpClient> _gateways;
    private int _turn;
    private int _repeats;

    public GatewayLine(string key, params IReadOnlyList<Uri> gateways) => _gateways = [.. gateways.Select(address =>
    {
        var http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(15) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return http;
    })];

    /// <summary>Calls that had to be made again.</summary>
    public int Repeats => _repeats;

    public async Task<string?> SubmitAsync(Submission submission) => (string)JsonNode.Parse(await CallAsync(
        () =>
        {
            var request = new HttpRequestMessage(HttpMethod.Post, "/v1/submissions/" + submission.Profile) { Content = new ByteArrayContent(submission.Body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(submission.MediaType);
            request.Headers.Add("Idempotency-Key", submission.Key);
            return request;
        },
        HttpStatusCode.Accepted))!["submissionId"]!;

    /// <summary>A page of the agency's feed after a cursor; null when there is nothing yet.</summary>
    public async Task<JsonNode?> FeedAsync(string after, int take)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"/v1/feed?take={take}&after={Uri.EscapeDataString(after)}");
        var text = await GetAsync(path, HttpStatusCode.OK, HttpStatusCode.NoContent);
        return text.Length == 0 ? null : JsonNode.Parse(text);
    }

    /// <summary>Confirms the feed up to a cursor.</summary>
    public Task AcknowledgeAsync(string cursor) => CallAsync(
        () => new HttpRequestMessage(HttpMethod.Post, "/v1/feed/ack")
        {
            Content = new StringContent(new JsonObject { ["cursor"] = cursor }.ToJsonString(), Encoding.UTF8, "application/json"),
        },
        HttpStatusCode.NoContent);

    public Task<string> GetAsync(string path, params HttpStatusCode[] expected) => CallAsync(() => new HttpRequestMessage(HttpMethod.Get, path), expected);

    public void Dispose()
    {
        foreach (var http in _gateways)
            http.Dispose();
    }

    private async Task<string> CallAsync(Func<HttpRequestMessage> make, params HttpStatusCode[] expected)
    {
        using var limit = new CancellationTokenSource(Patience, TimeProvider.System);
        while (true)
        {
            var http = _gateways[(int)((uint)Interlocked.Increment(ref _turn) % _gateways.Count)];
            try
            {
                using var request = make();
                using var answer = await http.SendAsync(request, CancellationToken.None);
                var text = await answer.Content.ReadAsStringAsync(CancellationToken.None);
                if (expected.Contains(answer.StatusCode))
                    return text;
                if (answer.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests or HttpStatusCode.InternalServerError))
                    throw new InvalidOperationException($"{request.Method} {request.RequestUri}: {(int)answer.StatusCode} {text}");
            }
            catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
            {
                // Killed meanwhile: whether it was accepted is not known, so it is asked again.
            }

            Interlocked.Increment(ref _repeats);
            await Task.Delay(Pause, TimeProvider.System, limit.Token);
        }
    }
}
