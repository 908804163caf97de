using System.Globalization;
using Gateway.Catalogue.Yaml;
using Gateway.Core.Evaluation;

namespace Gateway.Catalogue.Loading;

/// <summary>Reads <c>evaluation/comparisons.yaml</c>: pairs of groups that were counted alike. Whether a pair carries an effect is a rule of its own.</summary>
internal static class ComparisonReader
{
    private const int MostMonths = 120;
    private const int MostPeople = 10_000_000;
    private static readonly Dictionary<string, int> None = [];

    internal static IReadOnlyList<Comparison> Read(YamlMap? root, IReadOnlyList<string> sites)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var judged = new HashSet<(string Outcome, string? Site)>();
        List<Comparison> comparisons = [];
        foreach (var entry in root?.Maps("comparisons") ?? [])
        {
            var comparison = new Comparison
            {
                Id = entry.UniqueText("id", taken),
                Titles = entry.ByLanguage("titles"),
                Collaboration = entry.Site(sites),
                Outcome = entry.KnownText("outcome", ComparedOutcomes.All.Contains, ProblemCodes.UnknownOutcome, $"is no outcome that groups are compared by; known are {string.Join(", ", ComparedOutcomes.All)}.", ComparedOutcomes.All),
                AfterMonths = entry.OptionalNumber("afterMonths") ?? 0,
                Design = entry.Choice<ComparisonDesign>("design"),
                Offered = Group(entry, "offered", wasOffered: true),
                Other = Group(entry, "comparison", wasOffered: false),
                Limits = entry.ByLanguage("limits"),
            };
            if (comparison.AfterMonths is < 1 or > MostMonths)
                entry.Report("afterMonths", ProblemCodes.OutOfRange, $"'afterMonths' must be 1 to {MostMonths}: months after which the outcome was looked at, the same in both groups.");
            if (!judged.Add((comparison.Outcome, comparison.Collaboration)))
                entry.Report("outcome", ProblemCodes.Duplicate, $"'{comparison.Outcome}' has a comparison already for the same people; keep the one that was decided on before the results were known.");
            SameFacts(entry, comparison);
            entry.RejectUnknown();
            comparisons.Add(comparison);
        }

        root?.RejectUnknown();
        return comparisons;
    }

    private static Cohort Group(YamlMap entry, string key, bool wasOffered)
    {
        if (entry.OptionalMap(key) is not { } map)
        {
            entry.Report(key, "missing-key", $"'{key}' is missing; give 'from', 'to', 'people', 'reached', 'facts' and 'source' of that group.");
            return new Cohort { From = default, To = default, People = 1, Reached = 0, WasOffered = wasOffered, Source = "" };
        }

        var (from, to) = map.Validity();
        foreach (var day in new[] { "from", "to" }.Where(d => !map.Has(d)))
            map.Report(day, "missing-key", $"'{day}' is missing; a group is dated by the first and the last day on which somebody entered it.");
        var group = new Cohort
        {
            From = from ?? default,
            To = to ?? default,
            People = Count(map, "people", least: 1),
            Reached = Count(map, "reached", least: 0),
            WasOffered = map.Flag("offeredTheSame", wasOffered),
            Source = map.Text("source"),
            Facts = Facts(map),
        };
        if (group.Reached > group.People)
            map.Report("reached", ProblemCodes.DoesNotAddUp, "'reached' is more than 'people'; correct one of the two.");
        foreach (var (fact, people) in group.Facts.Where(f => f.Value.Values.Sum() != group.People))
            map.Report("facts", ProblemCodes.DoesNotAddUp, $"The people of '{fact}' are {people.Values.Sum()} and not {group.People}; count each person once, and those of whom it is not known as 'unknown'.");
        map.RejectUnknown();
        return group;
    }

    private static Dictionary<string, IReadOnlyDictionary<string, int>> Facts(YamlMap map)
    {
        var facts = new Dictionary<string, IReadOnlyDictionary<string, int>>(StringComparer.Ordinal);
        if (map.OptionalMap("facts") is not { } stated)
            return facts;
        foreach (var fact in stated.Keys)
        {
            if (!MatchedFacts.All.Contains(fact))
                stated.Report(fact, ProblemCodes.UnknownFact, $"'{fact}' is no fact on which groups are matched; known are {string.Join(", ", MatchedFacts.All)}.{Spelling.Meant(fact, MatchedFacts.All)}");
            if (stated.OptionalMap(fact) is { } values)
                facts[fact] = values.Keys.ToDictionary(v => v, v => Count(values, v, least: 0), StringComparer.Ordinal);
        }

        return facts;
    }

    private static void SameFacts(YamlMap entry, Comparison comparison)
    {
        var (offered, other) = (comparison.Offered.Facts, comparison.Other.Facts);
        foreach (var fact in offered.Keys.Union(other.Keys, StringComparer.Ordinal))
        {
            if (!offered.GetValueOrDefault(fact, None).Keys.Order(StringComparer.Ordinal).SequenceEqual(other.GetValueOrDefault(fact, None).Keys.Order(StringComparer.Ordinal)))
                entry.Report("comparison", ProblemCodes.DoesNotAddUp, $"The groups do not state the same values of '{fact}'; state each value in both, with 0 where there is nobody.");
        }
    }

    private static int Count(YamlMap map, string key, int least)
    {
        if (!map.Has(key))
            map.Text(key);
        var count = map.OptionalNumber(key) ?? least;
        if (count < least || count > MostPeople)
            map.Report(key, ProblemCodes.OutOfRange, $"'{key}' must be {least.ToString(CultureInfo.InvariantCulture)} to {MostPeople.ToString(CultureInfo.InvariantCulture)}.");
        return Math.Clamp(count, least, MostPeople);
    }
}
