using System.Text.Json.Nodes;
using Gateway.Translation.Converting;
using Gateway.Translation.Profiles;
using Gateway.Translation.Reading;

namespace Gateway.Translation.Explaining;

/// <summary>Kinds of values in a document.</summary>
internal enum PartKind
{
    Text,
    Whole,
    Flag,
    Moment,
    Any,
}

/// <summary>An element, attribute or member of a format's documents, with what the profile's lines say of it.</summary>
/// <param name="name">Its name; an attribute begins with @.</param>
internal sealed class DocumentPart(string name)
{
    private readonly List<DocumentPart> _below = [];
    private readonly List<Conversion> _read = [];
    private bool _isOpen;

    public string Name => name;

    public IReadOnlyList<DocumentPart> Below => _below;

    /// <summary>It may stand there several times.</summary>
    public bool Repeats { get; private set; }

    /// <summary>A value stands there, whatever else does.</summary>
    public bool IsValue => _read.Count > 0 || _isOpen;

    public PartKind Kind => _isOpen ? PartKind.Any
        : All("number") ? PartKind.Whole
        : All("date-time") ? PartKind.Moment
        : All("yes-no") && YesNo[0].Kind == NodeKind.True ? PartKind.Flag
        : PartKind.Text;

    /// <summary>The values there may be; none: any.</summary>
    public IReadOnlyList<string> Words => _isOpen ? []
        : All("code") ? [.. _read.Cast<CodeConversion>().SelectMany(c => c.Map.Entries).Select(e => e.Code).Distinct(StringComparer.Ordinal)]
        : All("yes-no") && Kind != PartKind.Flag ? [.. YesNo.Select(w => w.Text)]
        : [];

    /// <summary>Form of the value; null: any.</summary>
    public string? Pattern => _isOpen ? null
        : All("date") ? "[0-9]{8}|[0-9]{4}-[0-9]{2}-[0-9]{2}"
        : All("partial-date") ? "[0-9]{8}|[0-9]{4}(-[0-9]{2}){0,2}"
        : null;

    private IReadOnlyList<Reverted> YesNo => [.. new[] { true, false }.Select(v => _read[0].Write(JsonValue.Create(v))!.Value)];

    /// <summary>The documents of a profile: of XML one for each element that is a record or is written, else one.</summary>
    public static IReadOnlyList<DocumentPart> RootsOf(ProfileRules rules)
    {
        var roots = new List<DocumentPart>();
        DocumentPart Root(string name)
        {
            if (roots.Find(r => r.Name == name) is not { } root)
                roots.Add(root = new DocumentPart(name));
            return root;
        }

        foreach (var statement in rules.Statements)
        {
            foreach (var root in (statement.Elements.Count > 0 ? statement.Elements : [""]).Select(Root))
            {
                root.Take(statement.Fields);
                if (statement.When is { } when)
                    root.At(when).Read(TextConversion.Instance);
            }
        }

        foreach (var written in rules.Outbound.Values)
            Root(written.Root ?? "").Take(written.Fields);
        // What is kept or sealed may stand in every record.
        foreach (var path in rules.Keep.Concat(rules.Marks.Select(m => m.Path)).Where(p => p.Steps.All(s => !s.Contains('*', StringComparison.Ordinal))))
        {
            foreach (var part in roots.Select(r => r.At(path)).Where(p => p is { IsValue: false, Below.Count: 0 }))
                part._isOpen = true;
        }

        return roots;
    }

    private bool All(string conversion) => _read.Count > 0 && _read.TrueForAll(c => c.Name == conversion);

    private void Read(Conversion conversion) => _read.Add(conversion);

    private void Take(IEnumerable<FieldLine> lines)
    {
        foreach (var line in lines)
            Take(line);
    }

    private void Take(FieldLine line)
    {
        if (line.Items is { } items)
        {
            var item = At(line.Source!);
            item.Repeats |= line.ItemsRepeat;
            item.Take(items);
            if (line.SpecialWhen is { } special)
                item.At(special.Path)._isOpen = true;
            return;
        }

        foreach (var source in new[] { line.Source }.Concat(line.Also).OfType<SourcePath>().Where(s => !s.IsHere))
        {
            var part = At(source);
            part.Repeats |= line.IsList && line.Separators.Length == 0;
            if (line.Ladder is not null)
                part._isOpen = true;
            else
                part.Read(line.None.IsEmpty ? line.Conversion : TextConversion.Instance);
        }

        if (line.Ladder?.Variant is { } variant)
            At(variant).Read(TextConversion.Instance);
        if (line.Ladder?.Potential is { } potential)
            At(potential)._isOpen = true;
    }

    private DocumentPart At(SourcePath path)
    {
        var part = this;
        foreach (var step in path.Steps)
        {
            if (part._below.Find(p => p.Name == step) is not { } next)
                part._below.Add(next = new DocumentPart(step));
            part = next;
        }

        return part;
    }
}
