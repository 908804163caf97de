using Gateway.Catalogue.Yaml;
using Gateway.Contracts;
using Gateway.Core.Directory;
using Gateway.Core.Privacy;

namespace Gateway.Catalogue.Loading;

/// <summary>Reads <c>policy/manifests.yaml</c> and holds every manifest against the principles.</summary>
internal static class ManifestFile
{
    internal const string NoSuchField = "is not a field of the contract events; correct the path.";

    internal static List<Manifest> Read(YamlMap? root, IReadOnlyDictionary<string, Purpose> purposes, Principles principles, IReadOnlyCollection<LegalBasis> bases, IReadOnlyList<SpecialGround> grounds)
    {
        var manifests = new List<Manifest>();
        var entries = new List<(YamlMap, Manifest)>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var sets = ReadSets(root);
        foreach (var entry in root?.Maps("manifests") ?? [])
        {
            var manifest = Read(entry, taken, sets, purposes);
            CheckParties(entry, manifest, purposes);
            CheckPrinciples(entry, manifest, principles);
            PolicyContradictions.Manifest(entry, manifest, bases);
            SpecialGroundFile.Manifest(entry, manifest, grounds);
            entries.Add((entry, manifest));
            if (manifests.Find(m => Both(m, manifest)) is { } other)
                entry.Report("id", ProblemCodes.AmbiguousManifest, $"'{other.Id}' could decide the same release; let them differ in purpose, step, class, basis or days.");
            manifests.Add(manifest);
        }

        PolicyContradictions.Steps(entries);
        root?.RejectUnknown();
        return manifests;
    }

    private static Dictionary<string, IReadOnlyList<string>> ReadSets(YamlMap? root)
    {
        var sets = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        var map = root?.OptionalMap("fieldSets");
        foreach (var name in map?.Keys ?? [])
            sets[name] = map!.KnownTexts(name, f => KnownFields.Referral.Contains(f) || KnownFields.Status.Contains(f) || KnownFields.Plan.Contains(f), ProblemCodes.UnknownField, NoSuchField, KnownFields.Referral.Concat(KnownFields.Status).Concat(KnownFields.Plan));
        return sets;
    }

    private static Manifest Read(YamlMap entry, HashSet<string> taken, Dictionary<string, IReadOnlyList<string>> sets, IReadOnlyDictionary<string, Purpose> purposes)
    {
        var (from, to) = entry.Validity("validFrom", "validTo");
        var eventType = entry.KnownText("event", e => KnownFields.Of(e).Count > 0, ProblemCodes.UnknownEvent, "is not an event that leaves; use referral.handover, referral.status-changed or plan.changed.", [EventTypes.ReferralHandover, EventTypes.ReferralStatusChanged, EventTypes.PlanChanged]);
        var included = entry.KnownTexts("include", sets.ContainsKey, ProblemCodes.UnknownFieldSet, "is not under 'fieldSets' of this file; define it there.", sets.Keys);
        var fields = entry.KnownTexts("fields", f => KnownFields.Of(eventType).Contains(f), ProblemCodes.UnknownField, NoSuchField, KnownFields.Of(eventType));
        var bases = entry.Texts("bases");
        var manifest = new Manifest
        {
            Id = entry.UniqueText("id", taken),
            Purpose = entry.KnownText("purpose", purposes.ContainsKey, ProblemCodes.UnknownPurpose, "is not in policy/purposes.yaml; add it there or correct the code.", purposes.Keys),
            Event = eventType,
            Step = entry.OptionalNumber("step") ?? 0,
            From = entry.Choice<RecipientClass>("from"),
            To = entry.Choice<RecipientClass>("to"),
            Bases = [.. bases.Select((b, i) => Basis(entry, b, i)).OfType<BasisKind>()],
            Fields = [.. included.SelectMany(s => sets.GetValueOrDefault(s) ?? []).Concat(fields).Distinct(StringComparer.Ordinal)],
            ValidFrom = from,
            ValidTo = to,
        };
        if (bases.Count == 0)
            entry.Report("bases", "missing-key", "'bases' is missing; name the kinds of legal basis that carry this manifest.");
        if (manifest.Fields.Count == 0)
            entry.Report("fields", "missing-key", "A manifest without fields allows nothing; give it 'fields' or 'include', or remove it.");
        if (eventType.Length > 0 && (manifest.Step is 1 or 2) != (eventType == EventTypes.ReferralHandover))
            entry.Report("step", ProblemCodes.BadStep, "A handover has step 1 or 2; a status event or a plan has none.");
        entry.RejectUnknown();
        return manifest;
    }

    private static BasisKind? Basis(YamlMap entry, string text, int index)
    {
        if (Enum.TryParse<BasisKind>(text.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var kind) && !char.IsAsciiDigit(text[0]))
            return kind;
        entry.File.Report(entry.LineOfEntry("bases", index), "unknown-value", $"'{text}' is no kind of legal basis; use legal-obligation, public-task, vital-interest or consent.{Spelling.Meant(text, ["legal-obligation", "public-task", "vital-interest", "consent"])}");
        return null;
    }

    private static void CheckParties(YamlMap entry, Manifest manifest, IReadOnlyDictionary<string, Purpose> purposes)
    {
        if (purposes.GetValueOrDefault(manifest.Purpose) is { Activation: false })
            entry.Report("purpose", ProblemCodes.ControlApart, $"'{manifest.Purpose}' is a control purpose; no manifest of activation serves it.");
        foreach (var (key, party) in new[] { ("from", manifest.From), ("to", manifest.To) })
        {
            if (party is RecipientClass.PesControl or RecipientClass.WelfareDecision or RecipientClass.Police or RecipientClass.Register)
                entry.Report(key, ProblemCodes.ControlApart, "Mediation and control are apart: this class takes no part in activation.");
        }
    }

    private static void CheckPrinciples(YamlMap entry, Manifest manifest, Principles principles)
    {
        foreach (var field in manifest.Fields)
        {
            if (!KnownFields.Of(manifest.Event).Contains(field) && !entry.Texts("fields").Contains(field))
                entry.Report("include", ProblemCodes.UnknownField, $"'{field}' {NoSuchField}");
            if (principles.NeverForward.Contains(field))
                Report(field, ProblemCodes.ForbiddenField, "is never forwarded to anyone (policy/principles.yaml, neverForward).");
            if (principles.AtMost.TryGetValue(manifest.To, out var most) && !most.Contains(field))
                Report(field, ProblemCodes.ForbiddenField, "is more than this class may ever receive (policy/principles.yaml, atMost).");
            if (manifest.Step == 1 && principles.StepTwoOnly.Contains(field))
                Report(field, ProblemCodes.StepTwoOnly, "may leave only in step two, when the recipient has registered a file (policy/principles.yaml, stepTwoOnly).");
        }

        void Report(string field, string code, string sentence)
        {
            var index = entry.Texts("fields").ToList().IndexOf(field);
            entry.File.Report(index >= 0 ? entry.LineOfEntry("fields", index) : entry.LineOf("include"), code, $"'{field}' {sentence}");
        }
    }

    private static bool Both(Manifest one, Manifest other) =>
        one.Event == other.Event && one.Step == other.Step && one.Purpose == other.Purpose
        && one.From == other.From && one.To == other.To && one.Bases.Intersect(other.Bases).Any()
        && References.Overlap(one.ValidFrom, one.ValidTo, other.ValidFrom, other.ValidTo);
}
