using Gateway.Core.Mandates;
using Gateway.Translation.Profiles;
using Gateway.Translation.Reading;

namespace Gateway.Translation;

/// <summary>
/// Reads from a record that was opened in its compartment the values whose own place a mark of its profile names as control data of
/// some kinds. What lies below such a place, or inside another mark, stays behind, and so does all that does not look like a code,
/// a day or a number: free text is never forwarded.
/// </summary>
public static class ControlReader
{
    private const int LongestCode = 40;

    /// <summary>Reads a record.</summary>
    /// <param name="profile">Profile in which it was sent.</param>
    /// <param name="slice">Its bytes as they were sent.</param>
    /// <param name="number">Its number in the document.</param>
    /// <param name="kinds">Kinds that are asked for.</param>
    /// <returns>The values in the order of the record; null when it cannot be read.</returns>
    public static IReadOnlyList<ControlValue>? Read(Profile profile, ReadOnlyMemory<byte> slice, int number, IReadOnlyCollection<string> kinds)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(kinds);
        if (DocumentReader.Slice(profile, slice, number).Root is not { } root)
            return null;
        var marked = new Dictionary<SourceNode, List<MarkRule>>(ReferenceEqualityComparer.Instance);
        foreach (var (node, mark) in Marked(profile.Rules, root))
            (marked.TryGetValue(node, out var known) ? known : marked[node] = []).Add(mark);
        List<ControlValue> values = [];
        Walk(root, values, profile.Rules.Separator, kinds, marked);
        return values;
    }

    private static IEnumerable<(SourceNode Node, MarkRule Mark)> Marked(ProfileRules rules, SourceNode root)
    {
        var anywhere = rules.Anywhere.Look(root, []) ?? [];
        return rules.Marks.Where(m => m.Path.Anywhere is null).SelectMany(m => m.Path.All(root).Select(n => (n, m)))
            .Concat(anywhere.Select(a => (a.Node, rules.Marks[a.Mark])));
    }

    private static void Walk(
        SourceNode node, List<ControlValue> values, char separator, IReadOnlyCollection<string> kinds, Dictionary<SourceNode, List<MarkRule>> marked)
    {
        // Inside what is walled, another mark takes away and never adds: private and free text stay so in a sanction.
        // The items of a list stand where the list stands.
        IReadOnlyList<MarkRule> own = marked.TryGetValue(node, out var found) || (node.Parent is { Kind: NodeKind.Array } list && marked.TryGetValue(list, out found)) ? found : [];
        if (own.Any(m => m.Kind != MarkKind.Walled))
            return;
        if (node is { IsLeaf: true, Text: { } text } && KindOf(own) is { } kind && kinds.Contains(kind) && IsCode(text.Trim()))
            values.Add(new ControlValue(kind, node.PlainPath(separator), text.Trim()));
        foreach (var child in node.Children)
            Walk(child, values, separator, kinds, marked);
    }

    /// <summary>The one kind that the marks of this very place name; null: it is no control data of a kind.</summary>
    private static string? KindOf(IReadOnlyList<MarkRule> marks) =>
        marks.Select(m => m.Data).OfType<string>().Distinct(StringComparer.Ordinal).ToList() is [var kind] ? kind : null;

    /// <summary>Whether a value is a code, a day or a number. A name, or a note of one word, has small letters or others than these.</summary>
    private static bool IsCode(string text) => text.Length is > 0 and <= LongestCode && text.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || "-_.:/+".Contains(c, StringComparison.Ordinal));
}
