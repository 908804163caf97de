using Gateway.Catalogue.Yaml;
using Gateway.Core.Mandates;
using Gateway.Core.Privacy;

namespace Gateway.Catalogue.Loading;

/// <summary>Reads what a legal basis opens to control services: <c>mandate</c> in <c>policy/bases.yaml</c>.</summary>
internal static class MandateTermsFile
{
    private const int LongestPeriod = 366;

    internal static MandateTerms? Read(YamlMap entry, LegalBasis basis, DirectoryFiles directory, IReadOnlyDictionary<string, Purpose> purposes)
    {
        if (entry.OptionalMap("mandate") is not { } map)
            return null;
        var terms = new MandateTerms
        {
            Recipients = map.KnownTexts("recipients", directory.Agencies.ContainsKey, ProblemCodes.UnknownAgency, "is not in directory/agencies.yaml; add it there or correct the id.", directory.Agencies.Keys),
            Kinds = map.KnownTexts("kinds", DataKinds.All.Contains, ProblemCodes.UnknownKind, $"is no kind of control data; use {string.Join(", ", DataKinds.Walled)}.", DataKinds.Walled),
            LongestDays = map.OptionalNumber("longestDays") ?? 0,
        };
        if (terms.Recipients.Count == 0)
            map.Report("recipients", "missing-key", "'recipients' is missing; name the control services that may ask on this basis.");
        if (terms.Kinds.Count == 0)
            map.Report("kinds", "missing-key", $"'kinds' is missing: a mandate opens only the kinds of data that it names; name some of {string.Join(", ", DataKinds.Walled)}.");
        if (terms.LongestDays is < 1 or > LongestPeriod)
            map.Report("longestDays", ProblemCodes.OutOfRange, $"'longestDays' must be 1 to {LongestPeriod}: the days that one request may be about.");
        Parties(map, terms, directory);
        for (var i = 0; i < terms.Kinds.Count; i++)
        {
            if (DataKinds.Never.Contains(terms.Kinds[i]))
                map.File.Report(map.LineOfEntry("kinds", i), ProblemCodes.ControlApart, $"'{terms.Kinds[i]}' belongs to guidance or is a special category: no control service receives it on any basis; remove it.");
        }

        if (basis.Kind == BasisKind.Consent)
            entry.Report("kind", ProblemCodes.ControlApart, "Control does not rest on consent: who refuses it would be controlled for that. Name the law instead.");
        for (var i = 0; i < basis.Purposes.Count; i++)
        {
            if (purposes.GetValueOrDefault(basis.Purposes[i]) is { Activation: true })
                entry.File.Report(entry.LineOfEntry("purposes", i), ProblemCodes.ControlApart, $"'{basis.Purposes[i]}' is a purpose of activation, and this basis opens data to control services; give control a basis of its own.");
        }

        map.RejectUnknown();
        return terms;
    }

    private static void Parties(YamlMap map, MandateTerms terms, DirectoryFiles directory)
    {
        for (var i = 0; i < terms.Recipients.Count; i++)
        {
            if (directory.Agencies.GetValueOrDefault(terms.Recipients[i]) is { } agency && !MandateRules.IsControl(agency.Class))
                map.File.Report(map.LineOfEntry("recipients", i), ProblemCodes.ControlApart, $"'{agency.Id}' is no control service (class pes-control in directory/agencies.yaml), and only those ask with a mandate; remove it.");
        }
    }
}
