using Gateway.Catalogue.Yaml;
using Gateway.Core.Directory;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;

namespace Gateway.Catalogue.Loading;

/// <summary>
/// Places where a policy says one thing and the opposite of it. Each alone could be read; together nobody can tell what was meant,
/// and the gate would take the stricter one without telling anybody.
/// </summary>
internal static class PolicyContradictions
{
    /// <summary>A field that leaves to nobody cannot leave in step two, or to a class at most.</summary>
    internal static void Principles(YamlMap root, Principles principles)
    {
        foreach (var field in principles.StepTwoOnly.Intersect(principles.NeverForward, StringComparer.Ordinal))
            root.File.Report(root.LineOfEntry("stepTwoOnly", IndexOf(principles.StepTwoOnly, field)), ProblemCodes.Contradiction, $"'{field}' stands under 'neverForward' too, so it cannot leave in step two either; remove it from one of the two.");
        foreach (var entry in root.Maps("atMost"))
        {
            var fields = entry.Texts("fields");
            foreach (var field in fields.Intersect(principles.NeverForward, StringComparer.Ordinal))
                entry.File.Report(entry.LineOfEntry("fields", IndexOf(fields, field)), ProblemCodes.Contradiction, $"'{field}' stands under 'neverForward', so no class can receive it; remove it from one of the two.");
        }
    }

    /// <summary>A basis is law in one country: it cannot cover an agency of another.</summary>
    internal static void Basis(YamlMap entry, LegalBasis basis, DirectoryFiles directory)
    {
        for (var i = 0; i < basis.Agencies.Count; i++)
        {
            if (directory.Agencies.GetValueOrDefault(basis.Agencies[i]) is { } agency && basis.Country.Length > 0 && agency.Country != basis.Country)
                entry.File.Report(entry.LineOfEntry("agencies", i), ProblemCodes.Contradiction, $"'{agency.Id}' is an agency of {agency.Country}, and this basis is law in {basis.Country}; remove the agency, or correct 'country'.");
        }
    }

    /// <summary>A manifest that no basis of the registry could ever carry.</summary>
    internal static void Manifest(YamlMap entry, Manifest manifest, IEnumerable<LegalBasis> bases)
    {
        if (manifest.Purpose.Length == 0 || manifest.Bases.Count == 0)
            return;
        var carrying = bases.Where(b => manifest.Bases.Contains(b.Kind) && b.Purposes.Contains(manifest.Purpose)).ToList();
        if (carrying.Count == 0)
            entry.Report("bases", ProblemCodes.NoBasis, $"No legal basis of policy/bases.yaml is of one of these kinds and for '{manifest.Purpose}', so nothing could ever leave by this manifest; add the basis, or remove the manifest.");
        else if (!carrying.Exists(b => References.Overlap(b.From, b.To, manifest.ValidFrom, manifest.ValidTo)))
            entry.Report("bases", ProblemCodes.NoBasis, $"The legal bases for '{manifest.Purpose}' are in force on none of the days of this manifest; correct the days, or remove the manifest.");
    }

    /// <summary>Step two follows step one: without the one the other never leaves.</summary>
    internal static void Steps(IReadOnlyList<(YamlMap Entry, Manifest Manifest)> manifests)
    {
        foreach (var (entry, second) in manifests.Where(m => m.Manifest.Step == 2))
        {
            if (!manifests.Any(m => m.Manifest.Step == 1 && m.Manifest.Event == second.Event && m.Manifest.Purpose == second.Purpose && m.Manifest.From == second.From && m.Manifest.To == second.To
                && m.Manifest.Bases.Intersect(second.Bases).Any() && References.Overlap(m.Manifest.ValidFrom, m.Manifest.ValidTo, second.ValidFrom, second.ValidTo)))
                entry.Report("step", ProblemCodes.Contradiction, $"'{second.Id}' is step two of a handover that has no step one for the same purpose, classes and bases; add the manifest of step one, or remove this one.");
        }
    }

    /// <summary>A local agreement that rests on a document which does not cover its parties, and one that leaves out everything.</summary>
    internal static void Agreement(YamlMap root, Collaboration agreement, DirectoryFiles directory, PolicyFiles policy)
    {
        var parties = agreement.Parties.Select(p => directory.Agencies.GetValueOrDefault(p)).OfType<Agency>().ToList();
        if (root.OptionalMap("paperwork") is { } paperwork && policy.Registry.GetValueOrDefault(agreement.Paperwork.Protocol) is { } basis)
        {
            foreach (var party in parties.Where(p => p.Country != basis.Country || (basis.Agencies.Count > 0 && !basis.Agencies.Contains(p.Id))))
                paperwork.Report("protocol", ProblemCodes.Contradiction, $"The agreement rests on '{basis.Reference}', which does not cover its party '{party.Id}' (policy/bases.yaml); name another protocol, or add the agency to that basis.");
            if (!References.Overlap(basis.From, basis.To, agreement.ValidFrom, agreement.ValidTo))
                paperwork.Report("protocol", ProblemCodes.Contradiction, $"'{basis.Reference}' is in force on none of the days of this agreement (policy/bases.yaml); correct the days, or name another protocol.");
        }

        foreach (var manifest in policy.Manifests.Where(m => m.Fields.Count > 0 && parties.Exists(p => p.Class == m.From) && parties.Exists(p => p.Class == m.To)))
        {
            if (!manifest.Fields.Except(agreement.WithoutFields, StringComparer.Ordinal).Any())
                root.Report("withoutFields", ProblemCodes.Contradiction, $"Nothing is left of '{manifest.Id}' between these parties, so every handover would be stopped; leave out fewer fields, or end the agreement.");
        }
    }

    private static int IndexOf(IReadOnlyList<string> texts, string text) => texts.ToList().IndexOf(text);
}
