using System.Net;
using System.Text.RegularExpressions;
using Gateway.Catalogue.Yaml;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;

namespace Gateway.Catalogue.Loading;

/// <summary>Reads where an agency's webhook is, and mailboxes of offices.</summary>
internal static partial class WebhookReader
{
    private const string Full = "full";
    private const string Thin = "thin";

    /// <summary>Reads <c>webhook</c>, which stands beside the channel of that name and beside no other.</summary>
    internal static WebhookTarget? Read(YamlMap entry, ChannelKind channel)
    {
        var map = entry.OptionalMap("webhook");
        if (map is null)
        {
            if (channel == ChannelKind.Webhook)
                entry.Report("channel", "missing-key", "The channel 'webhook' needs an address; add 'webhook: {url: \"https://…\"}'.");
            return null;
        }

        if (channel != ChannelKind.Webhook)
            entry.Report("webhook", ProblemCodes.Contradiction, "The agency has another channel, so its webhook is never called; give it 'channel: webhook', or remove 'webhook'.");
        var text = map.Text("url");
        var isPrivate = map.Flag("private");
        var body = map.OptionalText("body") ?? Full;
        if (body is not (Full or Thin))
            map.Report("body", "unknown-value", $"'{body}' is no kind of body; it must be full (the event) or thin (its id, to be fetched).");
        map.RejectUnknown();
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url))
        {
            if (text.Length > 0)
                map.Report("url", "unknown-value", $"'{text}' is no address; write it whole, such as https://welfare.example.be/gateway.");
            return null;
        }

        CheckAddress(map, url, isPrivate);
        return new WebhookTarget(url, body == Thin, isPrivate);
    }

    /// <summary>Reads a functional mailbox.</summary>
    internal static string? Mail(YamlMap entry, string key)
    {
        var mail = entry.OptionalText(key);
        if (mail is not null && !Mailbox().IsMatch(mail))
            entry.Report(key, "unknown-value", $"'{mail}' is no mail address; write one of an office, such as intake@welfare.example.be, and never a person's.");
        return mail;
    }

    private static void CheckAddress(YamlMap map, Uri url, bool isPrivate)
    {
        if (url.Scheme != Uri.UriSchemeHttps && !(isPrivate && url.Scheme == Uri.UriSchemeHttp))
            map.Report("url", "unknown-value", $"'{url.Scheme}' protects nothing on the way; use https, or http with 'private: true' inside a network of your own.");
        if (url.UserInfo.Length > 0 || url.Fragment.Length > 0)
            map.Report("url", "unknown-value", "An address in the directory holds no user, password or fragment: calls are signed. Remove what stands before '@' or behind '#'.");
        if (!isPrivate && (url.IsLoopback || (IPAddress.TryParse(url.DnsSafeHost, out var address) && !TargetAddresses.IsPublic(address.GetAddressBytes()))))
            map.Report("url", "unknown-value", $"'{url.DnsSafeHost}' is a private address; give the public one, or add 'private: true' when the gateway shall call into its own network.");
    }

    [GeneratedRegex(@"^[^@\s,;<>""]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mailbox();
}
