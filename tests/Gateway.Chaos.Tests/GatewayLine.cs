using System.Net;
using System.Net.Http.Headers;

namespace Gateway.Chaos.Tests;

/// <summary>An agency's calls to a gateway that may be gone at any moment: the same call is made again until it is answered.</summary>
internal sealed class GatewayLine : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly HttpClient _http;
    private int _repeats;

    public GatewayLine(Uri gateway, string key)
    {
        _http = new HttpClient { BaseAddress = gateway, Timeout = TimeSpan.FromSeconds(15) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>Calls that had to be made again.</summary>
    public int Repeats => _repeats;

    public Task<string> PostAsync(string path, string mediaType, string idempotencyKey, byte[] body, HttpStatusCode expected = HttpStatusCode.Accepted) =>
        CallAsync(
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
                request.Content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
                request.Headers.Add("Idempotency-Key", idempotencyKey);
                return request;
            },
            expected);

    public Task<string> GetAsync(string path, params HttpStatusCode[] expected) => CallAsync(() => new HttpRequestMessage(HttpMethod.Get, path), expected);

    public void Dispose() => _http.Dispose();

    private async Task<string> CallAsync(Func<HttpRequestMessage> make, params HttpStatusCode[] expected)
    {
        using var limit = new CancellationTokenSource(Patience, TimeProvider.System);
        while (true)
        {
            try
            {
                using var request = make();
                using var answer = await _http.SendAsync(request, CancellationToken.None);
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
