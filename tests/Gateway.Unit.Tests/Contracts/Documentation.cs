using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Gateway.Unit.Tests.Contracts;

/// <summary>Reads the XML documentation of the contracts, as sentences for someone who sees JSON and no C#.</summary>
internal sealed partial class Documentation
{
    private readonly Assembly _assembly;
    private readonly Dictionary<string, XElement> _members;

    public Documentation(Assembly assembly)
    {
        _assembly = assembly;
        _members = XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml"))
            .Descendants("member").ToDictionary(m => (string)m.Attribute("name")!, StringComparer.Ordinal);
    }

    /// <summary>Summary of an event type's constant.</summary>
    public string? OfConstant(Type holder, string value)
    {
        var field = holder.GetFields().FirstOrDefault(f => f.IsLiteral && (string?)f.GetRawConstantValue() == value);
        return field is null ? null : Text(Summary($"F:{holder.FullName}.{field.Name}"));
    }

    /// <summary>Summary of a type.</summary>
    public string? OfType(Type type) => Text(Summary("T:" + type.FullName));

    /// <summary>Summary of a property: its own, inherited from an interface, or the record parameter's.</summary>
    public string? OfProperty(Type type, string property)
    {
        if (Summary($"P:{type.FullName}.{property}") is { } own)
            return Text(own);
        if (_members.GetValueOrDefault("T:" + type.FullName)?.Elements("param").FirstOrDefault(p => (string?)p.Attribute("name") == property) is { } parameter)
            return Text(parameter);
        return type.GetInterfaces().Select(i => Text(Summary($"P:{i.FullName}.{property}"))).FirstOrDefault(t => t is not null);
    }

    private XElement? Summary(string member) => _members.GetValueOrDefault(member)?.Element("summary");

    private string? Text(XElement? element)
    {
        if (element is null)
            return null;
        var text = new StringBuilder();
        foreach (var node in element.Nodes())
        {
            text.Append(node switch
            {
                XText plain => plain.Value,
                XElement { Name.LocalName: "see" } see => Reference((string)see.Attribute("cref")!),
                XElement other => other.Value,
                _ => "",
            });
        }

        return Spaces().Replace(text.ToString(), " ").Trim();
    }

    /// <summary>A list of constants is spelt out; a property becomes its JSON name; a type its name.</summary>
    private string Reference(string cref)
    {
        var name = cref[2..];
        if (_assembly.GetType(name) is { IsAbstract: true, IsSealed: true } constants)
            return string.Join(", ", CodesOf(constants));
        var last = name[(name.LastIndexOf('.') + 1)..];
        return cref[0] == 'P' ? JsonNamingPolicy.CamelCase.ConvertName(last) : last;
    }

    /// <summary>The constants of a list of codes; where it has none, the codes that it lists.</summary>
    private static IEnumerable<string> CodesOf(Type list)
    {
        List<string> constants = [.. list.GetFields().Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!)];
        return constants.Count > 0 ? constants : (IEnumerable<string>)list.GetProperty("All")!.GetValue(null)!;
    }

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spaces();
}
