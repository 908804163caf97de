using Gateway.Core.Directory;
using Gateway.Core.Routing;

namespace Gateway.Sandbox;

/// <summary>What a vendor's system plays in a sandbox: an agency of the directory, with the channel of that system.</summary>
/// <param name="Agency">Agency id.</param>
/// <param name="Channel">How events reach the system.</param>
public sealed record VendorSeat(string Agency, ChannelKind Channel)
{
    /// <summary>Channels that a system can have; an inbox is for people.</summary>
    public static IReadOnlyList<ChannelKind> Channels { get; } = [ChannelKind.Feed, ChannelKind.Webhook, ChannelKind.Amqp, ChannelKind.File];

    /// <summary>Address of the system's webhook; null: the channel is another one.</summary>
    public Uri? Webhook { get; init; }

    /// <summary>The webhook is told ids only, and the system fetches the events.</summary>
    public bool Thin { get; init; }

    /// <summary>The system receives contract events instead of the agency's own formats.</summary>
    public bool ContractEvents { get; init; }

    /// <summary>The word for the channel in the list of cases: feed, webhook, thin, amqp or file.</summary>
    public string Way => Thin ? "thin" : Channel.ToString().ToLowerInvariant();

    /// <summary>Why it cannot be played; null: it can.</summary>
    /// <param name="agreed">What the agencies agreed.</param>
    /// <param name="broker">Whether a broker is configured.</param>
    /// <param name="today">Today.</param>
    public string? Problem(Agreed agreed, bool broker, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(agreed);
        var playable = agreed.Directory.Agencies.Where(a => Counterpart.Of(agreed, a, today) is not null).Select(a => a.Id).Order(StringComparer.Ordinal);
        if (agreed.Directory.Find(Agency) is not { } agency)
            return $"There is no agency '{Agency}' in the directory. A vendor can play: {string.Join(", ", playable)}.";
        if (Counterpart.Of(agreed, agency, today) is null)
            return $"'{Agency}' cannot be played: no Belgian employment service or welfare office refers clients to it under a local agreement. A vendor can play: {string.Join(", ", playable)}.";
        return Channel switch
        {
            ChannelKind.Amqp when !broker => "AMQP needs a broker. Name it in Gateway:Broker:Uri (amqp://user:password@host:5672/vhost), or choose another channel.",
            ChannelKind.Webhook when !IsCallable(Webhook) => "A webhook needs its address: --webhook-url http://127.0.0.1:8080/gateway, without user, password or fragment.",
            not ChannelKind.Webhook when Webhook is not null => "--webhook-url goes with --channel webhook.",
            not ChannelKind.Webhook when Thin => "--thin goes with --channel webhook.",
            _ => null,
        };
    }

    /// <summary>
    /// What the agencies agreed, with this seat in it. The other offices are invented: they read feeds of contract events, and have
    /// room for everybody.
    /// </summary>
    public Agreed In(Agreed agreed)
    {
        ArgumentNullException.ThrowIfNull(agreed);
        return agreed with { Directory = agreed.Directory.With(a => a.Id == Agency ? Seated(a) : Invented(a)) };
    }

    private static bool IsCallable(Uri? url) => url is { IsAbsoluteUri: true } && url is { Scheme: "http" or "https", UserInfo: "", Fragment: "" };

    private Agency Seated(Agency agency) => agency with
    {
        Channel = Channel,
        Webhook = Webhook is { } url ? new WebhookTarget(url, Thin, Private: true) : null,
        InFolder = Channel == ChannelKind.File ? new InFolder(agency.Id, WholeBy.Renamed, [.. agency.Profiles.Select(p => new FileFormat(p, Folder: p, Files: null))]) : null,
        HandoverProfile = ContractEvents ? KnownFormat : agency.HandoverProfile,
        StatusProfile = ContractEvents ? KnownFormat : agency.StatusProfile,
        Callers = new(),
        NoticeMail = null,
    };

    private static Agency Invented(Agency agency) => agency with
    {
        Channel = ChannelKind.Feed, Webhook = null, InFolder = null, HandoverProfile = KnownFormat, StatusProfile = KnownFormat, Callers = new(), NoticeMail = null,
    };

    private const string KnownFormat = Core.Intake.KnownProfiles.CloudEvents;
}
