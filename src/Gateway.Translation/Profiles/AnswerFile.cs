using Gateway.Catalogue.Yaml;
using Gateway.Core.Clients;
using Gateway.Core.Operating;
using Gateway.Translation.Reading;

namespace Gateway.Translation.Profiles;

/// <summary>Reads the <c>answers</c> of a profile.</summary>
internal static class AnswerFile
{
    public static IReadOnlyList<AnswerRule> Read(YamlMap root, SourceFormat format, FieldLineFile lines)
    {
        var answers = new List<AnswerRule>();
        foreach (var map in root.Maps("answers"))
        {
            var code = map.Text("code");
            var says = map.Text("says");
            var compartment = map.OptionalChoice<Compartment>("compartment") ?? Compartment.Ordinary;
            var records = map.Texts("record");
            var when = map.OptionalMap("when");
            var path = when is null ? null : lines.Path(when, "source", when.Text("source"));
            var values = when?.Texts("is") ?? [];
            when?.RejectUnknown();
            map.RejectUnknown();
            if (records.Count > 0 && format != SourceFormat.Xml)
                map.Report("record", "record-and-format", "'record' names an XML element; for other forms tell the record with 'when'.");
            if (records.Count == 0)
                answers.Add(new AnswerRule(null, path, values, code, new Sentence(says), compartment));
            answers.AddRange(records.Select(r => new AnswerRule(r.Split('/', StringSplitOptions.RemoveEmptyEntries), path, values, code, new Sentence(says), compartment)));
        }

        return answers;
    }
}
