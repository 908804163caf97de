using System.Text.Json.Nodes;
using System.Xml.Linq;
using Gateway.Translation.Profiles;

namespace Gateway.Translation.Explaining;

/// <summary>
/// Schema of the documents of a profile, for the engineers of an office: names, places, kinds and codes, made from the profile's own
/// lines. It is stricter than reading is: names that the profile does not know are refused, and codes are written as they are
/// written back. The order of elements is free, as it is in reading.
/// </summary>
public static class DocumentSchema
{
    private static readonly XNamespace Xs = "http://www.w3.org/2001/XMLSchema";

    /// <summary>An XML schema of every element that is a record, a list of records, or a document that the gateway writes.</summary>
    /// <exception cref="ArgumentException">The profile is not of XML.</exception>
    public static XDocument Xsd(Profile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        if (profile.Format != SourceFormat.Xml)
            throw new ArgumentException($"'{profile.Id}' is not a format of XML.", nameof(profile));
        var parts = DocumentPart.RootsOf(profile.Rules);
        var lists = profile.Rules.Records.Where(r => r.Count == 2).GroupBy(r => r[0], r => r[1], StringComparer.Ordinal);
        return new XDocument(Shared(new XElement(
            Xs + "schema", new XAttribute(XNamespace.Xmlns + "xs", Xs),
            profile.Rules.Namespace is { } target ? new XAttribute("targetNamespace", target) : null,
            new XElement(Xs + "annotation", new XElement(Xs + "documentation", profile.Title)),
            parts.Select(p => Element(p, isRoot: true)),
            lists.Select(l => new XElement(
                Xs + "element", new XAttribute("name", l.Key),
                new XElement(Xs + "complexType", Any(l.Select(r => new XElement(Xs + "element", new XAttribute("ref", r))))))))));
    }

    /// <summary>Types that occur several times get a name, the innermost first: the schema of ten messages stays readable.</summary>
    private static XElement Shared(XElement schema)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (schema.Descendants().Where(e => e.Name.LocalName is "complexType" or "simpleType" && e.Parent != schema)
            .GroupBy(e => e.ToString(), StringComparer.Ordinal).Where(g => g.Count() > 1).MinBy(g => g.Key.Length) is { } same)
        {
            var first = (string)same.First().Parent!.Attribute("name")!;
            var name = Enumerable.Range(1, names.Count + 1).Select(n => n == 1 ? first : $"{first}{n}").First(names.Add);
            var type = new XElement(same.First());
            type.SetAttributeValue("name", name);
            foreach (var use in same.ToList())
            {
                use.Parent!.SetAttributeValue("type", name);
                use.Remove();
            }

            schema.Add(type);
        }

        return schema;
    }

    /// <summary>A JSON Schema of a record, or an array of them.</summary>
    /// <exception cref="ArgumentException">The profile is not of JSON.</exception>
    public static JsonObject Json(Profile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        if (profile.Format != SourceFormat.Json)
            throw new ArgumentException($"'{profile.Id}' is not a format of JSON.", nameof(profile));
        static JsonObject Record() => new() { ["$ref"] = "#/$defs/record" };
        return new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = profile.Title,
            ["anyOf"] = new JsonArray(Record(), new JsonObject { ["type"] = "array", ["items"] = Record() }),
            ["$defs"] = new JsonObject { ["record"] = Value(DocumentPart.RootsOf(profile.Rules).Single()) },
        };
    }

    private static XElement Element(DocumentPart part, bool isRoot = false)
    {
        var attributes = part.Below.Where(p => p.Name[0] == '@').Select(p => Typed(new XElement(Xs + "attribute", new XAttribute("name", p.Name[1..])), p)).ToList();
        var elements = part.Below.Where(p => p.Name[0] != '@').Select(p => Element(p)).ToList();
        var element = new XElement(Xs + "element", new XAttribute("name", part.Name));
        if (elements.Count > 0 || isRoot)
            element.Add(new XElement(Xs + "complexType", part.IsValue ? new XAttribute("mixed", true) : null, elements.Count == 0 ? null : Any(elements), attributes));
        else if (attributes.Count == 0)
            Typed(element, part);
        else if (part.IsValue)
            element.Add(new XElement(Xs + "complexType", new XElement(Xs + "simpleContent", new XElement(Xs + "extension", new XAttribute("base", "xs:string"), attributes))));
        else
            element.Add(new XElement(Xs + "complexType", attributes));
        return element;
    }

    private static XElement Any(IEnumerable<XElement> elements) =>
        new(Xs + "choice", new XAttribute("minOccurs", 0), new XAttribute("maxOccurs", "unbounded"), elements);

    private static XElement Typed(XElement named, DocumentPart part)
    {
        var of = part.Kind switch { PartKind.Whole => "xs:integer", PartKind.Moment => "xs:dateTime", _ => "xs:string" };
        if (part.Pattern is null && part.Words.Count == 0)
        {
            named.SetAttributeValue("type", of);
            return named;
        }

        named.Add(new XElement(Xs + "simpleType", new XElement(
            Xs + "restriction", new XAttribute("base", of),
            part.Pattern is { } pattern ? new XElement(Xs + "pattern", new XAttribute("value", pattern)) : null,
            part.Words.Select(w => new XElement(Xs + "enumeration", new XAttribute("value", w))))));
        return named;
    }

    private static JsonObject Value(DocumentPart part)
    {
        if (part.Below.Count > 0)
        {
            var whole = new JsonObject
            {
                ["type"] = "object",
                ["properties"] = new JsonObject(part.Below.Select(p => new KeyValuePair<string, JsonNode?>(p.Name, Value(p)))),
                ["additionalProperties"] = false,
            };
            return part.Repeats ? new JsonObject { ["type"] = "array", ["items"] = whole } : whole;
        }

        var value = part.Kind switch
        {
            PartKind.Whole => new JsonObject { ["type"] = "integer" },
            PartKind.Flag => new JsonObject { ["type"] = "boolean" },
            // A rung may be 3 or 3.5, or a word.
            PartKind.Any => [],
            _ => new JsonObject { ["type"] = "string" },
        };
        if (part.Pattern is { } pattern)
            value["pattern"] = $"^({pattern})$";
        if (part.Words.Count > 0)
            value["enum"] = new JsonArray([.. part.Words.Select(w => (JsonNode)w)]);
        return part.Repeats ? new JsonObject { ["type"] = "array", ["items"] = value } : value;
    }
}
