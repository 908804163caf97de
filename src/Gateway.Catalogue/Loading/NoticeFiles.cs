using System.Text.RegularExpressions;
using Gateway.Catalogue.Yaml;
using Gateway.Core.Agreements;
using Gateway.Core.Privacy;

namespace Gateway.Catalogue.Loading;

/// <summary>Reads <c>notices/</c>, one notice a file: what clients are told before they agree.</summary>
internal static partial class NoticeFiles
{
    internal static IReadOnlyList<Notice> Read(ContractsFolder folder, DirectoryFiles directory, IReadOnlyDictionary<string, Purpose> purposes)
    {
        var notices = new List<Notice>();
        foreach (var file in folder.OpenAll("notices"))
        {
            if (file.Root is not { } root)
                continue;
            var entries = root.Maps("versions").ToList();
            var notice = Read(root, entries, directory, purposes);
            if (notice.Id.Length > 0 && notice.Id != Path.GetFileNameWithoutExtension(file.Path))
                root.Report("notice", ProblemCodes.IdIsNotFileName, $"The notice is called '{notice.Id}' and its file is not; give both one name.");
            foreach (var (entry, version) in entries.Zip(notice.Versions))
                CheckOthers(entry, version, notices.Where(o => Meet(o, notice)));
            notices.Add(notice);
            root.RejectUnknown();
        }

        return notices;
    }

    /// <summary>A purpose that needs the client's agreement, and for which no notice asks, would withhold every referral.</summary>
    internal static void CheckPurposes(YamlMap? root, IEnumerable<Purpose> purposes, IReadOnlyList<Notice> notices)
    {
        foreach (var purpose in purposes.Where(p => p is { Activation: true, AgreementRequired: true } && !notices.Any(n => n.Purposes.Contains(p.Code))))
            root?.Report("purposes", ProblemCodes.MissingNotice, $"'{purpose.Code}' needs the client's agreement, and no file in notices/ asks for it; add a notice, or every referral for it is withheld.");
    }

    private static Notice Read(YamlMap root, List<YamlMap> entries, DirectoryFiles directory, IReadOnlyDictionary<string, Purpose> purposes)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var notice = new Notice
        {
            Id = root.Text("notice"),
            Purposes = root.KnownTexts("purposes", purposes.ContainsKey, ProblemCodes.UnknownPurpose, "is not in policy/purposes.yaml; add it there or correct the code.", purposes.Keys),
            Agencies = root.KnownTexts("agencies", directory.Agencies.ContainsKey, ProblemCodes.UnknownAgency, "is not in directory/agencies.yaml; add it there or correct the id.", directory.Agencies.Keys),
            Versions = [.. entries.Select(e => ReadVersion(e, taken))],
        };
        if (notice.Purposes.Count == 0)
            root.Report("purposes", "missing-key", "'purposes' is missing; name what the notice asks the client's agreement for.");
        if (notice.Versions.Count == 0)
            root.Report("versions", "missing-key", "'versions' is missing; give the text of at least one version.");
        return notice;
    }

    private static NoticeVersion ReadVersion(YamlMap entry, HashSet<string> taken)
    {
        var (from, to) = entry.Validity();
        if (!entry.Has("from"))
            entry.Report("from", "missing-key", "'from' is missing; give the first day on which the version was shown.");
        var version = new NoticeVersion
        {
            Version = entry.UniqueText("version", taken),
            From = from ?? DateOnly.MaxValue,
            To = to,
            Ways = entry.KnownTexts("ways", w => CanonicalCodes.AgreementWays.Contains(w), ProblemCodes.UnknownWay, "is no way of collecting an agreement.", CanonicalCodes.AgreementWays),
            Texts = entry.ByLanguage("texts"),
        };
        if (version.Ways.Count == 0)
            entry.Report("ways", "missing-key", $"'ways' is missing; name how an agreement is collected: {string.Join(", ", CanonicalCodes.AgreementWays)}.");
        foreach (var language in version.Texts.Keys.Where(l => !Language().IsMatch(l)))
            entry.Report("texts", ProblemCodes.UnknownLanguage, $"'{language}' is no language; records name it by three letters (ISO 639-3), for example nld.");
        foreach (var (language, _) in version.Texts.Where(t => string.IsNullOrWhiteSpace(t.Value)))
            entry.Report("texts", "empty-value", $"The text in '{language}' is empty; write it, or leave the language out.");
        entry.RejectUnknown();
        return version;
    }

    /// <summary>An agency finds one text under a version: of two, nobody could say which its client saw.</summary>
    private static void CheckOthers(YamlMap entry, NoticeVersion version, IEnumerable<Notice> others)
    {
        foreach (var other in others.Where(o => o.Versions.Any(v => v.Version == version.Version)))
            entry.Report("version", ProblemCodes.Duplicate, $"Notice '{other.Id}' of the same agencies has a version '{version.Version}' too; name one of them otherwise.");
    }

    private static bool Meet(Notice one, Notice other) =>
        one.Agencies.Count == 0 || other.Agencies.Count == 0 || one.Agencies.Intersect(other.Agencies, StringComparer.Ordinal).Any();

    [GeneratedRegex("^[a-z]{3}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Language();
}
