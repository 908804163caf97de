using Gateway.Core.Operating;
using Gateway.Dashboard.Words;

namespace Gateway.Dashboard.Replays;

/// <summary>Words for what a replay takes and comes to, in English; pages translate.</summary>
internal static class ReplayWords
{
    /// <summary>What it takes.</summary>
    internal static string Of(ReplayCause cause) => cause.Kind switch
    {
        ReplayKind.SetAside => SetAside,
        ReplayKind.Undecided => Undecided,
        _ => Plain.Stage(cause.Stage),
    };

    /// <summary>What an item would come to.</summary>
    internal static string Of(string outcome) => Outcomes.GetValueOrDefault(outcome, outcome);

    /// <summary>Every one of them.</summary>
    internal static IReadOnlyList<string> All => [SetAside, Undecided, .. Outcomes.Values];

    private const string SetAside = "records set aside";
    private const string Undecided = "referrals withheld or without an office";

    private static IReadOnlyDictionary<string, string> Outcomes { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [ReplayForecast.Translates] = "Translated and processed",
        [ReplayForecast.Objected] = "Is translated; the client has objected or restricted meanwhile, and nothing is handed over",
        [ReplayForecast.Same] = "Stays set aside for the same reason",
        [ReplayForecast.Other] = "Stays set aside for another reason",
        [ReplayForecast.NewlyFails] = "Another record of the same submissions, translated before, would now be set aside",
        [ReplayForecast.IsRead] = "Is read, record by record",
        [ReplayForecast.Gone] = "Cannot be read again; its sender has to send it again",
        [ReplayForecast.Issued] = "Goes to an office",
        [ReplayForecast.Withheld] = "Is withheld",
        [ReplayForecast.Unroutable] = "Finds no office",
        [ReplayForecast.Fails] = "Fails and is parked",
        [ReplayForecast.Settled] = "Is settled otherwise; nothing happens",
    };
}
