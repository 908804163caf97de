using Gateway.Catalogue.Yaml;
using Gateway.Core.Routing;

namespace Gateway.Catalogue.Loading;

/// <summary>Reads a criterion: <c>all</c>, <c>any</c>, <c>not</c>, or a fact with bounds or values.</summary>
internal static class CriterionReader
{
    private const string Shape = "A criterion is one of all: [...], any: [...], not: {...}, {fact, atLeast, atMost} or {fact, oneOf: [...]}.";

    internal static Criterion Read(YamlMap map)
    {
        var kinds = new[] { "all", "any", "not", "fact" }.Where(map.Has).ToList();
        Criterion criterion = kinds switch
        {
            ["all"] => new Criterion.All(ReadMany(map, "all")),
            ["any"] => new Criterion.Any(ReadMany(map, "any")),
            ["not"] when map.OptionalMap("not") is { } inner => new Criterion.Not(Read(inner)),
            ["fact"] => ReadFact(map),
            _ => Bad(map),
        };
        map.RejectUnknown();
        return criterion;
    }

    private static List<Criterion> ReadMany(YamlMap map, string key)
    {
        var parts = map.Maps(key).Select(Read).ToList();
        if (parts.Count == 0)
            map.Report(key, ProblemCodes.BadCriterion, $"'{key}' holds no criteria; give it at least one.");
        return parts;
    }

    private static Criterion ReadFact(YamlMap map)
    {
        var fact = map.Text("fact");
        var values = map.Texts("oneOf");
        var (least, most) = (map.OptionalNumber("atLeast"), map.OptionalNumber("atMost"));
        if (!ReferralFacts.Known.TryGetValue(fact, out var kind))
            map.Report("fact", ProblemCodes.UnknownFact, $"'{fact}' is not a fact read from referrals; known are {string.Join(", ", ReferralFacts.Known.Keys.Order(StringComparer.Ordinal))}.");
        else if (kind == FactKind.Number && (values.Count > 0 || (least is null && most is null) || least > most))
            map.Report("fact", ProblemCodes.BadCriterion, $"'{fact}' is a number; give it 'atLeast', 'atMost' or both, in order.");
        else if (kind == FactKind.Codes && (values.Count == 0 || least is not null || most is not null))
            map.Report("fact", ProblemCodes.BadCriterion, $"'{fact}' is coded; give it 'oneOf' with at least one code.");
        return values.Count > 0 ? new Criterion.OneOf(fact, values) : new Criterion.Between(fact, least, most);
    }

    private static Criterion.Any Bad(YamlMap map)
    {
        map.File.Report(map.Line, ProblemCodes.BadCriterion, Shape);
        return new Criterion.Any([]);
    }
}
