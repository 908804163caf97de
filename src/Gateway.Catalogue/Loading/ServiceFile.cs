using Gateway.Catalogue.Yaml;
using Gateway.Core.Directory;

namespace Gateway.Catalogue.Loading;

/// <summary>Reads <c>directory/services.yaml</c>: services with their offers, and the questions that stand for them.</summary>
internal static class ServiceFile
{
    private const string NotThere = "is not a service of this file; add it or correct the code.";

    internal static List<Service> Read(YamlMap? root, IReadOnlyDictionary<string, Agency> agencies, CanonicalCodes criteria)
    {
        var entries = root?.Maps("services") ?? [];
        var codes = entries.Select(e => e.OptionalText("code") ?? "").ToHashSet(StringComparer.Ordinal);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var services = new List<Service>();
        foreach (var entry in entries)
        {
            services.Add(new Service
            {
                Code = entry.UniqueText("code", taken),
                Names = entry.ByLanguage("names"),
                Character = entry.OptionalChoice<ServiceCharacter>("character") ?? ServiceCharacter.Voluntary,
                Property = entry.Flag("property"),
                Offers = ReadOffers(entry, agencies),
                DependsOn = entry.KnownTexts("dependsOn", codes.Contains, ProblemCodes.UnknownService, NotThere, codes),
                Entry = entry.OptionalMap("entry") is { } criterion ? CriterionReader.Read(criterion, criteria) : null,
            });
            entry.RejectUnknown();
        }

        List<Service> distinct = [.. services.DistinctBy(s => s.Code, StringComparer.Ordinal)];
        DependencyFile.RejectCircle(distinct.ToDictionary(s => s.Code, s => s.DependsOn, StringComparer.Ordinal), code => entries.FirstOrDefault(e => e.OptionalText("code") == code));
        return distinct;
    }

    internal static List<Question> ReadQuestions(YamlMap? root, IReadOnlyCollection<string> known)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var questions = new List<Question>();
        foreach (var entry in root?.Maps("questions") ?? [])
        {
            questions.Add(new Question(
                entry.UniqueText("code", taken),
                entry.KnownTexts("services", known.Contains, ProblemCodes.UnknownService, NotThere, known),
                entry.ByLanguage("names")));
            entry.RejectUnknown();
        }

        root?.RejectUnknown();
        return [.. questions.DistinctBy(q => q.Code, StringComparer.Ordinal)];
    }

    private static List<ServiceOffer> ReadOffers(YamlMap service, IReadOnlyDictionary<string, Agency> agencies)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var offers = new List<ServiceOffer>();
        foreach (var entry in service.Maps("offers"))
        {
            var id = entry.UniqueText("agency", taken);
            if (id.Length > 0 && !agencies.ContainsKey(id))
                entry.Report("agency", ProblemCodes.UnknownAgency, $"'{id}' is not in directory/agencies.yaml; add it there or correct the id.{Spelling.Meant(id, agencies.Keys)}");
            else if (agencies.GetValueOrDefault(id) is { Class: RecipientClass.PesControl or RecipientClass.WelfareDecision or RecipientClass.Police or RecipientClass.Register })
                entry.Report("agency", ProblemCodes.ControlApart, $"'{id}' is control; it offers no service of activation.");
            var capacity = entry.OptionalNumber("capacity");
            if (capacity < 0)
                entry.Report("capacity", ProblemCodes.OutOfRange, "'capacity' is a number of places, 0 or more; leave it out when there is no limit.");
            offers.Add(new ServiceOffer(id, capacity) { OwnFirst = entry.Flag("ownFirst") });
            entry.RejectUnknown();
        }

        return offers;
    }
}
