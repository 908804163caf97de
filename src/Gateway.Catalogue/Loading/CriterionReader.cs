using Gateway.Catalogue.Yaml;
using Gateway.Core.Clients;
using Gateway.Core.Routing;

namespace Gateway.Catalogue.Loading;

/// <summary>Reads a criterion: <c>all</c>, <c>any</c>, <c>not</c>, or a fact with bounds or values.</summary>
internal static class CriterionReader
{
    private const string Shape = "A criterion is one of all: [...], any: [...], not: {...}, {fact, atLeast, atMost} or {fact, oneOf: [...]}.";

    /// <summary>Coded facts and the canonical fields they are read from.</summary>
    private static readonly Dictionary<string, string> Fields = new(StringComparer.Ordinal)
    {
        ["benefitScheme"] = "registration.benefitScheme",
        ["barriers"] = "barriers.code",
        ["languages"] = "profile.languages.language",
        ["contactLanguage"] = "client.contactLanguage",
        ["transport"] = "profile.transport",
        ["question"] = "question",
        ["goal"] = "goal.code",
    };

    internal static Criterion Read(YamlMap map, CanonicalCodes codes)
    {
        var kinds = new[] { "all", "any", "not", "fact" }.Where(map.Has).ToList();
        Criterion criterion = kinds switch
        {
            ["all"] => new Criterion.All(ReadMany(map, "all", codes)),
            ["any"] => new Criterion.Any(ReadMany(map, "any", codes)),
            ["not"] when map.OptionalMap("not") is { } inner => new Criterion.Not(Read(inner, codes)),
            ["fact"] => ReadFact(map, codes),
            _ => Bad(map),
        };
        map.RejectUnknown();
        return criterion;
    }

    private static List<Criterion> ReadMany(YamlMap map, string key, CanonicalCodes codes)
    {
        var parts = map.Maps(key).Select(m => Read(m, codes)).ToList();
        if (parts.Count == 0)
            map.Report(key, ProblemCodes.BadCriterion, $"'{key}' holds no criteria; give it at least one.");
        return parts;
    }

    private static Criterion ReadFact(YamlMap map, CanonicalCodes codes)
    {
        var fact = map.Text("fact");
        var values = map.Texts("oneOf");
        var (least, most) = (map.OptionalNumber("atLeast"), map.OptionalNumber("atMost"));
        if (!ReferralFacts.Known.TryGetValue(fact, out var kind))
            map.Report("fact", ProblemCodes.UnknownFact, $"'{fact}' is not a fact read from referrals; known are {string.Join(", ", ReferralFacts.Known.Keys.Order(StringComparer.Ordinal))}.{Spelling.Meant(fact, ReferralFacts.Known.Keys)}");
        else if (kind == FactKind.Number && (values.Count > 0 || (least is null && most is null) || least > most))
            map.Report("fact", ProblemCodes.BadCriterion, $"'{fact}' is a number; give it 'atLeast', 'atMost' or both, in order.");
        else if (kind == FactKind.Codes && (values.Count == 0 || least is not null || most is not null))
            map.Report("fact", ProblemCodes.BadCriterion, $"'{fact}' is coded; give it 'oneOf' with at least one code.");
        for (var i = 0; i < values.Count; i++)
        {
            if (Fields.TryGetValue(fact, out var path) && (codes.Objection(null, path, values[i]) ?? Kept(path, values[i])) is { } objection)
                map.File.Report(map.LineOfEntry("oneOf", i), ProblemCodes.UnknownCode, objection);
        }

        return values.Count > 0 ? new Criterion.OneOf(fact, values) : new Criterion.Between(fact, least, most);
    }

    private static string? Kept(string path, string value) =>
        ProtectedCodes.CompartmentOf(path, value) == Compartment.Ordinary ? null : $"'{value}' is kept in a compartment of its own and in no referral; no criterion can ask for it. Remove it.";

    private static Criterion.Any Bad(YamlMap map)
    {
        map.File.Report(map.Line, ProblemCodes.BadCriterion, Shape);
        return new Criterion.Any([]);
    }
}
