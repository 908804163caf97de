using Gateway.Contracts;
using Gateway.Core.Clients;
using Gateway.Translation.Converting;
using Gateway.Translation.Profiles;
using Gateway.Translation.Reading;

namespace Gateway.Translation.Explaining;

/// <summary>Gives the values of a record invented ones that its lines read in the same way: what was wrong stays wrong, what was a code stays one.</summary>
internal sealed partial class TwinRecord(Profile profile, ConversionContext context)
{
    /// <summary>One in 2,600 random numbers is a Belgian one, so that this many are enough.</summary>
    private const int Tries = 60_000;
    private const int LongestKept = 4;
    private static readonly DateConversion Day = new(DateForm.Iso, partial: true, serial: false, instant: false);
    private readonly Dictionary<(string, string), string> _invented = [];
    private readonly InventedText _texts = new();
    private readonly HashSet<string> _special = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<SourceNode, List<FieldLine>> _lines = [];
    private readonly HashSet<SourceNode> _kept = [];
    private readonly HashSet<SourceNode> _days = [];

    /// <summary>Notes what stands in a record, before anything is invented: nothing of any record may stand in a twin, of it or of another.</summary>
    public void Note(SourceNode root)
    {
        Look(root);
        Avoid(root);
    }

    /// <summary>Replaces every value below a record.</summary>
    public void Invent(SourceNode root)
    {
        Look(root);
        Replace(root);
    }

    /// <summary>A text that is in no field, as it may stand in a twin.</summary>
    public InventedText Texts => _texts;

    /// <summary>Finds out which lines read which value, and which values are codes.</summary>
    private void Look(SourceNode root)
    {
        _lines.Clear();
        _kept.Clear();
        _days.Clear();
        if (profile.Rules.Contract is { } contract)
        {
            Keep(contract.Type, root, [.. EventTypes.All.Keys]);
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
    }

    /// <summary>Notes what no twin may hold. Days other than a client's birth are alike in many records: nobody is known by them.</summary>
    private void Avoid(SourceNode node)
    {
        if (IsReplaced(node))
        {
            var lines = LinesOf(node);
            foreach (var part in Parts(node.Text!, lines))
            {
                if (lines.Find(l => l.Conversion is CodeConversion) is { } coded && coded.Conversion.Read(PlainText.Trim(part), context).Compartment != Compartment.Ordinary)
                    _special.Add(PlainText.Trim(part));
                else if (Staying(part, lines) is null && (!IsDated(node) || lines.Exists(l => l.FullTarget == "client.birthDate")))
                    _texts.Avoid(part);
            }
        }

        if (MayNameSomebody(node.Label))
            _texts.Avoid(node.Name);
        foreach (var child in node.Children)
            Avoid(child);
    }

    /// <summary>A list may be written with each person's number as a name. Other names that the format does not have stay: a misspelt one is often what is wrong.</summary>
    private static bool MayNameSomebody(SourceName name) => name.Number == SourceName.Unknown && name.Text.Count(char.IsDigit) >= LongestKept;

    private bool IsReplaced(SourceNode node) =>
        !string.IsNullOrWhiteSpace(node.Text) && node.Kind is NodeKind.Text or NodeKind.Number or NodeKind.Object && !_kept.Contains(node);

    private bool IsDated(SourceNode node) => _days.Contains(node) || LinesOf(node).Exists(l => l.Conversion is DateConversion or DateTimeConversion);

    private List<FieldLine> LinesOf(SourceNode node) => _lines.GetValueOrDefault(node) ?? [];

    private void Keep(SourcePath? path, SourceNode root, IReadOnlyList<string> values)
    {
        foreach (var node in path?.All(root) ?? [])
        {
            if (node.Text?.Trim() is { } text && (values.Contains(text, StringComparer.OrdinalIgnoreCase) || (values.Count > 0 && Codes.Nameable(text) is not null)))
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
        if (IsReplaced(node))
            node.Text = Invented(node, node.Text!);
        if (MayNameSomebody(node.Label))
            node.Label = SourceName.Of(_texts.Like(node.Name));
        foreach (var child in node.Children)
            Replace(child);
    }
}
