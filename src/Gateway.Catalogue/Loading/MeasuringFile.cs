using Gateway.Catalogue.Yaml;
using Gateway.Core.Directory;
using Gateway.Core.Ladder;

namespace Gateway.Catalogue.Loading;

/// <summary>
/// Reads <c>directory/ladder.yaml</c>: who measures on the participation ladder, where and on which variant. Without the file
/// nobody is asked to measure again, and subgroups and instruments are counted as other.
/// </summary>
internal static class MeasuringFile
{
    private const string FileName = "directory/ladder.yaml";

    internal static LadderTerms Read(ContractsFolder folder, IReadOnlyDictionary<string, Agency> agencies, List<Municipality> municipalities)
    {
        if (!folder.Has(FileName) || folder.Open(FileName) is not { } root)
            return LadderTerms.None;
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var organisations = root.Maps("organisations").Select(o => ReadOrganisation(o, taken, agencies, municipalities)).ToList();
        var terms = new LadderTerms([.. organisations.DistinctBy(o => o.Agency, StringComparer.Ordinal)], ReadCodes(root, "subgroups"), ReadCodes(root, "instruments"));
        root.RejectUnknown();
        return terms;
    }

    private static MeasuringOrganisation ReadOrganisation(YamlMap entry, HashSet<string> taken, IReadOnlyDictionary<string, Agency> agencies, List<Municipality> municipalities)
    {
        var id = entry.UniqueText("agency", taken);
        var agency = agencies.GetValueOrDefault(id);
        if (id.Length > 0 && agency is null)
            entry.Report("agency", ProblemCodes.UnknownAgency, $"'{id}' is not in directory/agencies.yaml; add it there or correct the id.{Spelling.Meant(id, agencies.Keys)}");
        else if (agency is { Class: RecipientClass.PesControl or RecipientClass.WelfareDecision or RecipientClass.Police or RecipientClass.Register })
            entry.Report("agency", ProblemCodes.ControlApart, $"'{id}' is control or a register; it measures nobody.");
        var maps = entry.Maps("municipalities");
        var places = maps.Select(m => AgencyFile.ReadTerritory(m, agency?.Country ?? "", municipalities)).ToList();
        for (var i = 0; i < places.Count; i++)
        {
            // Several organisations may measure in one municipality; one of them does so once at a time.
            if (places.Take(i).Any(p => p.Municipality == places[i].Municipality && References.Overlap(p.From, p.To, places[i].From, places[i].To)))
                maps[i].Report("municipality", ProblemCodes.Duplicate, $"'{places[i].Municipality}' stands twice for some of the same days; end one before the other begins.");
        }

        var variants = ReadVariants(entry);
        entry.RejectUnknown();
        return new MeasuringOrganisation(id, places, variants);
    }

    private static List<DatedVariant> ReadVariants(YamlMap entry)
    {
        var maps = entry.Maps("variants");
        List<DatedVariant> variants = [];
        foreach (var map in maps)
        {
            var variant = map.KnownText("variant", v => LadderVariants.All.Contains(v, StringComparer.Ordinal), ProblemCodes.UnknownCode, $"is no variant of the ladder; it must be one of {string.Join(", ", LadderVariants.All)}.", LadderVariants.All);
            var (from, to) = map.Validity();
            if (variants.Exists(v => References.Overlap(v.From, v.To, from, to)))
                map.Report("variant", ProblemCodes.Duplicate, "Two variants hold on some of the same days, and a value means opposite things on them; end one before the other begins.");
            variants.Add(new DatedVariant(variant, map.OptionalText("version"), from, to));
            map.RejectUnknown();
        }

        return variants;
    }

    private static List<LadderCode> ReadCodes(YamlMap root, string key)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        List<LadderCode> codes = [];
        foreach (var entry in root.Maps(key))
        {
            codes.Add(new LadderCode(entry.UniqueText("code", taken), entry.ByLanguage("names")));
            entry.RejectUnknown();
        }

        return [.. codes.DistinctBy(c => c.Code, StringComparer.Ordinal)];
    }
}
