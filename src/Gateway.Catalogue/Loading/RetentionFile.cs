using Gateway.Catalogue.Yaml;
using Gateway.Core.Intake;
using Gateway.Core.Retention;

namespace Gateway.Catalogue.Loading;

/// <summary>Reads <c>policy/retention.yaml</c>: how long records of each kind are kept. What cannot be read is no term: nothing is purged by a guess.</summary>
internal static class RetentionFile
{
    private const string Always = "always";

    internal static RetentionPolicy Read(YamlMap? root)
    {
        var terms = new Dictionary<string, RetentionTerm>(StringComparer.Ordinal);
        if (root is null)
            return RetentionPolicy.None;
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var entries = new Dictionary<string, YamlMap>(StringComparer.Ordinal);
        foreach (var entry in root.Maps("terms"))
        {
            var kind = entry.UniqueText("kind", taken);
            if (kind.Length > 0 && !RetentionKinds.All.Contains(kind))
                entry.Report("kind", ProblemCodes.UnknownKind, $"'{kind}' is no kind of record; known are {string.Join(", ", RetentionKinds.All)}.{Spelling.Meant(kind, RetentionKinds.All)}");
            if (terms.TryAdd(kind, new RetentionTerm(kind, Keep(entry, kind), entry.Text("because"))))
                entries[kind] = entry;
            entry.RejectUnknown();
        }

        foreach (var kind in RetentionKinds.All.Where(k => !taken.Contains(k)))
            root.Report("terms", ProblemCodes.MissingTerm, $"'{kind}' has no term; add one. Records of a kind without a term would be kept for ever.");
        foreach (var (kind, other) in RetentionKinds.Longer)
        {
            if (terms.TryGetValue(kind, out var one) && terms.TryGetValue(other, out var two) && one.Keep is { } keep && two.Keep is { } least && keep.IsShorterThan(least))
                entries[kind].Report("keep", ProblemCodes.OutOfRange, $"'{kind}' is kept {keep}, shorter than '{other}' ({least}), which goes with it when it is purged; make it at least as long.");
        }

        root.RejectUnknown();
        return new RetentionPolicy(terms);
    }

    private static Period? Keep(YamlMap entry, string kind)
    {
        var text = entry.Text("keep");
        if (text == Always)
        {
            if (!RetentionKinds.MayBeKept.Contains(kind))
                entry.Report("keep", ProblemCodes.OutOfRange, $"'{kind}' may hold data of persons and cannot be kept always; give a term, for example 1 year.");
            return null;
        }

        if (text.Length > 0 && Period.Read(text) is null)
            entry.Report("keep", ProblemCodes.NotATerm, $"'{text}' is no term; write for example 14 days, 6 months or 10 years.");
        var term = Period.Read(text);
        if (term is not null && RetentionKinds.OnlyKept.Contains(kind))
            entry.Report("keep", ProblemCodes.OutOfRange, $"'{kind}' is never purged; write 'always', or nothing would happen after {text}.");
        if (kind == RetentionKinds.SubmissionBytes && term is { } bytes && new Period(IntakeRules.KeepBytes.Days, 0).IsShorterThan(bytes))
            entry.Report("keep", ProblemCodes.OutOfRange, $"Bytes of submissions are kept {IntakeRules.KeepBytes.Days} days at most; '{text}' is longer.");
        return term;
    }
}
