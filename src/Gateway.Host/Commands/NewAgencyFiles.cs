using System.Globalization;
using System.Text.RegularExpressions;

namespace Gateway.Host.Commands;

/// <summary>The lines of a new agency in the contracts folder. Files are edited as text, so that comments and order stay as they are.</summary>
internal static class NewAgencyFiles
{
    /// <summary>Writes the lines into a folder.</summary>
    /// <returns>Files that were changed or made, relative to the folder.</returns>
    internal static IReadOnlyList<string> Write(string folder, NewAgency agency)
    {
        var changed = new List<string>();
        Edit(folder, "directory/agencies.yaml", changed, text => text.TrimEnd() + "\n\n" + Entry(agency));
        if (agency.Municipality.Length > 0 && agency.MunicipalityName.Length > 0)
            Edit(folder, "directory/municipalities.yaml", changed, text => WithMunicipality(text, agency));
        if (agency.Services.Count > 0)
            Edit(folder, "directory/services.yaml", changed, text => agency.Services.Aggregate(text, (t, s) => WithOffer(t, s, agency.Id)));
        Edit(folder, "policy/bases.yaml", changed, text => WithBasis(text, agency));
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

    private static string Entry(NewAgency agency)
    {
        string[] profiles = agency.Format is "" or "cloudevents" ? ["cloudevents"] : [agency.Format, "cloudevents"];
        var territory = agency.Municipality.Length == 0 ? "" : $"    territory: [{{municipality: \"{agency.Municipality}\"}}]\n";
        return $"  - id: {agency.Id}\n    name: {Quoted(agency.Name)}\n    class: {agency.Class}\n    country: {agency.Country}\n{territory}    profiles: [{string.Join(", ", profiles)}]\n"
            + $"    handoverProfile: {agency.HandoverFormat}\n    statusProfile: {agency.StatusFormat}\n    language: {agency.Language}\n    channel: {agency.Channel}\n    dutyContact: {{role: {Quoted(agency.DutyRole)}, phone: {Quoted(agency.DutyPhone)}}}\n";
    }

    private static string Collaboration(NewAgency agency)
    {
        var (protocol, pes, welfare, impact) = agency.Paperwork;
        var municipalities = agency.Municipality.Length == 0 ? "[]" : $"[\"{agency.Municipality}\"]";
        return $"# yaml-language-server: $schema=../schemas/agreement.schema.json\n# What the two offices agreed in writing. It can leave fields out ('withoutFields') and choose target groups and services; it adds nothing to the policy.\n"
            + $"id: {agency.Id}\ntitle: {Quoted($"{agency.Partner} and {agency.Name}")}\nvalidFrom: {agency.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}\nparties: [{agency.Partner}, {agency.Id}]\nmunicipalities: {municipalities}\n"
            + $"paperwork:\n  protocol: {Quoted(protocol)}\n  pesOfficerAdvice: {Quoted(pes)}\n  welfareOfficerAdvice: {Quoted(welfare)}\n  impactAssessment: {Quoted(impact)}\n"
            + "# Without 'services' it is about everything the offices offer; list them to be stricter.\n";
    }

    private static string WithMunicipality(string text, NewAgency agency)
    {
        if (text.Contains($"code: \"{agency.Municipality}\"", StringComparison.Ordinal))
            return text;
        var country = Regex.Match(text, $@"^  {Regex.Escape(agency.Country)}:.*\n", RegexOptions.Multiline, TimeSpan.FromSeconds(1));
        var line = $"    - {{code: \"{agency.Municipality}\", name: {Quoted(agency.MunicipalityName)}}}\n";
        return country.Success ? text.Insert(country.Index + country.Length, line) : text;
    }

    /// <summary>An offer more, in the way the service's block is written.</summary>
    private static string WithOffer(string text, string service, string agency)
    {
        var block = Regex.Match(text, $@"^  - code: {Regex.Escape(service)}\s*\n(?:    .*\n|\s*\n(?=    ))*", RegexOptions.Multiline, TimeSpan.FromSeconds(1));
        if (!block.Success)
            return text;
        var flow = Regex.Match(block.Value, @"^    offers: \[.*\]", RegexOptions.Multiline, TimeSpan.FromSeconds(1));
        if (flow.Success)
            return text.Insert(block.Index + flow.Index + flow.Length - 1, $", {{agency: {agency}}}");
        var list = Regex.Match(block.Value, @"^    offers:\s*\n(?:      - .*\n)*", RegexOptions.Multiline, TimeSpan.FromSeconds(1));
        return list.Success ? text.Insert(block.Index + list.Index + list.Length, $"      - {{agency: {agency}}}\n") : text;
    }

    /// <summary>A basis that lists the agencies it covers has to list the new one.</summary>
    private static string WithBasis(string text, NewAgency agency)
    {
        var block = Regex.Match(text, $@"^  - reference: {Regex.Escape(agency.Basis)}\s*\n(?:    .*\n)*", RegexOptions.Multiline, TimeSpan.FromSeconds(1));
        var list = Regex.Match(block.Value, @"^    agencies: \[(?<ids>[^\]]*)\]", RegexOptions.Multiline, TimeSpan.FromSeconds(1));
        return list.Success && !list.Groups["ids"].Value.Split(',').Any(i => i.Trim() == agency.Id)
            ? text.Insert(block.Index + list.Index + list.Length - 1, $", {agency.Id}")
            : text;
    }

    private static string Quoted(string value) => "\"" + value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
}
