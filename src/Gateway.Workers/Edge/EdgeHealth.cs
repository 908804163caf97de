using System.Collections.Concurrent;
using Gateway.Core.Reading;
using Microsoft.Extensions.Logging;

namespace Gateway.Workers.Edge;

/// <summary>What is wrong with the agencies' queues and webhooks now, in a sentence each. A change is logged once.</summary>
/// <param name="logger">Log.</param>
public sealed partial class EdgeHealth(ILogger<EdgeHealth> logger)
{
    internal const string In = "agency-in";
    internal const string Out = "agency-out";

    /// <summary>An agency's own endpoint: that it is away is no fault of this process, which stays ready.</summary>
    internal const string Webhook = "agency-webhook";
    private const int MostSentences = 3;

    private readonly ConcurrentDictionary<(string Part, string Agency), string?> _known = new();

    /// <summary>Parts that were tried so far.</summary>
    public IReadOnlyList<ReadinessPart> Parts =>
    [
        .. _known.GroupBy(k => k.Key.Part, StringComparer.Ordinal).OrderBy(p => p.Key, StringComparer.Ordinal).Select(part =>
        {
            var wrong = part.Select(k => k.Value).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(MostSentences).ToList();
            return new ReadinessPart(part.Key, wrong.Count == 0 || part.Key == Webhook, wrong.Count == 0 ? null : string.Join(' ', wrong));
        }),
    ];

    internal void Works(string part, string agency)
    {
        if (Changed(part, agency, now: null) is not null)
            Log.Works(logger, part, agency);
    }

    internal void Fails(string part, string agency, string sentence)
    {
        if (Changed(part, agency, sentence) != sentence)
            Log.Fails(logger, part, agency, sentence);
    }

    private string? Changed(string part, string agency, string? now)
    {
        string? before = null;
        _known.AddOrUpdate((part, agency), now, (_, known) =>
        {
            before = known;
            return now;
        });
        return before;
    }

    private static partial class Log
    {
        [LoggerMessage(1701, LogLevel.Warning, "{Part} of {Agency}: {Sentence}")]
        public static partial void Fails(ILogger logger, string part, string agency, string sentence);

        [LoggerMessage(1702, LogLevel.Information, "{Part} of {Agency} works again.")]
        public static partial void Works(ILogger logger, string part, string agency);
    }
}
