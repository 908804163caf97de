using System.Globalization;
using System.Text.RegularExpressions;
using Gateway.Contracts;
using Gateway.Core.Directory;

namespace Gateway.Host.Commands;

/// <summary>The lines of a new agency in the contracts folder. Files are edited as text, so that comments and order stay as they are.</summary>
internal static class NewAgencyFiles
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Writes the lines into a folder.</summary>
    /// <returns>Files that were changed or made, relative to the folder.</returns>
    internal static IReadOnlyList<string> Write(string folder, NewAgency agency)
    {
        var changed = new List<string>();
        if (agency.NewMunicipality is { } municipality)
            Edit(folder, "directory/municipalities.yaml", changed, text => WithMunicipality(text, agency.Country, municipality.Code, municipality.Name));
        Edit(folder, "directory/agencies.yaml", changed, text => Behind(text, "agencies", Entry(agency)));
        if (agency.Services.Count > 0)
            Edit(folder, "directory/services.yaml", changed, text => agency.Services.Aggregate(text, (t, s) => WithOffer(t, s, agency.Id)));
        Edit(folder, "policy/bases.yaml", changed, text => agency.BasisTitle is null ? WithBasis(text, agency) : Behind(text, "bases", Basis(agency)));
        if (agency.Manifests.Count > 0)
            Edit(folder, "policy/manifests.yaml", changed, text => agency.Manifests.Aggregate(text, (t, m) => Behind(t, "manifests", Manifest(t, m, agency))));
        if (agency.Joins is { } joined)
        {
            Edit(folder, $"collaborations/{joined}.yaml", changed, text => WithProvider(text, agency));
            return changed;
        }

        var collaboration = $"collaborations/{agency.Id}.yaml";
        File.WriteAllText(Path.Combine(folder, collaboration), Collaboration(agency));
        changed.Add(collaboration);
        return changed;
    }

    private static void Edit(string folder, string file, List<string> changed, Func<string, string> edit)
    {
        var path = Path.Combine(folder, file);
        var before = File.ReadAllText(path);
        var after = edit(before);
        if (after == before)
            return;
        File.WriteAllText(path, after);
        changed.Add(file);
    }

    /// <summary>Behind the last entry of a list; what stands below it in the file, and the comment above that, stay below.</summary>
    private static string Behind(string text, string list, string entry)
    {
        var lines = text.TrimEnd().Split('\n').ToList();
        var next = lines.FindIndex(lines.FindIndex(l => l.StartsWith(list + ":", StringComparison.Ordinal)) + 1, l => l.Length > 0 && char.IsAsciiLetter(l[0]));
        if (next < 0)
            return string.Join('\n', lines) + "\n\n" + entry;
        while (lines[next - 1].AsSpan().Trim() is [] or ['#', ..] && lines[next - 1] is not [' ', ..])
            next--;
        lines.Insert(next, "\n" + entry.TrimEnd());
        return string.Join('\n', lines) + "\n";
    }

    private static string Entry(NewAgency agency)
    {
        var profiles = agency.Formats.Append("cloudevents").Distinct(StringComparer.Ordinal);
        var territory = agency.Municipalities.Count == 0 ? "" : $"    territory: [{string.Join(", ", agency.Municipalities.Select(m => $"{{municipality: \"{m}\"}}"))}]\n";
        return $"  - id: {agency.Id}\n    name: {Quoted(agency.Name)}\n    class: {Kebab(agency.Class)}\n    country: {agency.Country}\n    organisations: [{Quoted(agency.Name)}]\n{territory}    profiles: [{string.Join(", ", profiles)}]\n"
            + $"    handoverProfile: {agency.HandoverFormat}\n    statusProfile: {agency.StatusFormat}\n    language: {agency.Language}\n    channel: {agency.Channel}\n{(agency.WebhookUrl is { } url ? $"    webhook: {{url: {Quoted(url)}}}\n" : "")}    dutyContact: {{role: {Quoted(agency.DutyRole)}, phone: {Quoted(agency.DutyPhone)}}}\n";
    }

    private static string Collaboration(NewAgency agency)
    {
        var (protocol, pes, welfare, impact) = agency.Paperwork;
        var served = agency.Municipalities.Count > 0 ? agency.Municipalities : [.. agency.Partner.Territory.Where(t => t.Covers(agency.From)).Select(t => t.Municipality)];
        return $"# yaml-language-server: $schema=../schemas/agreement.schema.json\n# What the two offices agreed in writing. It can leave fields out ('withoutFields') and choose target groups and services; it adds nothing to the policy.\n"
            + $"id: {agency.Id}\ntitle: {Quoted($"{agency.Partner.Name} and {agency.Name}")}\nvalidFrom: {Day(agency.From)}\nparties: [{agency.Partner.Id}, {agency.Id}]\nmunicipalities: [{string.Join(", ", served.Select(m => $"\"{m}\""))}]\n"
            + $"paperwork:\n  protocol: {Quoted(protocol)}\n  pesOfficerAdvice: {Quoted(pes)}\n  welfareOfficerAdvice: {Quoted(welfare)}\n  impactAssessment: {Quoted(impact)}\n"
            + "# Without 'services' it is about everything the offices offer; list them to be stricter.\n";
    }

    /// <summary>A registry entry for a basis that is new. It covers the two agencies and nobody else.</summary>
    private static string Basis(NewAgency agency) =>
        $"  - reference: {agency.Basis}\n    kind: {Kebab(agency.BasisKind)}\n    titles:\n      {(agency.Country is "BE" or "NL" ? "nl" : "en")}: {Quoted(agency.BasisTitle!)}\n    country: {agency.Country}\n"
        + $"    agencies: [{agency.Partner.Id}, {agency.Id}]\n    purposes: [{agency.Purpose}]\n    from: {Day(agency.From)}\n";

    /// <summary>A manifest of first contact: enough to find or open a file and to reach the client, or a coarse status.</summary>
    private static string Manifest(string text, NewManifest wanted, NewAgency agency)
    {
        var handover = wanted.Event == EventTypes.ReferralHandover;
        var toProvider = wanted.To == RecipientClass.Provider;
        var sets = handover ? toProvider ? "appointment" : "referrer, question, identity, contact" : toProvider ? "status" : "status, addressee";
        var name = $"{agency.Purpose.ToLowerInvariant().Replace('_', '-')}-{(handover ? "" : "status-")}{Kebab(wanted.From)}-{Kebab(wanted.To)}{(handover ? "-1" : "")}";
        for (var again = 2; text.Contains($"id: {name}\n", StringComparison.Ordinal); again++)
            name = $"{name}-{Kebab(agency.BasisKind)}{again}";
        return $"  # First contact only, since '{agency.Id}' was connected. Whoever decides on the policy adds what is needed more.\n"
            + $"  - id: {name}\n    purpose: {agency.Purpose}\n    event: {wanted.Event}\n{(handover ? "    step: 1\n" : "")}    from: {Kebab(wanted.From)}\n    to: {Kebab(wanted.To)}\n    bases: [{Kebab(agency.BasisKind)}]\n    include: [{sets}]\n";
    }

    private static string WithMunicipality(string text, string country, string code, string name)
    {
        var heading = Regex.Match(text, $@"^  {Regex.Escape(country)}:.*\n", RegexOptions.Multiline, Patience);
        return heading.Success ? text.Insert(heading.Index + heading.Length, $"    - {{code: \"{code}\", name: {Quoted(name)}}}\n") : text;
    }

    /// <summary>An offer more, in the way the service's block is written.</summary>
    private static string WithOffer(string text, string service, string agency)
    {
        var block = Regex.Match(text, $@"^  - code: {Regex.Escape(service)}\s*\n(?:    .*\n|\s*\n(?=    ))*", RegexOptions.Multiline, Patience);
        if (!block.Success)
            return text;
        var flow = Regex.Match(block.Value, @"^    offers: \[.*\]", RegexOptions.Multiline, Patience);
        if (flow.Success)
            return text.Insert(block.Index + flow.Index + flow.Length - 1, $"{(flow.Value.EndsWith("[]", StringComparison.Ordinal) ? "" : ", ")}{{agency: {agency}}}");
        var list = Regex.Match(block.Value, @"^    offers:\s*\n(?:      - .*\n)*", RegexOptions.Multiline, Patience);
        return list.Success ? text.Insert(block.Index + list.Index + list.Length, $"      - {{agency: {agency}}}\n") : text;
    }

    /// <summary>A basis that lists the agencies it covers has to list the new one.</summary>
    private static string WithBasis(string text, NewAgency agency)
    {
        var block = Regex.Match(text, $@"^  - reference: {Regex.Escape(agency.Basis)}\s*\n(?:    .*\n)*", RegexOptions.Multiline, Patience);
        var list = Regex.Match(block.Value, @"^    agencies: \[[^\]]*\]", RegexOptions.Multiline, Patience);
        return list.Success ? text.Insert(block.Index + list.Index + list.Length - 1, $", {agency.Id}") : text;
    }

    /// <summary>A local agreement that names its providers and services has to name these too.</summary>
    private static string WithProvider(string text, NewAgency agency)
    {
        var providers = Regex.Match(text, @"^providers: \[[^\]]*\]", RegexOptions.Multiline, Patience);
        text = providers.Success ? text.Insert(providers.Index + providers.Length - 1, $"{(providers.Value.EndsWith("[]", StringComparison.Ordinal) ? "" : ", ")}{agency.Id}") : text.TrimEnd() + $"\nproviders: [{agency.Id}]\n";
        var services = Regex.Match(text, @"^services: \[(?<codes>[^\]]*)\]", RegexOptions.Multiline, Patience);
        var missing = agency.Services.Except(services.Groups["codes"].Value.Split(',', StringSplitOptions.TrimEntries), StringComparer.Ordinal).ToList();
        return services.Success && missing.Count > 0 ? text.Insert(services.Index + services.Length - 1, string.Concat(missing.Select(s => ", " + s))) : text;
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Kebab<T>(T of) where T : struct, Enum =>
        string.Concat(of.ToString().Select((c, i) => char.IsUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : c.ToString()));

    private static string Quoted(string value) => "\"" + value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
}
