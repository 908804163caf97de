using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Core.Ladder;
using Gateway.Translation.Converting;
using Gateway.Translation.Profiles;
using Gateway.Translation.Reading;

namespace Gateway.Translation.Writing;

/// <summary>Runs the lines of a profile backwards: canonical values to the places where the format has them.</summary>
internal sealed class DocumentLines(SourceNode root, SourceFormat format)
{
    private readonly HashSet<JsonNode> _carried = new(ReferenceEqualityComparer.Instance);

    public void Write(IReadOnlyList<FieldLine> lines, JsonObject data) => Write(lines, data, root);

    /// <summary>Paths of values no line carried.</summary>
    public IReadOnlyList<string> NotCarried(JsonObject data)
    {
        var paths = new List<string>();
        Leaves(data, "", paths);
        return paths;
    }

    private void Write(IReadOnlyList<FieldLine> lines, JsonObject data, SourceNode scope)
    {
        foreach (var line in lines)
        {
            if (line.Steps.Length == 0)
                Place(scope, line.Source!).Text = line.Constant;
            else if (Find(data, line.Steps) is { } value)
                Write(line, value, scope);
        }
    }

    private void Write(FieldLine line, JsonNode value, SourceNode scope)
    {
        if (line.Constant is { } constant)
        {
            if (value is JsonValue && value.ToString() == constant)
                _carried.Add(value);
            if (line.Source is not null)
                Place(scope, line.Source).Text = constant;
        }
        else if (line.Ladder is not null)
        {
            Ladder(line, line.Ladder, (JsonObject)value, scope);
        }
        else if (line.Items is not null)
        {
            Items(line, (JsonArray)value, scope);
        }
        else if (line.IsList)
        {
            List(line, (JsonArray)value, scope);
        }
        else if (line.Conversion.Write(value) is { } written)
        {
            Set(Place(scope, line.Source!), written);
            _carried.Add(value);
        }
    }

    /// <summary>Entries that are plain values: joined in one cell where the line separates them, else a list of texts.</summary>
    private void Words(FieldLine line, JsonArray items, SourceNode scope)
    {
        var own = line.Items!.First(l => l.Source is { IsHere: true });
        var written = items.OfType<JsonObject>().Select(i => Find(i, own.Steps)).OfType<JsonNode>()
            .Select(v => (Value: v, Text: own.Conversion.Write(v))).Where(w => w.Text is not null).ToList();
        if (written.Count == 0 || (line.Separators.Length == 0 && format == SourceFormat.Table && written.Count > 1))
            return;
        foreach (var (value, _) in written)
            _carried.Add(value);
        if (line.Separators.Length > 0 || format == SourceFormat.Table)
        {
            Place(scope, line.Source!).Text = string.Join(line.Separators.FirstOrDefault(' '), written.Select(w => w.Text!.Value.Text));
            return;
        }

        foreach (var (_, text) in written)
            Set(Append(scope, line.Source!, NodeKind.Text), text!.Value);
    }

    private void Items(FieldLine line, JsonArray items, SourceNode scope)
    {
        if (line.TakesTexts)
        {
            Words(line, items, scope);
            return;
        }

        foreach (var item in items.OfType<JsonObject>())
        {
            var constants = line.Items!.Where(l => l.Constant is not null);
            if (!constants.All(l => Find(item, l.Steps) is null || Find(item, l.Steps)!.ToString() == l.Constant))
                continue;
            Write(line.Items!, item, line.ItemsRepeat ? Append(scope, line.Source!, NodeKind.Object) : Place(scope, line.Source!, NodeKind.Object));
            if (!line.ItemsRepeat)
                return;
        }
    }

