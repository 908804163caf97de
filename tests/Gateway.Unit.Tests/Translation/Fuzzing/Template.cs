using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;

namespace Gateway.Unit.Tests.Translation.Fuzzing;

/// <summary>A record with holes where its values were.</summary>
/// <param name="Text">The record.</param>
/// <param name="Holes">Where its values stand, in order.</param>
internal sealed record Template(string Text, IReadOnlyList<Range> Holes)
{
    /// <summary>Values of a JSON object, the commas of its members among them.</summary>
    public static Template Json(string record)
    {
        var bytes = Encoding.UTF8.GetBytes(record);
        var text = Encoding.Latin1.GetString(bytes);
        var holes = new List<Range>();
        var reader = new Utf8JsonReader(bytes);
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.PropertyName or JsonTokenType.StartObject or JsonTokenType.StartArray or JsonTokenType.EndObject or JsonTokenType.EndArray))
                holes.Add((int)reader.TokenStartIndex..(int)reader.BytesConsumed);
        }

        return new Template(text, holes);
    }

    /// <summary>Texts of XML elements.</summary>
    public static Template Xml(string record) => Matches(record, ">([^<>]+)<");

    /// <summary>Cells of a row of CSV without quotes.</summary>
    public static Template Row(string row) => Matches(row, "(?:^|;)([^;]*)");

    /// <summary>Columns of a line.</summary>
    public static Template Line(string line, IEnumerable<int> widths)
    {
        var holes = new List<Range>();
        var at = 0;
        foreach (var width in widths)
            holes.Add(at..(at += width));
        return new Template(line, holes);
    }

    /// <summary>The record with some of its values replaced, none of them twice.</summary>
    /// <param name="value">What stands in a hole, by its width.</param>
    public Gen<string> Filled(Func<int, Gen<string>> value) =>
        from count in Gen.Choose(0, 5)
        from places in Gen.ArrayOf(Gen.Choose(0, Holes.Count - 1), count)
        from values in Gen.CollectToArray(places.Distinct().Order(), p => value(Holes[p].GetOffsetAndLength(Text.Length).Length).Select(v => (Place: p, Value: v)))
        select Fill(values);

    private string Fill((int Place, string Value)[] values)
    {
        var text = new StringBuilder();
        var at = 0;
        foreach (var (place, value) in values)
        {
            text.Append(Text, at, Holes[place].Start.Value - at).Append(value);
            at = Holes[place].End.Value;
        }

        return text.Append(Text, at, Text.Length - at).ToString();
    }

    private static Template Matches(string text, string pattern) =>
        new(text, [.. Regex.Matches(text, pattern, RegexOptions.None, TimeSpan.FromSeconds(10)).Select(m => m.Groups[1].Index..(m.Groups[1].Index + m.Groups[1].Length))]);
}
