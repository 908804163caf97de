using Gateway.Core.Mandates;
using Gateway.Core.Privacy;
using Gateway.Translation.Profiles;
using Gateway.Translation.Reading;

namespace Gateway.Translation;

/// <summary>
/// Reads from a record that was opened in its compartment what marks of its profile say is control data of some kinds. What
/// another mark means lies inside it or around it stays behind, and so do words: free text is never forwarded.
/// </summary>
public static class ControlReader
{
    /// <summary>Reads a record.</summary>
    /// <param name="profile">Profile in which it was sent.</param>
    /// <param name="slice">Its bytes as they were sent.</param>
    /// <param name="number">Its number in the document.</param>
    /// <param name="kinds">Kinds that are asked for.</param>
    /// <returns>The values in the order of the record; none when it cannot be read.</returns>
    public static IReadOnlyList<ControlValue> Read(Profile profile, ReadOnlyMemory<byte> slice, int number, IReadOnlyCollection<string> kinds)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(kinds);
        if (DocumentReader.Slice(profile, slice, number).Root is not { } root)
            return [];
        // The narrowest mark around a value says what it is.
        var marked = new Dictionary<SourceNode, List<MarkRule>>(ReferenceEqualityComparer.Instance);
        foreach (var (node, mark) in Marked(profile.Rules, root))
            (marked.TryGetValue(node, out var known) ? known : marked[node] = []).Add(mark);
        List<ControlValue> values = [];
        Walk(root, [], values, profile.Rules.Separator, kinds, marked);
        return values;
    }

    private static IEnumerable<(SourceNode Node, MarkRule Mark)> Marked(ProfileRules rules, SourceNode root)
    {
        var anywhere = rules.Anywhere.Look(root, []) ?? [];
        return rules.Marks.Where(m => m.Path.Anywhere is null).SelectMany(m => m.Path.All(root).Select(n => (n, m)))
            .Concat(anywhere.Select(a => (a.Node, rules.Marks[a.Mark])));
    }

    private static void Walk(
        SourceNode node, IReadOnlyList<MarkRule> around, List<ControlValue> values, char separator, IReadOnlyCollection<string> kinds, Dictionary<SourceNode, List<MarkRule>> marked)
    {
        // Inside what is walled, another mark takes away and never adds: private and free text stay so in a sanction.
        var marks = marked.TryGetValue(node, out var own) ? [.. around.Where(m => m.Kind != MarkKind.Walled), .. own] : around;
        if (!node.IsEmpty && node.Text is { } text && KindOf(marks) is { } kind && kinds.Contains(kind) && !FreeText.Is(kind, text.Trim()))
            values.Add(new ControlValue(kind, node.PlainPath(separator), text.Trim()));
        foreach (var child in node.Children)
            Walk(child, marks, values, separator, kinds, marked);
    }

    /// <summary>The one kind that all marks agree on; null: it is no control data, or something else says that it stays.</summary>
    private static string? KindOf(IReadOnlyList<MarkRule> marks) =>
        marks.Count > 0 && marks.All(m => m.Kind == MarkKind.Walled) && marks.Select(m => m.Data).OfType<string>().Distinct(StringComparer.Ordinal).ToList() is [var kind] ? kind : null;
}
