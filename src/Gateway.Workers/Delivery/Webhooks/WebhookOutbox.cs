using System.Collections.Concurrent;
using System.Security.Cryptography;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Operating;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Workers.Edge;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gateway.Workers.Delivery.Webhooks;

/// <summary>
/// Calls agencies' webhooks, each agency through an endpoint of its own: one that is dead or slow holds up nobody else. What an answer
/// means says <see cref="WebhookAnswers"/>.
/// </summary>
internal sealed class WebhookOutbox(
    IPresent<Agreed> agreed, IWebhookSecrets secrets, IAgencyFiles agencies, ITargetNetwork network, EdgeHealth health, IOptions<WebhookOptions> options,
    [FromKeyedServices(MachineTime.Key)] TimeProvider machine) : IOutbound
{
    private const string Gateway = "gateway";
    private static readonly TimeSpan ReadSecretsAgainAfter = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, WebhookEndpoint> _endpoints = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (DateTimeOffset Until, IReadOnlyList<byte[]> Secrets)> _secrets = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _awaited = new(StringComparer.Ordinal);

    public ChannelKind Kind => ChannelKind.Webhook;

    public TimeSpan Sleep => TimeSpan.FromMinutes(5);

    /// <summary>Recipients for whom deliveries rest, as far as this process knows.</summary>
    internal ICollection<string> Awaited => _awaited.Keys;

    public void Await(string recipient) => _awaited[recipient] = true;

    internal void Forget(string recipient) => _awaited.TryRemove(recipient, out _);

    /// <summary>How many calls may be begun now.</summary>
    internal int RoomOf(string recipient) => EndpointOf(recipient)?.Room ?? 0;

    /// <summary>Each process bounds its own calls.</summary>
    public Task<Room?> RoomAsync(string recipient, long onTheWay, CancellationToken cancellation) => Task.FromResult<Room?>(new Room(RoomOf(recipient), IsShared: false) { Why = EndpointOf(recipient)?.Why });

    public async Task<AttemptResult> SendAsync(Attempt attempt, CancellationToken cancellation)
    {
        var recipient = attempt.Delivery.Recipient;
        if (EndpointOf(recipient) is not { } endpoint)
            return AttemptResult.ChannelAway;
        var known = await SecretsOfAsync(recipient, cancellation);
        var request = known.Count == 0 ? null : WebhookRequest.Of(attempt, known, machine.GetUtcNow());
        var call = await endpoint.CallAsync(request, cancellation);
        await TellAsync(endpoint, recipient, call, cancellation);
        return WebhookAnswers.Of(call, attempt.Number, options.Value.FirstPause, Chance());
    }

    private async Task TellAsync(WebhookEndpoint endpoint, string recipient, WebhookCall call, CancellationToken cancellation)
    {
        var after = WebhookAnswers.After(call);
        if (after == AfterCall.Taken)
            health.Works(EdgeHealth.Webhook, recipient);
        else if ((after == AfterCall.EndpointRests || endpoint.IsResting) && WebhookAnswers.Says(call) is { } says)
            health.Fails(EdgeHealth.Webhook, recipient, $"{recipient}: {says}");
        else if (after == AfterCall.Hold)
            await agencies.HoldAsync(Gateway, recipient, WorkProblems.WebhookGone.Text, cancellation);
    }

    /// <summary>An address that the directory changed gets an endpoint of its own; calls that are under way end with the old one.</summary>
    private WebhookEndpoint? EndpointOf(string recipient)
    {
        if (agreed.Now.Directory.Party(recipient)?.Webhook is not { } target)
            return null;
        return _endpoints.AddOrUpdate(recipient, _ => Make(target), (_, known) => known.Target == target ? known : Make(target));
    }

    private WebhookEndpoint Make(WebhookTarget target) => new(target, options.Value, network, Chance, machine);

    private async Task<IReadOnlyList<byte[]>> SecretsOfAsync(string recipient, CancellationToken cancellation)
    {
        var now = machine.GetUtcNow();
        if (_secrets.TryGetValue(recipient, out var known) && known.Until > now)
            return known.Secrets;
        var read = await secrets.ReadAsync(recipient, cancellation);
        // That there is none is asked again at once.
        if (read.Count > 0)
            _secrets[recipient] = (now + ReadSecretsAgainAfter, read);
        return read;
    }

    private static double Chance() => RandomNumberGenerator.GetInt32(1_000_000) / 1_000_000.0;
}
