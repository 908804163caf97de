using Gateway.Core.Clients;
using Gateway.Translation.Converting;
using Gateway.Translation.Profiles;
using Gateway.Translation.Reading;

namespace Gateway.Translation.Explaining;

/// <summary>Gives the values of a record invented ones that its lines read in the same way: what was wrong stays wrong, what was a code stays one.</summary>
internal sealed class TwinRecord(Profile profile, ConversionContext context)
{
    /// <summary>One in 2,600 random numbers is a Belgian one, so that this many are enough.</summary>
    private const int Tries = 60_000;
    private const int LongestKept = 4;
    private static readonly DateConversion Day = new(DateForm.Iso, partial: true, serial: false, instant: false);
    private readonly Dictionary<(string, string), string> _invented = [];
    private readonly Dictionary<SourceNode, List<FieldLine>> _lines = [];
    private readonly HashSet<SourceNode> _kept = [];
    private readonly HashSet<SourceNode> _days = [];

    /// <summary>Replaces every value below a record.</summary>
    public void Invent(SourceNode root)
    {
        _lines.Clear();
        _kept.Clear();
        _days.Clear();
        if (profile.Rules.Contract is { } contract)
        {
            Keep(contract.Type, root, []);
            if (contract.Data.Single(root, out _) is { } data)
                OfContract(data, "", contract);
        }

        foreach (var statement in profile.Rules.Statements)
        {
            Keep(statement.When, root, statement.Is);
            Of(statement.Fields, root);
        }

        foreach (var answer in profile.Rules.Answers)
            Keep(answer.When, root, answer.Is);
        foreach (var part in profile.Rules.RequiredOfRecord.Where(p => p.Is.Count > 0))
            Keep(part.Path, root, part.Is);
        foreach (var mark in profile.Rules.Marks)
        {
            foreach (var node in mark.Path.All(root))
                Forget(node);
        }

        Replace(root);
    }

    private void Keep(SourcePath? path, SourceNode root, IReadOnlyList<string> values)
    {
        foreach (var node in path?.All(root) ?? [])
        {
            if (node.Text?.Trim() is { } text && (values.Contains(text, StringComparer.OrdinalIgnoreCase) || values.Count == 0 || Codes.Nameable(text) is not null))
                _kept.Add(node);
        }
    }

    private void Of(FieldLine[] lines, SourceNode scope)
    {
        foreach (var line in lines.Where(l => l.Source is not null))
        {
            Guarded(line.Unless, scope);
            foreach (var node in line.Also.Prepend(line.Source!).SelectMany(s => s.All(scope)))
                Of(line, node);
            foreach (var day in new[] { line.By, line.Until }.OfType<SourcePath>().SelectMany(p => p.All(scope)))
                _days.Add(day);
            foreach (var said in new[] { line.Ladder?.Variant, line.Ladder?.Potential }.OfType<SourcePath>().SelectMany(p => p.All(scope)).Where(n => n.Text is { Length: <= 12 }))
                _kept.Add(said);
        }
    }

    private void Of(FieldLine line, SourceNode node)
    {
        if (line.Items is { } items && !node.IsLeaf)
        {
            Guarded(line.SpecialWhen, node);
            Guarded(line.Unless, node);
            foreach (var day in line.Until?.All(node) ?? [])
                _days.Add(day);
            Of(items, node);
            return;
        }

        Guarded(line.Unless, node.Parent);
        Read(node, line.Items is { } entries ? Array.Find(entries, i => i.Source is { IsHere: true }) ?? line : line);
    }

    private void Read(SourceNode node, FieldLine line)
    {
        if (!_lines.TryGetValue(node, out var known))
            _lines[node] = known = [];
        known.Add(line);
    }

    private void OfContract(SourceNode node, string path, ContractRule contract)
    {
        if (contract.Checks.TryGetValue(path, out var line) && node.Text is not null)
            Read(node, line);
        foreach (var child in node.Children)
            OfContract(child, node.Kind == NodeKind.Array ? path : path.Length == 0 ? child.Name : path + "." + child.Name, contract);
        if (path is "client.identifiers.scheme")
            _kept.Add(node);
    }

    private void Guarded(Guard? guard, SourceNode? scope)
    {
        if (guard is null || scope is null)
            return;
        foreach (var node in guard.Path.All(scope))
        {
            if (node.Text is { } text && guard.Judge(text) != GuardSays.Unreadable)
                _kept.Add(node);
        }
    }

    private void Forget(SourceNode node)
    {
        _lines.Remove(node);
        _kept.Remove(node);
        foreach (var child in node.Children)
            Forget(child);
    }

    private void Replace(SourceNode node)
    {
        if (node.Text is { } text && !string.IsNullOrWhiteSpace(text) && node.Kind is NodeKind.Text or NodeKind.Number or NodeKind.Object && !_kept.Contains(node))
            node.Text = Invented(node, text);
        foreach (var child in node.Children)
            Replace(child);
    }

    private string Invented(SourceNode node, string text)
    {
        var lines = _lines.GetValueOrDefault(node) ?? [];
        var key = (text, string.Join(',', lines.Select(l => l.FullTarget)));
        if (!_invented.TryGetValue(key, out var invented))
            _invented[key] = invented = lines.Count > 0 && lines[0].Separators is { Length: > 0 } between ? Parts(text, between, lines) : Invented(text, lines, _days.Contains(node));
        return invented;
    }

    /// <summary>A list inside one value, part by part.</summary>
    private string Parts(string text, char[] between, List<FieldLine> lines)
    {
        var invented = "";
        var from = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && !between.Contains(text[i]))
                continue;
            invented += Invented(text[from..i], lines, isDay: false) + (i < text.Length ? text[i] : "");
            from = i + 1;
        }

        return invented;
    }

    private string Invented(string text, List<FieldLine> lines, bool isDay)
    {
        var raw = PlainText.Trim(text);
        if (raw.Length == 0 || profile.Rules.UnknownValues.Contains(raw) || lines.Exists(l => l.None.Contains(raw)))
            return text;
        if (lines.Find(l => l.Conversion is CodeConversion) is { } coded)
            return Coded(text, raw, coded);
        if (lines.Exists(l => l.Ladder is not null || (l.Conversion is YesNoConversion or NumberConversion or LicenceConversion && l.Conversion.Read(raw, context).Code is null)) && raw.Length <= 2 * LongestKept)
            return text;
        var reads = lines.Select(l => l.Conversion).Concat(isDay ? [Day] : []).ToList();
        var wanted = reads.Select(c => c.Read(raw, context).Code).ToList();
        var dated = reads.Exists(c => c is DateConversion or DateTimeConversion);
        var candidate = InventedText.Like(text, dated);
        for (var i = 0; i < Tries && !reads.Select(c => c.Read(PlainText.Trim(candidate), context).Code).SequenceEqual(wanted); i++)
            candidate = InventedText.Like(text, dated);
        return candidate;
    }

    /// <summary>Codes are nobody's: they stay, unless they say something of a compartment or could be more than a code.</summary>
    private string Coded(string text, string raw, FieldLine line)
    {
        var map = ((CodeConversion)line.Conversion).Map;
        var read = line.Conversion.Read(raw, context);
        if (read.Compartment != Compartment.Ordinary)
            return map.Entries.First(e => e.Compartment == read.Compartment).Code;
        if (read.Code is null || (line.Wall == Compartment.Ordinary && read.Missing is not null))
            return text;
        var candidate = InventedText.Like(text);
        for (var i = 0; i < Tries && line.Conversion.Read(PlainText.Trim(candidate), context).Code is null; i++)
            candidate = InventedText.Like(text);
        return candidate;
    }
}
