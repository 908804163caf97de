using System.Text.Json;

namespace Gateway.Translation.Reading;

/// <summary>Turns the bytes of one JSON record into nodes. Refuses repeated keys: readers disagree on which one counts.</summary>
internal static class JsonTree
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 1000 };

    public static (SourceNode?, Unreadable?) Parse(SourceRecord record)
    {
        var slice = record.Slice.Span;
        var reader = new Utf8JsonReader(slice, Options);
        try
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
                return (null, new Unreadable("not-an-object", "A record must be a JSON object; send one object per record.", record.Line));
            var root = new SourceNode("", NodeKind.Object, null);
            var problem = Fill(ref reader, root, record);
            return problem is null ? (root, null) : (null, problem);
        }
        catch (JsonException)
        {
            return (null, new Unreadable("not-json", "The record is not valid JSON from this line on; check quotes, commas and brackets.", LineAt(record, (int)reader.BytesConsumed)));
        }
        catch (InvalidOperationException)
        {
            return (null, new Unreadable("not-utf8", "A text of the record is not valid UTF-8; write the file as UTF-8.", LineAt(record, (int)reader.BytesConsumed)));
        }
    }

    private static Unreadable? Fill(ref Utf8JsonReader reader, SourceNode parent, SourceRecord record)
    {
        HashSet<string>? names = null;
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
                return null;
            var name = parent.Name;
            if (parent.Kind == NodeKind.Object)
            {
                name = reader.GetString()!;
                if (Repeats(parent, name, ref names))
                    return new Unreadable("duplicate-key", "The record has the same key twice in one object; send each key once.", LineAt(record, (int)reader.TokenStartIndex));
                reader.Read();
            }

            var node = new SourceNode(name, KindOf(reader.TokenType), parent) { Place = (int)reader.TokenStartIndex };
            parent.Add(node);
            switch (node.Kind)
            {
                case NodeKind.Object or NodeKind.Array when reader.CurrentDepth >= ReadingLimits.Depth:
                    return new Unreadable("too-deep", "The record is nested deeper than 32 levels; send it as the profile describes.", LineAt(record, node.Place));
                case NodeKind.Object or NodeKind.Array:
                    if (Fill(ref reader, node, record) is { } problem)
                        return problem;
                    break;
                case NodeKind.Text:
                    node.Text = reader.GetString();
                    break;
                case NodeKind.Number:
                    node.Text = System.Text.Encoding.ASCII.GetString(reader.ValueSpan);
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

    private static bool Repeats(SourceNode parent, string name, ref HashSet<string>? names)
    {
        if (parent.Children is null)
            return false;
        if (parent.Children.Count < 16)
            return parent.Child(name) is not null;
        names ??= [.. parent.Children.Select(c => c.Name)];
        return !names.Add(name);
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
