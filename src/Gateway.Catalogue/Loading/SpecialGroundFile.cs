using Gateway.Catalogue.Yaml;
using Gateway.Core.Directory;
using Gateway.Core.Privacy;

namespace Gateway.Catalogue.Loading;

/// <summary>Reads grounds of GDPR art. 9(2): <c>specialGrounds</c> in <c>policy/bases.yaml</c>.</summary>
internal static class SpecialGroundFile
{
    /// <summary>The only ground that this gateway carries out: it can prove an agreement, and no other.</summary>
    private const string Explicit = "9(2)(a)";

    internal static IReadOnlyList<SpecialGround> Read(YamlMap? root, HashSet<string> taken, IReadOnlyDictionary<string, Purpose> purposes)
    {
        List<SpecialGround> grounds = [];
        foreach (var entry in root?.Maps("specialGrounds") ?? [])
        {
            var recipients = entry.Texts("recipients");
            var ground = new SpecialGround
            {
                Reference = entry.UniqueText("reference", taken),
                Titles = entry.ByLanguage("titles"),
                Purposes = entry.KnownTexts("purposes", purposes.ContainsKey, ProblemCodes.UnknownPurpose, "is not in policy/purposes.yaml; add it there or correct the code.", purposes.Keys),
                Recipients = [.. recipients.Select((r, i) => Class(entry, r, i)).OfType<RecipientClass>()],
            };
            Explicitly(entry, purposes, ground);
            foreach (var (key, count) in new[] { ("purposes", ground.Purposes.Count), ("recipients", recipients.Count) })
            {
                if (count == 0)
                    entry.Report(key, "missing-key", $"'{key}' is missing; a ground of art. 9(2) carries only what it names.");
            }

            grounds.Add(ground);
            entry.RejectUnknown();
        }

        return grounds;
    }

    /// <summary>A manifest that names coded needs which no ground carries.</summary>
    internal static void Manifest(YamlMap entry, Manifest manifest, IReadOnlyList<SpecialGround> grounds)
    {
        if (manifest.Fields.Contains(SpecialGrounds.Field) && !grounds.Any(g => g.Purposes.Contains(manifest.Purpose) && g.Recipients.Contains(manifest.To)))
            entry.Report(entry.Texts("fields").Contains(SpecialGrounds.Field) ? "fields" : "include", ProblemCodes.NoBasis, "'needs' may say something of health, and no ground of GDPR art. 9(2) in policy/bases.yaml (specialGrounds) carries it for this purpose and class; declare the ground, or remove the field.");
    }

    private static void Explicitly(YamlMap entry, IReadOnlyDictionary<string, Purpose> purposes, SpecialGround ground)
    {
        if (entry.Text("article") is { Length: > 0 } article && article != Explicit)
            entry.Report("article", "unknown-value", $"'{article}' is no ground that the gateway can carry out; use '{Explicit}', the client's explicit agreement.");
        if (!entry.Flag("explicitAgreement"))
            entry.Report("explicitAgreement", ProblemCodes.ConsentWithoutReason, "Coded needs leave with the client's explicit agreement only (GDPR art. 9(2)(a)); write 'explicitAgreement: true', or remove the ground.");
        for (var i = 0; i < ground.Purposes.Count; i++)
        {
            if (purposes.GetValueOrDefault(ground.Purposes[i]) is { Activation: false })
                entry.File.Report(entry.LineOfEntry("purposes", i), ProblemCodes.ControlApart, $"'{ground.Purposes[i]}' is a control purpose, and needs are told to help the client; remove it.");
        }
    }

    private static RecipientClass? Class(YamlMap entry, string text, int index)
    {
        if (text is "pes" or "welfare" or "health")
            return Enum.Parse<RecipientClass>(text, ignoreCase: true);
        entry.File.Report(entry.LineOfEntry("recipients", index), ProblemCodes.ControlApart, $"'{text}' cannot receive coded needs; only pes, welfare and health can. Providers, employers and control learn nothing of them.");
        return null;
    }
}
