using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text.Json;
using Gateway.Core.Directory;
using Gateway.Workers.Edge;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Gateway.Benchmarks.Agencies;

/// <summary>
/// What all the offices receive with: one listener with a path for each webhook, a consumer for each out-queue, a reader for each feed.
/// It takes everything at once; of webhooks that are sick, one never answers and one answers late.
/// </summary>
internal sealed class Receivers : IAsyncDisposable
{
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(2);

    private readonly WebApplication _app;
    private readonly IReadOnlyList<Office> _offices;
    private ConcurrentDictionary<string, byte> _healthy = new(StringComparer.Ordinal);
    private bool _sick;
    private Action<string>? _told;

    private Receivers(IReadOnlyList<Office> offices)
    {
        _offices = offices;
        (Dead, Slow) = offices.Where(o => o.Channel == ChannelKind.Webhook).Take(2).Select(o => o.Id).ToArray() is [var dead, var slow] ? (dead, slow) : ("", "");
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(TakeAsync);
    }

    /// <summary>The office whose webhook never answers, in runs with sick ones.</summary>
    public string Dead { get; }

    /// <summary>The office whose webhook answers late.</summary>
    public string Slow { get; }

    /// <summary>Where webhooks listen.</summary>
    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>Different events that offices got which are never sick.</summary>
    public int Healthy => _healthy.Count;

    /// <summary>Whether an office is never sick.</summary>
    public bool IsHealthy(string office) => office != Dead && office != Slow;

    /// <summary>Starts the listener.</summary>
    public static async Task<Receivers> StartAsync(IReadOnlyList<Office> offices, CancellationToken cancellation)
    {
        var receivers = new Receivers(offices);
        await receivers._app.StartAsync(cancellation);
        return receivers;
    }

    /// <summary>Begins to count anew.</summary>
    /// <param name="sick">Whether one never answers and one answers late.</param>
    /// <param name="told">Told each event as it comes, one that is read; null: they are only counted.</param>
    public void Begin(bool sick, Action<string>? told)
    {
        (_sick, _told) = (sick, told);
        _healthy = new ConcurrentDictionary<string, byte>(StringComparer.Ordinal);
    }

    /// <summary>Consumes out-queues and reads feeds until cancelled.</summary>
    public async Task ReadAsync(Uri broker, Uri gateway, IReadOnlyDictionary<string, string> keys, CancellationToken cancellation)
    {
        await using var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync(cancellation);
        using var http = new HttpClient { BaseAddress = gateway, Timeout = TimeSpan.FromSeconds(60) };
        try
        {
            foreach (var office in _offices.Where(o => o.Channel == ChannelKind.Amqp))
                await ConsumeAsync(await connection.CreateChannelAsync(cancellationToken: cancellation), office.Id, cancellation);
            await Task.WhenAll(_offices.Where(o => o.Channel == ChannelKind.Feed).Select(o => ReadFeedAsync(http, o.Id, keys[o.Id], cancellation)));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The run is over.
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        var office = http.Request.Path.Value![1..];
        try
        {
            if (_sick && office == Dead)
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted);
            if (_sick && office == Slow)
                await Task.Delay(Late, TimeProvider.System, http.RequestAborted);
            if (_told is { } told)
            {
                using var read = new StreamReader(http.Request.Body);
                told(await read.ReadToEndAsync(http.RequestAborted));
            }
        }
        catch (OperationCanceledException)
        {
            return;
        }

        Note(office, http.Request.Headers["webhook-id"].ToString());
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task ConsumeAsync(IChannel channel, string office, CancellationToken cancellation)
    {
        await channel.QueueDeclareAsync(
            AgencyQueues.OutQueue(office), durable: true, exclusive: false, autoDelete: false,
            AgencyQueues.OutArguments(office).ToDictionary(a => a.Key, object? (a) => a.Value, StringComparer.Ordinal), cancellationToken: cancellation);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, message) =>
        {
            Note(office, message.BasicProperties.MessageId ?? "");
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(AgencyQueues.OutQueue(office), autoAck: true, consumer, cancellation);
    }

    private async Task ReadFeedAsync(HttpClient http, string office, string key, CancellationToken cancellation)
    {
        var after = "0";
        while (true)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/feed?after={after}&wait=20&take=200") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };
            using var answer = (await http.SendAsync(request, cancellation)).EnsureSuccessStatusCode();
            if (answer.StatusCode == System.Net.HttpStatusCode.NoContent)
                continue;
            using var page = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(cancellation), cancellationToken: cancellation);
            foreach (var item in page.RootElement.GetProperty("items").EnumerateArray())
                Note(office, item.GetProperty("id").GetString()!);
            after = page.RootElement.GetProperty("next").GetString()!;
            using var ack = new HttpRequestMessage(HttpMethod.Post, "/v1/feed/ack") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };
            ack.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(new { cursor = after })) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
            using var acknowledged = (await http.SendAsync(ack, cancellation)).EnsureSuccessStatusCode();
        }
    }

    private void Note(string office, string id)
    {
        if (IsHealthy(office))
            _healthy.TryAdd(id, 0);
    }
}
