using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Reading;
using Gateway.Core.Returns;
using Gateway.Dashboard.Access;
using Gateway.Dashboard.Words;

namespace Gateway.Dashboard.Technicians;

/// <summary>States and reasons as an agency's technician reads them, in English; pages translate.</summary>
internal static class TechnicianWords
{
    /// <summary>Every text that another language needs.</summary>
    internal static IEnumerable<string> All =>
    [
        .. new[] { "received", "translated", "setAside" }.Select(Submission), .. new[] { "done", "setAside", "pending" }.Select(Record), .. Enum.GetValues<DeliveryState>().Select(Delivery),
        .. Enum.GetValues<DeliveryState>().SelectMany(s => Enum.GetValues<ChannelKind>().Select(c => Meaning(s, ReadsItself(c)))),
    ];

    /// <summary>A submission's state.</summary>
    internal static string Submission(string state) => state switch { "received" => "being translated", "translated" => "translated", _ => "set aside as a whole" };

    /// <summary>A record's state; whatever the cause, what has nothing to tell yet looks the same.</summary>
    internal static string Record(string state) => state switch { "setAside" => "set aside", "done" => "done", _ => "pending" };

    /// <summary>A delivery's state.</summary>
    internal static string Delivery(DeliveryState state) => state switch
    {
        DeliveryState.Waiting => "Waiting to leave",
        DeliveryState.Released => "On its way",
        DeliveryState.Confirmed => "Arrived",
        DeliveryState.Blocked => "Stopped on its way",
        _ => "Failed",
    };

    /// <summary>What a state means for an agency.</summary>
    internal static string Meaning(DeliveryState state, Agency agency) => Meaning(state, DepartureRules.ReadsItself(agency));

    /// <summary>Why, in the viewer's language. Of a code that a profile made up the sentence is in the agency's.</summary>
    internal static string Reason(Viewer viewer, Reason reason) =>
        ReturnWords.Codes.Contains(reason.Code) ? ReturnWords.Sentence(viewer.Dictionary.Language, reason.Code, null)
        : reason.Sentence ?? viewer[CodeNames.Of(reason.Code)];

    /// <summary>Where in a record.</summary>
    internal static string Place(Viewer viewer, string? path, int? line) => (path, line) switch
    {
        ({ } at, { } number) => $"{at}, {viewer["line {0}", number]}",
        ({ } at, null) => at,
        (null, { } number) => viewer["line {0}", number],
        _ => "–",
    };

    private static bool ReadsItself(ChannelKind channel) => channel is ChannelKind.Feed or ChannelKind.Inbox;

    private static string Meaning(DeliveryState state, bool readsItself) => state switch
    {
        DeliveryState.Waiting => readsItself ? "They wait until your system reads them." : "They are brought by the gateway; one that fails is tried again.",
        DeliveryState.Released => readsItself ? "Your system read them and has not confirmed them." : "They were let go, and the channel has not said that it has them.",
        DeliveryState.Confirmed => "Your system has them.",
        DeliveryState.Blocked => "They had left for an attempt, and may not leave any more.",
        _ => "They failed too often, or were refused, and wait for the gateway desk. Repair the cause, then ask the desk to replay them.",
    };
}
