using Gateway.Translation.Profiles;

namespace Gateway.Translation.Reading;

/// <summary>
/// Marks and kept paths of the form <c>**/Name</c> and <c>**/Name*</c>, looked up by name in one walk over a record: a format
/// that is known leaf by leaf has a hundred of them.
/// </summary>
internal sealed class AnywherePaths
{
    private readonly (string Step, Hit Hit)[] _prefixes;
    private readonly Hit?[] _byNumber;
    private readonly bool _isNeeded;

    public AnywherePaths(IReadOnlyList<MarkRule> marks, IReadOnlyList<SourcePath> keep, SourceNames names)
    {
        var paths = marks.Select((m, i) => (Step: m.Path.Anywhere, Hit: new Hit([i], false))).Concat(keep.Select(k => (Step: k.Anywhere, Hit: new Hit([], true))))
            .Where(p => p.Step is not null).Select(p => (Step: p.Step!, p.Hit)).ToList();
        _isNeeded = paths.Count > 0;
        _prefixes = [.. paths.Where(p => SourcePath.IsPrefix(p.Step))];
        _byNumber = new Hit?[names.Count];
        foreach (var name in names.All)
            _byNumber[name.Number] = Of(paths.Where(p => SourcePath.IsPrefix(p.Step) ? SourcePath.Begins(name.Text, p.Step) : p.Step.Equals(name.Text, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>No path at all.</summary>
    public static AnywherePaths None { get; } = new([], [], new SourceNames());

    /// <summary>Notes everywhere what is kept, and collects what is marked.</summary>
    /// <param name="root">Where to look.</param>
    /// <param name="names">What is meant by names of this document that no path has as they are.</param>
    /// <returns>Numbers of marks and what they mean, by mark and then in the order of the record; null when there is nothing.</returns>
    public List<(int Mark, int Order, SourceNode Node)>? Look(SourceNode root, Dictionary<SourceName, Hit?> names)
    {
        List<(int Mark, int Order, SourceNode Node)>? marked = null;
        if (_isNeeded)
            Look(root, names, ref marked);
        if (marked?.Count > 1)
            marked.Sort(static (a, b) => a.Mark != b.Mark ? a.Mark.CompareTo(b.Mark) : a.Order.CompareTo(b.Order));
        return marked;
    }

    private void Look(SourceNode node, Dictionary<SourceName, Hit?> names, ref List<(int Mark, int Order, SourceNode Node)>? marked)
    {
        foreach (var child in node.Children)
        {
            // The items of a list carry its name; the list stands for them.
            if (node.Kind != NodeKind.Array && Find(child.Label, names) is { } hit)
            {
                foreach (var mark in hit.Marks)
                    (marked ??= []).Add((mark, marked.Count, child));
                if (hit.Keep)
                    child.UseAll();
            }

            if (!child.IsLeaf)
                Look(child, names, ref marked);
        }
    }

    private Hit? Find(SourceName name, Dictionary<SourceName, Hit?> names)
    {
        if (name.Number >= 0)
            return _byNumber.Length > name.Number ? _byNumber[name.Number] : null;
        if (_prefixes.Length == 0)
            return null;
        if (names.TryGetValue(name, out var known))
            return known;
        known = Of(_prefixes.Where(p => SourcePath.Begins(name.Text, p.Step)));
        if (names.Count < DocumentNames.Most)
            names[name] = known;
        return known;
    }

    private static Hit? Of(IEnumerable<(string Step, Hit Hit)> found)
    {
        var hits = found.Select(f => f.Hit).ToList();
        return hits.Count == 0 ? null : new Hit([.. hits.SelectMany(h => h.Marks)], hits.Exists(h => h.Keep));
    }

    /// <summary>What is meant by a name.</summary>
    /// <param name="Marks">Numbers of the marks that mean it.</param>
    /// <param name="Keep">It is kept.</param>
    internal sealed record Hit(int[] Marks, bool Keep);
}
