using System.Globalization;
using Gateway.Core.Agreements;
using Gateway.Core.Privacy;

namespace Gateway.Core.Accountability;

/// <summary>What differs between two registries of notices: what counts as an agreement decides what leaves.</summary>
internal static class NoticeTerms
{
    internal static List<TermChange> Between(Policy before, Policy after)
    {
        var changes = new List<TermChange>();
        var (was, now) = (Versions(before), Versions(after));
        foreach (var name in was.Keys.Union(now.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var (old, present) = (was.GetValueOrDefault(name), now.GetValueOrDefault(name));
            if (Terms(old) is var terms && Terms(present) is var changed && terms != changed)
                changes.Add(new TermChange(TermKind.Notice, name, terms, changed, Widens(old, present)));
            // A text never changes under its version: whoever agreed to it saw another.
            if (old is not null && present is not null && Rewritten(old.Version, present.Version) is { Count: > 0 } languages)
                changes.Add(new TermChange(TermKind.Notice, name + "/text", null, string.Join(", ", languages), true));
        }

        return changes;
    }

    private static Dictionary<string, Shown> Versions(Policy policy) =>
        policy.Notices.SelectMany(n => n.Versions.Select(v => new Shown(n, v))).DistinctBy(s => s.Name, StringComparer.Ordinal).ToDictionary(s => s.Name, StringComparer.Ordinal);

    private static string? Terms(Shown? shown)
    {
        if (shown is not var (notice, version))
            return null;
        var days = string.Create(CultureInfo.InvariantCulture, $"{version.From:yyyy-MM-dd} – {version.To:yyyy-MM-dd}").TrimEnd();
        return string.Join("; ", [days, List(version.Ways), List(version.Texts.Keys), List(notice.Purposes), .. notice.Agencies.Count == 0 ? [] : new[] { List(notice.Agencies) }]);
    }

    /// <summary>Whether an agreement may count now that did not before.</summary>
    private static bool Widens(Shown? old, Shown? present)
    {
        if (present is not var (notice, version))
            return false;
        return old is not var (before, earlier)
            || version.From < earlier.From || (version.To is null ? earlier.To is not null : earlier.To < version.To)
            || version.Ways.Except(earlier.Ways, StringComparer.Ordinal).Any()
            || version.Texts.Keys.Except(earlier.Texts.Keys, StringComparer.Ordinal).Any()
            || notice.Purposes.Except(before.Purposes, StringComparer.Ordinal).Any()
            || (before.Agencies.Count > 0 && (notice.Agencies.Count == 0 || notice.Agencies.Except(before.Agencies, StringComparer.Ordinal).Any()));
    }

    private static List<string> Rewritten(NoticeVersion before, NoticeVersion after) =>
        [.. before.Texts.Where(t => after.Texts.TryGetValue(t.Key, out var text) && text != t.Value).Select(t => t.Key).Order(StringComparer.Ordinal)];

    private static string List(IEnumerable<string> values) => string.Join(", ", values.Order(StringComparer.Ordinal));

    /// <summary>A version with the notice that it is of.</summary>
    private sealed record Shown(Notice Notice, NoticeVersion Version)
    {
        internal string Name => $"{Notice.Id}/{Version.Version}";
    }
}
