using Gateway.Core.Clients;
using Gateway.Translation.Profiles;
using Gateway.Translation.Reading;

namespace Gateway.Translation.Evaluation;

/// <summary>What of a record is in no statement: sealed, known and kept, or known to no line.</summary>
internal sealed partial class RecordEvaluation
{
    /// <summary>Seals what the profile marks, in the order of its marks, and takes note of what it keeps.</summary>
    private void SealAndKeep()
    {
        var marked = _rules.Anywhere.Look(_root, _document.Anywhere);
        var next = 0;
        for (var i = 0; i < _rules.Marks.Length; i++)
        {
            var mark = _rules.Marks[i];
            if (mark.Path.Anywhere is null)
            {
                foreach (var node in mark.Path.All(_root))
                    SealAll(node, mark);
            }

            for (; next < marked?.Count && marked[next].Mark == i; next++)
                SealAll(marked[next].Node, mark);
        }

        foreach (var path in _rules.Keep)
        {
            if (path.Anywhere is not null)
                continue;
            foreach (var node in path.All(_root))
                node.UseAll();
        }
    }

    private void SealAll(SourceNode node, MarkRule mark)
    {
        var known = node.Sealed;
        node.Sealed = true;
        foreach (var child in node.Children)
            SealAll(child, mark);
        if (known || node.IsEmpty || (!node.IsLeaf && string.IsNullOrWhiteSpace(node.Text)))
            return;
        _sealed++;
        _wordsSealed |= mark.Kind == MarkKind.FreeText;
        _fields?.Add(new FieldTrace("", node.PathText(_rules.Separator), null, mark.Kind switch
        {
            MarkKind.FreeText when mark.Instead is { } instead => $"free text: sealed, never forwarded; a coded need could go in {instead}",
            MarkKind.FreeText => "free text: sealed, never forwarded",
            MarkKind.Special => "special category: sealed, never forwarded",
            MarkKind.Private => "private: sealed, never forwarded",
            _ => "control side: sealed behind the compliance wall, never forwarded",
        })
        { Fate = FieldFate.Sealed });
    }

    /// <summary>Collects what no line knows, each path once.</summary>
    private void Unmapped(SourceNode node, ref List<string>? paths, ref HashSet<string>? told)
    {
        if (node.Sealed)
            return;
        var isLeaf = _profile.Format is SourceFormat.Table or SourceFormat.Fixed ? node.IsLeaf : !node.IsEmpty && (node.IsLeaf || !string.IsNullOrWhiteSpace(node.Text));
        if (isLeaf && !node.Used && node.Parent is not null && node.PlainPath(_rules.Separator) is var path && (told ??= new HashSet<string>(StringComparer.Ordinal)).Add(path))
            (paths ??= []).Add(path);
        _hasUnknown |= isLeaf && !node.Used && !node.IsEmpty;
        foreach (var child in node.Children)
            Unmapped(child, ref paths, ref told);
    }

    /// <summary>What is known and in no statement, once everything else is told.</summary>
    private void TraceKept()
    {
        if (_fields is null)
            return;
        var told = _fields.Where(f => f.Source is not null).SelectMany(f => f.Source!.Split(FieldTrace.And)).ToHashSet(StringComparer.Ordinal);
        TraceKept(_root, told);
    }

    private void TraceKept(SourceNode node, HashSet<string> told)
    {
        if (node.Sealed)
            return;
        if (node is { IsLeaf: true, Used: true, IsEmpty: false } && PathOf(node) is var path && told.Add(path))
            _fields!.Add(new FieldTrace("", path, null, "known, kept with the record, never forwarded") { Fate = FieldFate.Kept });
        foreach (var child in node.Children)
            TraceKept(child, told);
    }
}
