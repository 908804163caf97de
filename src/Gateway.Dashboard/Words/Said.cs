using System.Globalization;
using Gateway.Core.Operating;
using Gateway.Core.Routing;
using Gateway.Dashboard.Access;

namespace Gateway.Dashboard.Words;

/// <summary>
/// Says in a reader's language what the gateway wrote down: a sentence by its code and values, the codes in it by their
/// names. What the author of a profile wrote stays as it is.
/// </summary>
internal sealed class Said(Dictionary words, Agreed agreed)
{
    internal Said(Viewer viewer, Agreed agreed) : this(viewer.Dictionary, agreed)
    {
    }

    /// <summary>A sentence, or a code that stands for one.</summary>
    internal string Text(Sentence sentence) =>
        !Sentences.All.Contains(sentence.Text) ? CodeNames.Knows(sentence.Text) ? Code(sentence.Text) : sentence.ToString()
        : sentence.Values.Count == 0 ? words[sentence.Text]
        : words[sentence.Text, [.. sentence.Values.Select(v => v is Sentence inner ? Text(inner) : Values(Convert.ToString(v, CultureInfo.InvariantCulture)!))]];

    /// <summary>A code, with its detail where it has one: <c>retired-code:37015->37022</c>.</summary>
    internal string Code(string code)
    {
        var colon = code.IndexOf(':', StringComparison.Ordinal);
        var name = words[CodeNames.Of(colon < 0 ? code : code[..colon])];
        return colon < 0 ? name : name + ": " + Value(code[(colon + 1)..]);
    }

    /// <summary>An agency by its name; the gateway and the client as such.</summary>
    internal string Who(string id) => id switch
    {
        "gateway" => words["gateway"],
        "client" => words["client"],
        _ => agreed.Directory.NameOf(id),
    };

    /// <summary>A field by its name; what has none by its path.</summary>
    internal string Field(string path) => words[FieldNames.Of(path) ?? path];

    /// <summary>Values one after the other.</summary>
    private string Values(string values) => string.Join(", ", values.Split(", ").Select(Value));

    /// <summary>A code, state, status, answer, stage, service, field or agency that stands in a sentence.</summary>
    private string Value(string value) =>
        value is "withheld" or "unroutable" ? words[value is "withheld" ? "Withheld" : "Unroutable"].ToLowerInvariant() :
        CodeNames.Knows(value) ? words[CodeNames.Of(value)]
        : agreed.Directory.Find(value) is { } agency ? agency.Name
        : agreed.Directory.FindService(value) is { } service ? Plain.Name(service.Names, words, value)
        : Plain.Outcome(value) is var outcome && outcome != value ? words[outcome]
        : Plain.Status(value) is { } status ? words[status]
        : FieldNames.Of(value) is { } field ? words[field]
        : words[value];
}
