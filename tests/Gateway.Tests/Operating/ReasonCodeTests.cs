using System.Reflection;
using System.Text.RegularExpressions;
using Gateway.Core.Life;
using Gateway.Core.Mandates;
using Gateway.Core.Operating;
using Gateway.Core.Plans;
using Gateway.Core.Returns;
using Gateway.Dashboard.Words;
using Gateway.Tests.Running;

namespace Gateway.Tests.Operating;

/// <summary>Every reason code that a rule gives a task, a record or a delivery has a name on the pages; what is said of a record has a sentence for its sender.</summary>
public sealed partial class ReasonCodeTests
{
    private static readonly string Core = Path.Combine(Shipped.Folder, "..", "src", "Gateway.Core");

    [Fact]
    public void Every_reason_code_has_a_name()
    {
        var codes = GivenTo("OpenTask", 3).Concat(GivenTo("SetAside.Record", 2)).Concat(GivenTo("Remark", 2)).Concat(GivenTo("Say", 2)).Concat(Assigned())
            .Concat(new[] { typeof(LifeCodes), typeof(PlanCodes), typeof(MandateCodes) }.SelectMany(ConstantsOf)).Distinct(StringComparer.Ordinal).ToList();

        codes.Count.ShouldBeGreaterThan(50);
        codes.Where(c => !CodeNames.Knows(c)).ShouldBeEmpty();
    }

    [Fact]
    public void Whatever_is_said_of_a_record_is_said_to_its_sender_in_its_language() =>
        GivenTo("SetAside.Record", 2).Concat(GivenTo("Remark", 2)).Concat(GivenTo("Say", 2)).Except(ReturnWords.Codes, StringComparer.Ordinal).ShouldBeEmpty();

    /// <summary>The codes that calls of a method are given as their argument of that number; what a variable holds comes from one of them, or from the lists of codes.</summary>
    private static IReadOnlyList<string> GivenTo(string method, int argument)
    {
        var given = Sources().SelectMany(f => Regex.Matches(f.Text, $@"(?<!\w ){Regex.Escape(method)}\(", RegexOptions.None, TimeSpan.FromSeconds(5))
            .Select(m => Arguments(f.Text, m.Index + m.Length)).Where(a => a.Count > argument).SelectMany(a => CodesOf(f.Type, a[argument]))).Distinct(StringComparer.Ordinal).ToList();
        given.ShouldNotBeEmpty();
        return given;
    }

    private static IEnumerable<string> Assigned() => Sources().SelectMany(f => Reason().Matches(f.Text).SelectMany(m => CodesOf(f.Type, m.Groups["code"].Value)));

    private static IEnumerable<(string Type, string Text)> Sources() => Directory.EnumerateFiles(Core, "*.cs", SearchOption.AllDirectories)
        .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).Select(f => (Path.GetFileNameWithoutExtension(f), File.ReadAllText(f)));

    /// <summary>A literal, a constant, or the code of a wording; none of a variable.</summary>
    private static IEnumerable<string> CodesOf(string inside, string argument)
    {
        if (argument.StartsWith('"'))
            return [argument.Trim('"')];
        var names = argument.Split('.');
        if (names[^1] == "Code" && names.Length > 1)
            names = names[..^1];
        if (!names.All(n => n.Length > 0 && char.IsAsciiLetterUpper(n[0]) && n.All(char.IsAsciiLetterOrDigit)))
            return [];
        var (type, name) = names.Length > 1 ? (names[^2], names[^1]) : (inside, names[0]);
        var found = typeof(Wording).Assembly.GetTypes().Where(t => t.Name == type)
            .Select(t => t.GetMember(name, MemberTypes.Field | MemberTypes.Property, BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static).FirstOrDefault()).FirstOrDefault(m => m is not null);
        return found switch
        {
            FieldInfo { IsLiteral: true } constant => [(string)constant.GetRawConstantValue()!],
            FieldInfo field when field.GetValue(null) is Wording wording => [wording.Code],
            PropertyInfo property => [(string)property.PropertyType.GetProperty("Code")!.GetValue(property.GetValue(null))!],
            _ => throw new InvalidOperationException($"{argument} in {inside} is no code."),
        };
    }

    private static List<string> Arguments(string text, int begin)
    {
        List<string> arguments = [];
        var (depth, from) = (0, begin);
        for (var i = begin; i < text.Length; i++)
        {
            if (text[i] is '(' or '[' or '{')
                depth++;
            else if (text[i] is ')' or ']' or '}' && --depth < 0 || (text[i] == ',' && depth == 0))
            {
                arguments.Add(text[from..i].Trim());
                from = i + 1;
                if (depth < 0)
                    break;
            }
        }

        return arguments;
    }

    private static IEnumerable<string> ConstantsOf(Type codes) => codes.GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!);

    [GeneratedRegex("ReasonCode = (?<code>\"[^\"]+\"|[A-Z][A-Za-z]*(\\.[A-Z][A-Za-z]*)*)[ ,;})]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Reason();
}
