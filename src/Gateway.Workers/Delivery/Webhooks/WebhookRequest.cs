using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Core.Handovers;
using StandardWebhooks;

namespace Gateway.Workers.Delivery.Webhooks;

/// <summary>A call as it is sent: a CloudEvent, signed after Standard Webhooks with each secret in use. Its id is the event's, so that a repeat is known.</summary>
internal sealed class WebhookRequest
{
    private readonly byte[] _body;
    private readonly List<(string Name, string Value)> _headers;

    private WebhookRequest(byte[] body, List<(string Name, string Value)> headers)
    {
        _body = body;
        _headers = headers;
    }

    /// <summary>Makes it.</summary>
    /// <param name="attempt">The attempt; of one that only announces, the body carries the event's id alone.</param>
    /// <param name="secrets">Secrets in use.</param>
    /// <param name="now">Machine time: receivers refuse what is too old or ahead of their own clock.</param>
    internal static WebhookRequest Of(Attempt attempt, IReadOnlyList<byte[]> secrets, DateTimeOffset now)
    {
        var id = attempt.Delivery.Id.ToString("D");
        var content = attempt.Announces ? Announcement(attempt.Delivery) : Envelope.Of(attempt.Delivery, attempt.Bytes.Span);
        var text = JsonSerializer.Serialize(content, ContractJson.Options);
        var second = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds());
        List<(string Name, string Value)> headers =
        [
            ("webhook-id", id),
            ("webhook-timestamp", second.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
            ("webhook-signature", string.Join(' ', secrets.Select(s => new StandardWebhook(s).Sign(id, second, text)))),
        ];
        if (attempt.TraceParent is { } trace)
            headers.Add(("traceparent", trace));
        return new WebhookRequest(Encoding.UTF8.GetBytes(text), headers);
    }

    /// <summary>The message, whose body says whether bytes of it were on their way.</summary>
    internal HttpRequestMessage Message(Uri url, out Func<bool> bodyLeft)
    {
        var body = new WatchedBody(_body);
        bodyLeft = () => body.Left;
        var message = new HttpRequestMessage(HttpMethod.Post, url) { Content = body };
        foreach (var (name, value) in _headers)
            message.Headers.TryAddWithoutValidation(name, value);
        message.Headers.TryAddWithoutValidation("user-agent", "work-welfare-gateway");
        return message;
    }

    private static CloudEvent Announcement(DeliverySnapshot delivery) => new()
    {
        Id = delivery.Id.ToString("D"),
        Source = CloudEvent.DeskSource,
        Type = CloudEvent.Waiting,
        Time = delivery.IssuedAt,
        DataContentType = "application/json",
        Data = new JsonObject { ["id"] = delivery.Id.ToString("D") },
    };

    private sealed class WatchedBody : HttpContent
    {
        private readonly byte[] _bytes;

        internal WatchedBody(byte[] bytes)
        {
            _bytes = bytes;
            Headers.TryAddWithoutValidation("content-type", CloudEvent.MediaType);
        }

        internal bool Left { get; private set; }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            Left = true;
            await stream.WriteAsync(_bytes);
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            Left = true;
            await stream.WriteAsync(_bytes, cancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _bytes.Length;
            return true;
        }
    }
}
