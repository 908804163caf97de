using System.Runtime.InteropServices;
using System.Text.Json;
using Gateway.Core.Intake;

namespace Gateway.Translation.Reading;

/// <summary>Turns the bytes of one JSON record into nodes. Refuses repeated keys: readers disagree on which one counts.</summary>
/// <param name="known">Names that the profile asks for.</param>
internal sealed class JsonTree(SourceNames known)
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 1000 };

    private static readonly SourceName Root = SourceName.Of("");
    private readonly DocumentNames _names = new(known);
    private readonly List<SourceNode> _found = [];

    public (SourceNode?, Unreadable?) Parse(SourceRecord record)
    {
        var slice = record.Slice.Span;
        var reader = new Utf8JsonReader(slice, Options);
        try
        {
            _found.Clear();
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
                return (null, new Unreadable("not-an-object", DocumentProblems.NotObject, record.Line));
            var root = new SourceNode(Root, NodeKind.Object, null);
            var problem = Fill(ref reader, root, record);
            return problem is null ? (root, null) : (null, problem);
        }
        catch (JsonException)
        {
            return (null, new Unreadable("not-json", DocumentProblems.NotJson, LineAt(record, (int)reader.BytesConsumed)));
        }
        catch (InvalidOperationException)
        {
            return (null, new Unreadable("not-utf8", DocumentProblems.NotUtf8, LineAt(record, (int)reader.BytesConsumed)));
        }
    }

    private Unreadable? Fill(ref Utf8JsonReader reader, SourceNode parent, SourceRecord record)
    {
        HashSet<string>? names = null;
        var from = _found.Count;
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                parent.Adopt(_found, from);
                return null;
            }

            var name = parent.Label;
            if (parent.Kind == NodeKind.Object)
            {
                name = (reader.ValueIsEscaped ? null : known.Find(reader.ValueSpan)) ?? _names.Of(reader.GetString()!);
                if (Repeats(CollectionsMarshal.AsSpan(_found)[from..], name, ref names))
                    return new Unreadable("duplicate-key", DocumentProblems.KeyTwice, LineAt(record, (int)reader.TokenStartIndex));
                reader.Read();
            }

            var node = new SourceNode(name, KindOf(reader.TokenType), parent) { Place = (int)reader.TokenStartIndex };
            _found.Add(node);
            switch (node.Kind)
            {
                case NodeKind.Object or NodeKind.Array when reader.CurrentDepth >= ReadingLimits.Depth:
                    return new Unreadable("too-deep", DocumentProblems.TooDeep, LineAt(record, node.Place));
                case NodeKind.Object or NodeKind.Array:
                    if (Fill(ref reader, node, record) is { } problem)
                        return problem;
                    break;
                case NodeKind.Text:
                    node.Text = reader.GetString();
                    break;
                case NodeKind.Number:
                    node.Text = PlainText.WholeNumber(System.Text.Encoding.ASCII.GetString(reader.ValueSpan));
                    break;
                case NodeKind.True:
                    node.Text = "true";
                    break;
                case NodeKind.False:
                    node.Text = "false";
                    break;
            }
        }

        return null;
    }

    private static bool Repeats(ReadOnlySpan<SourceNode> siblings, SourceName name, ref HashSet<string>? names)
    {
        if (names is null && siblings.Length < 16)
        {
            foreach (var child in siblings)
            {
                if (child.Label == name || child.Name == name.Text)
                    return true;
            }

            return false;
        }

        if (names is null)
        {
            names = new HashSet<string>(StringComparer.Ordinal);
            foreach (var child in siblings)
                names.Add(child.Name);
        }

        return !names.Add(name.Text);
    }

    private static int? LineAt(SourceRecord record, int offset) =>
        record.Line + record.Slice.Span[..Math.Min(offset, record.Slice.Length)].Count((byte)'\n');

    private static NodeKind KindOf(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => NodeKind.Object,
        JsonTokenType.StartArray => NodeKind.Array,
        JsonTokenType.String => NodeKind.Text,
        JsonTokenType.Number => NodeKind.Number,
        JsonTokenType.True => NodeKind.True,
        JsonTokenType.False => NodeKind.False,
        _ => NodeKind.Null,
    };
}
