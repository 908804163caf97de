using Gateway.Core.Directory;
using Gateway.Host.Composition;

namespace Gateway.Host.Commands;

/// <summary>What a sandbox tells whoever started it: what is secret on standard output, once, and what to do next on the other.</summary>
internal static class SandboxText
{
    internal static async Task SayAsync(SandboxApplication sandbox, string? key, string? secret, Agency agency)
    {
        var seat = sandbox.Seat;
        var lines = new List<string>
        {
            $"The sandbox listens on {sandbox.Address.AbsoluteUri.TrimEnd('/')}. Your system plays {agency.Name} ({agency.Id}), by {seat.Way}. Data folder: {sandbox.Settings.Data}.",
            key is null ? "The key of your system was shown when it was made; start with --fresh to begin anew." : "The key of your system is shown once, on standard output.",
        };
        if (seat.Channel == ChannelKind.Webhook)
            lines.Add(secret is null ? "So was the secret of your webhook." : "So is the secret with which calls of your webhook are signed.");
        lines.Add("What to do next:");
        lines.AddRange(Next(sandbox).Select((step, n) => $"  {n + 1}. {step}"));
        foreach (var line in lines)
            await Console.Error.WriteLineAsync(line);
        if (key is not null)
            await Console.Out.WriteLineAsync($"GATEWAY_KEY={key}");
        if (secret is not null)
            await Console.Out.WriteLineAsync($"GATEWAY_WEBHOOK_SECRET={secret}");
        await Console.Out.FlushAsync();
    }

    private static List<string> Next(SandboxApplication sandbox)
    {
        var (seat, url) = (sandbox.Seat, sandbox.Address.AbsoluteUri.TrimEnd('/'));
        var receive = seat.Channel switch
        {
            ChannelKind.Webhook when seat.Thin => $"Your endpoint {seat.Webhook} gets ids: verify the signature, fetch each event at {url}/v1/feed/events/ID with the key, answer 2xx.",
            ChannelKind.Webhook => $"Your endpoint {seat.Webhook} gets the events: verify the signature, store the event, answer 2xx.",
            ChannelKind.Amqp => $"Consume the queue agency.{seat.Agency}.out and acknowledge what you have stored.",
            ChannelKind.File => $"Collect the files in {sandbox.Outbox}; the name of a file is the event's id.",
            _ => $"Read your feed, and confirm it: curl -H \"Authorization: Bearer $GATEWAY_KEY\" \"{url}/v1/feed?wait=10\"",
        };
        var send = seat.Channel switch
        {
            ChannelKind.Amqp => $"Publish answers to the exchange agency.{seat.Agency}.in, with the header x-gateway-profile.",
            ChannelKind.File => $"Drop answers into a format's folder of {sandbox.Inbox}: write under another name, then rename.",
            _ => $"Answer with POST {url}/v1/submissions/FORMAT or {url}/v1/events, under an Idempotency-Key.",
        };
        return
        [
            receive,
            send,
            $"Refer a client of your own in the same way, and see what comes back. {url}/swagger describes every call, docs/sandbox.md the whole.",
            $"Stop the sandbox and prove your system: conformance run --agency {seat.Agency} --report conformance",
        ];
    }
}
