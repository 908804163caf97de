using Gateway.Catalogue.Yaml;
using Gateway.Core.Directory;
using Gateway.Core.Routing;

namespace Gateway.Catalogue.Loading;

/// <summary>What must hold between an agreement, the directory and the other agreements.</summary>
internal static class CollaborationChecks
{
    internal static void Check(YamlMap root, Collaboration agreement, DirectoryFiles directory, List<Collaboration> others)
    {
        if (agreement.Id.Length > 0 && agreement.Id != Path.GetFileNameWithoutExtension(root.File.Name))
            root.Report("id", ProblemCodes.IdIsNotFileName, $"'{agreement.Id}' is not the name of this file; call the file {agreement.Id}.yaml.");
        var parties = agreement.Parties.Select(p => directory.Agencies.GetValueOrDefault(p)).OfType<Agency>().ToList();
        CheckOptions(root, agreement, "parties", agreement.Parties);
        CheckOptions(root, agreement, "providers", agreement.Providers);
        CheckOptions(root, agreement, "services", agreement.Services);
        CheckOptions(root, agreement, "municipalities", agreement.Municipalities);
        CheckParties(root, agreement, parties);
        CheckProviders(root, agreement, directory);

        for (var i = 0; i < agreement.Municipalities.Count; i++)
        {
            var municipality = agreement.Municipalities[i];
            if (!parties.Exists(p => p.Territory.Any(t => t.Municipality == municipality)))
                root.File.Report(root.LineOfEntry("municipalities", i), ProblemCodes.NotServed, $"No party serves '{municipality}'; add the office that does, or remove it.");
        }

        for (var i = 0; i < agreement.Services.Count; i++)
        {
            var service = directory.Services.FirstOrDefault(s => s.Code == agreement.Services[i]);
            if (service is not null && !service.Offers.Any(o => Offices(agreement).Contains(o.Agency)))
                root.File.Report(root.LineOfEntry("services", i), ProblemCodes.NotOffered, $"No party or provider of this agreement offers '{service.Code}'; add the offer in directory/services.yaml or remove it.");
        }

        if (others.Find(o => Clash(o, agreement)) is { } other)
            root.Report("municipalities", ProblemCodes.OverlappingAgreement, $"'{other.Id}' holds between the same offices for the same municipality on some of the same days; end one before the other begins.");
    }

    /// <summary>An option that stands twice, or that is the agreement itself, would be asked twice.</summary>
    private static void CheckOptions(YamlMap root, Collaboration agreement, string key, IReadOnlyList<string> options)
    {
        for (var i = 0; i < options.Count; i++)
        {
            if (options[i] == agreement.Id && key == "providers")
                root.File.Report(root.LineOfEntry(key, i), ProblemCodes.Duplicate, $"'{options[i]}' is this agreement itself; name an agency.");
            else if (options.Take(i).Contains(options[i]))
                root.File.Report(root.LineOfEntry(key, i), ProblemCodes.Duplicate, $"'{options[i]}' stands twice under '{key}'; name each once.");
            else if (key == "providers" && agreement.Parties.Contains(options[i]))
                root.File.Report(root.LineOfEntry(key, i), ProblemCodes.Duplicate, $"'{options[i]}' is a party and stands under 'providers' too; name it once.");
        }
    }

    private static void CheckParties(YamlMap root, Collaboration agreement, List<Agency> parties)
    {
        for (var i = 0; i < agreement.Parties.Count; i++)
        {
            if (parties.Find(p => p.Id == agreement.Parties[i]) is { Class: not (RecipientClass.Pes or RecipientClass.Welfare) } other)
                root.File.Report(root.LineOfEntry("parties", i), ProblemCodes.ControlApart, $"'{other.Id}' is neither an employment service nor a welfare office; providers go under 'providers', control has no part.");
        }

        if (parties.Count == agreement.Parties.Count && !(parties.Exists(p => p.Class == RecipientClass.Pes) && parties.Exists(p => p.Class == RecipientClass.Welfare)))
            root.Report("parties", ProblemCodes.MissingParty, "An agreement is between an employment service and at least one welfare office; name both.");
    }

    private static void CheckProviders(YamlMap root, Collaboration agreement, DirectoryFiles directory)
    {
        for (var i = 0; i < agreement.Providers.Count; i++)
        {
            if (directory.Agencies.GetValueOrDefault(agreement.Providers[i]) is { Class: not RecipientClass.Provider } other)
                root.File.Report(root.LineOfEntry("providers", i), ProblemCodes.NotAProvider, $"'{other.Id}' is not of class provider; parties go under 'parties'.");
        }
    }

    private static IEnumerable<string> Offices(Collaboration agreement) => agreement.Parties.Concat(agreement.Providers);

    private static bool Clash(Collaboration one, Collaboration other) =>
        one.Parties.Intersect(other.Parties, StringComparer.Ordinal).Count() > 1
        && one.Municipalities.Intersect(other.Municipalities, StringComparer.Ordinal).Any()
        && References.Overlap(one.ValidFrom, one.ValidTo, other.ValidFrom, other.ValidTo);
}