    private void List(FieldLine line, JsonArray values, SourceNode scope)
    {
        var written = values.Where(v => v is not null).Select(v => (Value: v!, Written: line.Conversion.Write(v!))).Where(v => v.Written is not null).ToList();
        // A cell holds several values only where reading it can tell them apart.
        char? separator = line.Separators.Length > 0 ? line.Separators[0] : line.Conversion is LicenceConversion ? ' ' : null;
        if (written.Count == 0 || (format == SourceFormat.Table && separator is null && written.Count > 1))
            return;
        foreach (var (value, _) in written)
            _carried.Add(value);
        if (line.Separators.Length > 0 || format == SourceFormat.Table)
        {
            Place(scope, line.Source!).Text = string.Join(separator ?? ' ', written.Select(w => w.Written!.Value.Text));
            return;
        }

        foreach (var (_, text) in written)
            Set(Append(scope, line.Source!, NodeKind.Text), text!.Value);
    }

    private void Ladder(FieldLine line, LadderLine rule, JsonObject ladder, SourceNode scope)
    {
        foreach (var name in new[] { "presence", "rung", "ambiguousRungs" })
        {
            if (ladder[name] is { } said)
                Carry(said);
        }

        var raw = (ladder["rawRung"] ?? ladder["rung"])?.ToString();
        if (raw is null)
            return;
        if (ladder["rawRung"] is { } own)
            _carried.Add(own);
        var variant = ladder["rawRung"] is null ? LadderVariants.SixRung : ladder["variant"]?.ToString();
        Set(Place(scope, line.Source!), new Reverted(raw, raw.All(char.IsAsciiDigit) ? NodeKind.Number : NodeKind.Text));
        if (ladder["variant"] is { } named)
            _carried.Add(named);
        if (rule.Variant is not null && variant is not null)
            Place(scope, rule.Variant).Text = variant;
        if (rule.Potential is null || ladder["potential"] is not { } potential || variant != LadderVariants.SixRung)
            return;
        Set(Place(scope, rule.Potential), new Reverted(Convert.ToString(potential, CultureInfo.InvariantCulture)!, NodeKind.Number));
        _carried.Add(potential);
    }

    private void Carry(JsonNode node)
    {
        _carried.Add(node);
        foreach (var item in node as JsonArray ?? [])
        {
            if (item is not null)
                _carried.Add(item);
        }
    }

    private static void Set(SourceNode node, Reverted written)
    {
        node.Text = written.Text;
        if (node.Kind != NodeKind.Object)
            node.Kind = written.Kind;
    }

    /// <summary>The node at a path, made where it is missing.</summary>
    private SourceNode Place(SourceNode scope, SourcePath path, NodeKind kind = NodeKind.Text)
    {
        var node = scope;
        for (var i = 0; i < path.Steps.Count; i++)
            node = node.Child(path.Steps[i]) ?? Made(node, path.Steps[i], i + 1 == path.Steps.Count && format != SourceFormat.Xml ? kind : NodeKind.Object);
        return node;
    }

    /// <summary>A new node at the end of the list at a path.</summary>
    private SourceNode Append(SourceNode scope, SourcePath path, NodeKind kind)
    {
        var parent = scope;
        foreach (var step in path.Steps.Take(path.Steps.Count - 1))
            parent = parent.Child(step) ?? Made(parent, step, NodeKind.Object);
        var name = path.Steps[^1];
        if (format == SourceFormat.Xml)
            return Made(parent, name, NodeKind.Object);
        var list = parent.Child(name) ?? Made(parent, name, NodeKind.Array);
        return Made(list, name, kind);
    }

    private static SourceNode Made(SourceNode parent, string name, NodeKind kind)
    {
        var node = new SourceNode(SourceName.Of(name), kind, parent);
        parent.Add(node);
        return node;
    }

    private static JsonNode? Find(JsonObject data, string[] steps)
    {
        JsonNode? node = data;
        foreach (var step in steps)
            node = node is JsonObject at ? at[step] : null;
        return node;
    }

    private void Leaves(JsonNode? node, string path, List<string> paths)
    {
        switch (node)
        {
            case JsonObject map:
                foreach (var (name, value) in map)
                    Leaves(value, path.Length == 0 ? name : path + "." + name, paths);
                break;
            case JsonArray list:
                foreach (var item in list)
                    Leaves(item, path, paths);
                break;
            case not null when !_carried.Contains(node) && !paths.Contains(path):
                paths.Add(path);
                break;
        }
    }
}
