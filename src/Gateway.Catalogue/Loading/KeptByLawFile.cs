using Gateway.Catalogue.Yaml;
using Gateway.Core.Directory;
using Gateway.Core.Privacy;
using Gateway.Core.Rights;

namespace Gateway.Catalogue.Loading;

/// <summary>Reads <c>policy/kept-by-law.yaml</c>: statutes that keep what a client asks to have erased. Without the file nothing would be kept, so it must be there.</summary>
internal static class KeptByLawFile
{
    private const int MostYears = 100;

    internal static IReadOnlyList<StatutoryTerm> Read(YamlMap? root, DirectoryFiles directory, IReadOnlyDictionary<string, Purpose> purposes, IReadOnlyDictionary<string, LegalBasis> bases)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var terms = new List<StatutoryTerm>();
        foreach (var entry in root?.Maps("keptByLaw") ?? [])
        {
            var term = new StatutoryTerm
            {
                Id = entry.UniqueText("id", taken),
                Country = entry.Text("country"),
                Agencies = entry.KnownTexts("agencies", directory.Agencies.ContainsKey, ProblemCodes.UnknownAgency, "is not in directory/agencies.yaml; add it there or correct the id.", directory.Agencies.Keys),
                Classes = [.. entry.KnownTexts("classes", c => ClassOf(c) is not null, "unknown-value", "is no class of recipients.", Enum.GetNames<RecipientClass>()).Select(ClassOf).OfType<RecipientClass>()],
                Purposes = entry.KnownTexts("purposes", purposes.ContainsKey, ProblemCodes.UnknownPurpose, "is not in policy/purposes.yaml; add it there or correct the code.", purposes.Keys),
                Bases = entry.KnownTexts("bases", bases.ContainsKey, "unknown-basis", "is not in policy/bases.yaml; add it there or correct the reference.", bases.Keys),
                Years = entry.OptionalNumber("years") ?? 0,
                Source = entry.Text("source"),
                Titles = entry.ByLanguage("titles"),
            };
            if (term.Years is < 1 or > MostYears)
                entry.Report("years", ProblemCodes.OutOfRange, $"'years' must be 1 to {MostYears}: whole years after the end of the referral.");
            if (term.Country.Length > 0 && !directory.Countries.Contains(term.Country))
                entry.Report("country", ProblemCodes.UnknownCountry, $"'{term.Country}' has no municipalities in directory/municipalities.yaml; add them there or correct the code.{Spelling.Hint(term.Country, directory.Countries)}");
            foreach (var agency in term.Agencies.Where(a => directory.Agencies[a].Country != term.Country))
                entry.Report("agencies", ProblemCodes.UnknownAgency, $"'{agency}' is not in {term.Country}: a statute binds agencies of its own country. Correct one of the two.");
            terms.Add(term);
            entry.RejectUnknown();
        }

        root?.RejectUnknown();
        return terms;
    }

    private static RecipientClass? ClassOf(string text) =>
        Enum.TryParse<RecipientClass>(text.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var found) && text.Length > 0 && !char.IsAsciiDigit(text[0]) ? found : null;
}
