using Gateway.Catalogue.Yaml;
using Gateway.Core.Life;

namespace Gateway.Catalogue.Loading;

/// <summary>Reads <c>policy/life-events.yaml</c>: dated rules about the end of a benefit and about applications for assistance.</summary>
internal static class LifeFile
{
    private const int MostMonths = 24;
    private const int MostDays = 365;
    private static readonly string[] Schemes = ["UNEMPLOYMENT", "SOCIAL_ASSISTANCE", "OTHER"];

    internal static LifeTerms Read(YamlMap? root, DirectoryFiles directory)
    {
        List<BenefitNotice> notices = [];
        foreach (var entry in root?.Maps("benefitEnding") ?? [])
        {
            var (from, to) = entry.Validity();
            var notice = new BenefitNotice(Country(entry, directory), Scheme(entry), Number(entry, "months", MostMonths), from, to, entry.Text("source"));
            if (notices.Exists(n => n.Country == notice.Country && n.Scheme == notice.Scheme && References.Overlap(n.From, n.To, from, to)))
                entry.Report("country", ProblemCodes.Duplicate, "Two rules are about the same country and benefit on some of the same days; end one before the other begins.");
            notices.Add(notice);
            entry.RejectUnknown();
        }

        List<ApplicationTerm> applications = [];
        foreach (var entry in root?.Maps("applications") ?? [])
        {
            var (from, to) = entry.Validity();
            var term = new ApplicationTerm(
                Country(entry, directory), Number(entry, "decideWithinDays", MostDays), Number(entry, "forwardWithinDays", MostDays), from, to, entry.Text("source"));
            if (applications.Exists(a => a.Country == term.Country && References.Overlap(a.From, a.To, from, to)))
                entry.Report("country", ProblemCodes.Duplicate, "Two rules are about the same country on some of the same days; end one before the other begins.");
            applications.Add(term);
            entry.RejectUnknown();
        }

        root?.RejectUnknown();
        return new LifeTerms { BenefitNotices = notices, Applications = applications };
    }

    private static string Country(YamlMap entry, DirectoryFiles directory)
    {
        var country = entry.Text("country");
        if (country.Length > 0 && !directory.Countries.Contains(country))
            entry.Report("country", ProblemCodes.UnknownCountry, $"'{country}' has no municipalities in directory/municipalities.yaml; add them there or correct the code.{Spelling.Hint(country, directory.Countries)}");
        return country;
    }

    private static string? Scheme(YamlMap entry)
    {
        var scheme = entry.OptionalText("scheme");
        if (scheme is not null && !Schemes.Contains(scheme))
            entry.Report("scheme", "unknown-value", $"'{scheme}' is no benefit scheme that ends; use one of {string.Join(", ", Schemes)}, or leave it out for any.{Spelling.Hint(scheme, Schemes)}");
        return scheme;
    }

    private static int Number(YamlMap entry, string key, int most)
    {
        var number = entry.OptionalNumber(key) ?? 0;
        if (number < 1 || number > most)
            entry.Report(key, ProblemCodes.OutOfRange, $"'{key}' must be 1 to {most}.");
        return number;
    }
}
