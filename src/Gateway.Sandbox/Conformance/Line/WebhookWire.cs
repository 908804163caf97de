using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Gateway.Contracts;
using StandardWebhooks;

namespace Gateway.Sandbox.Conformance.Line;

/// <summary>Calls of a vendor's webhook that the gateway itself would never make.</summary>
internal sealed class WebhookWire(Uri url, TimeProvider machine) : IDisposable
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { Timeout = AnswerWithin };

    /// <summary>Calls it.</summary>
    /// <param name="id">Id of the event.</param>
    /// <param name="body">Body.</param>
    /// <param name="secrets">Secrets to sign with; none: not signed.</param>
    /// <param name="age">How long ago it was signed.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <returns>The status; null: no answer.</returns>
    internal async Task<int?> CallAsync(string id, string body, IReadOnlyList<byte[]> secrets, TimeSpan age, CancellationToken cancellation)
    {
        var signed = DateTimeOffset.FromUnixTimeSeconds((machine.GetUtcNow() - age).ToUnixTimeSeconds());
        using var message = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue(CloudEvent.MediaType);
        message.Headers.TryAddWithoutValidation("webhook-id", id);
        message.Headers.TryAddWithoutValidation("webhook-timestamp", signed.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        if (secrets.Count > 0)
            message.Headers.TryAddWithoutValidation("webhook-signature", string.Join(' ', secrets.Select(s => new StandardWebhook(s).Sign(id, signed, body))));
        try
        {
            using var answer = await _http.SendAsync(message, cancellation);
            return (int)answer.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    public void Dispose() => _http.Dispose();
}
