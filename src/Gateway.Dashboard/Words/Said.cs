using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Gateway.Core.Operating;
using Gateway.Core.Routing;
using Gateway.Dashboard.Access;

namespace Gateway.Dashboard.Words;

/// <summary>
/// Says in the viewer's language what the gateway wrote down: a decision by its code and values, what a rule wrote in English by
/// its shape (<see cref="Sentences"/>), the codes in it by their names. What is not recognised stays English.
/// </summary>
internal sealed class Said(Viewer viewer, Agreed agreed)
{
    private static readonly IReadOnlyList<(string Sentence, Regex Shape)> Shapes = [.. Sentences.Recognised.Select(s => (s, ShapeOf(s)))];

    /// <summary>A sentence of a story or a decision, in words for its code; any other is what a rule wrote.</summary>
    internal string Text(Sentence sentence) => !Sentences.Coded.Contains(sentence.Text) ? Text(sentence.Text) : sentence.Values.Count == 0 ? viewer[sentence.Text] : viewer[sentence.Text, [.. sentence.Values.Select(v => Value(Convert.ToString(v, CultureInfo.InvariantCulture)!))]];

    /// <summary>Sentences and notices, one after the other.</summary>
    internal string Text(string? written)
    {
        var said = new StringBuilder();
        var at = 0;
        while (written is not null && at < written.Length)
        {
            var (text, end) = Next(written, at);
            said.Append(said.Length == 0 ? "" : " ").Append(text);
            at = end < written.Length && written[end] == ' ' ? end + 1 : end;
        }

        return said.ToString();
    }

    /// <summary>A code, with its detail where it has one: <c>retired-code:37015->37022</c>.</summary>
    internal string Code(string code)
    {
        var colon = code.IndexOf(':', StringComparison.Ordinal);
        var name = viewer[CodeNames.Of(colon < 0 ? code : code[..colon])];
        return colon < 0 ? name : name + ": " + Value(code[(colon + 1)..]);
    }

    /// <summary>An agency by its name; the gateway and the client as such.</summary>
    internal string Who(string id) => id switch
    {
        "gateway" => viewer["gateway"],
        "client" => viewer["client"],
        _ => agreed.Directory.Find(id)?.Name ?? id,
    };

    /// <summary>A field by its name; what has none by its path.</summary>
    internal string Field(string path) => viewer[FieldNames.Of(path) ?? path];

    private (string Text, int End) Next(string written, int at)
    {
        foreach (var (sentence, shape) in Shapes)
        {
            if (shape.Match(written, at) is { Success: true } match)
            {
                string[] values = [.. match.Groups.Values.Skip(1).Select(g => Values(g.Value))];
                // Without places it may hold braces of its own.
                return (values.Length == 0 ? viewer[sentence] : viewer[sentence, [.. values]], at + match.Length);
            }
        }

        var space = written.IndexOf(' ', at);
        var word = space < 0 ? written[at..] : written[at..space];
        return CodeNames.Knows(word.Split(':')[0]) ? (Code(word) + ".", at + word.Length) : (written[at..], written.Length);
    }

    /// <summary>What stands in a place: a sentence, or values one after the other.</summary>
    private string Values(string values) => Shapes.Any(s => s.Shape.IsMatch(values)) ? Text(values) : string.Join(", ", values.Split(", ").Select(Value));

    /// <summary>A code, state, status, answer, stage, service, field or agency that stands in a sentence.</summary>
    private string Value(string value) =>
        value is "withheld" or "unroutable" ? viewer[value is "withheld" ? "Withheld" : "Unroutable"].ToLowerInvariant() :
        CodeNames.Knows(value) ? viewer[CodeNames.Of(value)]
        : agreed.Directory.Find(value) is { } agency ? agency.Name
        : agreed.Directory.FindService(value) is { } service ? Plain.Name(service.Names, viewer, value)
        : Plain.Outcome(value) is var outcome && outcome != value ? viewer[outcome]
        : Plain.Status(value) is { } status ? viewer[status]
        : FieldNames.Of(value) is { } field ? viewer[field]
        : viewer[value];

    // A place is as short as it can be up to what follows it; a sentence ends with the text or before the next one.
    private static Regex ShapeOf(string sentence)
    {
        var pattern = Regex.Escape(sentence);
        for (var place = 0; place < 3; place++)
            pattern = pattern.Replace($@"\{{{place}}}", $"(?<place{place}>.+?)", StringComparison.Ordinal);
        var rest = sentence.EndsWith('}') ? "$" : "(?= |$)";
        return new Regex(string.Create(CultureInfo.InvariantCulture, $@"\G{pattern}{rest}"), RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
    }
}
