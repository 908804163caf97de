using Gateway.Core.Evaluation;

namespace Gateway.Unit.Tests.Core.Evaluation;

/// <summary>Groups that may be compared, for tables.</summary>
internal static class Groups
{
    internal static readonly Dictionary<string, string> Titled = new() { ["en"] = "A comparison" };

    internal static Comparison Sound() => new()
    {
        Id = "sound",
        Titles = Titled,
        Outcome = ComparedOutcomes.LadderUp,
        AfterMonths = 12,
        Design = ComparisonDesign.Elsewhere,
        Offered = Group(70, 56, wasOffered: true),
        Other = Group(80, 48, wasOffered: false),
        Limits = new Dictionary<string, string> { ["en"] = "Two towns of one region." },
    };

    internal static Cohort Group(int people, int reached, bool wasOffered, string from = "2026-01-01", string to = "2026-06-30", int young = 0) => new()
    {
        From = DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture),
        To = DateOnly.Parse(to, System.Globalization.CultureInfo.InvariantCulture),
        People = people,
        Reached = reached,
        WasOffered = wasOffered,
        Source = "Counted by the evaluators",
        Facts = new Dictionary<string, IReadOnlyDictionary<string, int>> { ["age-band"] = new Dictionary<string, int> { ["under-30"] = young, ["30-and-over"] = people - young } },
    };
}
