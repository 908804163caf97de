using System.Globalization;
using System.Text;
using Gateway.Catalogue;
using Gateway.Catalogue.Yaml;
using Gateway.Contracts;
using Gateway.Core.Clients;
using Gateway.Core.Mandates;
using Gateway.Translation.Reading;

namespace Gateway.Translation.Profiles;

/// <summary>Compiles one profile.yaml.</summary>
internal static class ProfileFile
{
    /// <param name="file">The file.</param>
    /// <param name="id">Name of its folder.</param>
    /// <param name="codeMaps">Code maps that it may name.</param>
    /// <param name="codes">Values that coded fields may have.</param>
    /// <param name="version">Hash of everything the profile consists of; asked when all of it is read.</param>
    public static Profile? Read(YamlFile file, string id, ICodeMaps codeMaps, CanonicalCodes codes, Func<string> version)
    {
        if (file.Root is not { } root)
            return null;
        if (root.Text("profile") is { Length: > 0 } name && name != id)
            root.Report("profile", "other-name", $"'profile' is '{name}' but its folder is '{id}'; make them equal.");
        var title = root.Text("title");
        var format = root.Choice<SourceFormat>("format");
        var mediaType = root.Text("media-type");
        var accepts = root.Texts("accepts");
        var names = new SourceNames();
        var columns = FixedColumns(root, format);
        var lines = new FieldLineFile(root, format, names, columns, codeMaps, codes);
        var encoding = EncodingOf(root, format);
        var records = Paths(root.Texts("records"));
        var statements = Statements(root, format, records, lines);
        var contract = Contract(root, format, names, lines);
        if (statements.Count == 0 && contract is null)
            root.Report("statements", "no-statements", "The profile makes no statements; add 'statements' or 'contract'.");
        var outbound = Outbound(root, format, lines);
        var marks = Marks(root, lines);
        var keep = root.Texts("keep").Select(p => lines.Path(root, "keep", p)).ToList();
        if (keep.Exists(k => k.IsOpenEnded))
            root.Report("keep", "open-ended-path", "'**' must be followed by the name of what is kept, for example **/Bron.");
        var answers = AnswerFile.Read(root, format, lines);
        var required = RequiredPartFile.Read(root, format, lines);
        if (format == SourceFormat.Xml && records.Count == 0)
            root.Report("records", "missing-key", "'records' is missing; name the element path of a record, for example Doorverwijzing.");
        var rules = new ProfileRules
        {
            Records = [.. records, .. root.Maps("statements").SelectMany(s => Paths(s.Texts("record")))],
            Namespace = root.OptionalText("namespace"),
            NoDates = NoDates(root),
            UnknownValues = new WordSet(root.Texts("unknown-values")),
            Statements = [.. statements],
            Contract = contract,
            HasSecrets = statements.Exists(s => Flatten(s.Fields).Any(f => f.Unless is not null)),
            Answers = [.. answers],
            RequiredOfDocument = required.Document,
            RequiredOfRecord = required.Record,
            Encoding = encoding,
            FixedColumns = columns,
            Marks = [.. marks],
            Keep = [.. keep],
            Anywhere = new AnywherePaths(marks, keep, names),
            Names = names,
            Outbound = outbound,
            RequiredColumns = format == SourceFormat.Table ? RequiredColumns(statements) : [],
            Columns = format == SourceFormat.Table ? Columns(lines, marks, keep.Concat(required.Record.Select(r => r.Path)), statements, answers) : new Dictionary<string, string>(StringComparer.Ordinal),
            Separator = format == SourceFormat.Xml ? '/' : '.',
        };
        lines.RejectUnknownGroups();
        root.RejectUnknown();
        var compartment = marks.Select(m => m.Kind == MarkKind.Walled ? Compartment.Walled : Compartment.Special)
            .Concat(answers.Select(a => a.Compartment)).Append(lines.Strictest).Max();
        return new Profile
        {
            Id = id,
            Version = version(),
            Title = title,
            Format = format,
            MediaType = mediaType,
            MediaTypes = [mediaType, .. accepts],
            Compartment = compartment,
            Reads = contract is not null ? Statable : [.. statements.Select(s => s.Event).Distinct(StringComparer.Ordinal)],
            Writes = contract is not null ? [.. EventTypes.All.Keys] : [.. outbound.Keys],
            Rules = rules,
        };
    }

    private static IReadOnlyList<string> Statable =>
        [.. EventTypes.All.Where(e => e.Value.IsAssignableTo(typeof(Contracts.Events.IStatement))).Select(e => e.Key)];

    private static IReadOnlyList<IReadOnlyList<string>> Paths(IEnumerable<string> elements) =>
        [.. elements.Select(r => (IReadOnlyList<string>)r.Split('/', StringSplitOptions.RemoveEmptyEntries))];

    private static List<StatementRule> Statements(YamlMap root, SourceFormat format, IReadOnlyList<IReadOnlyList<string>> records, FieldLineFile lines)
    {
        var statements = new List<StatementRule>();
        foreach (var map in root.Maps("statements"))
        {
            var type = map.Text("event");
            var when = map.OptionalMap("when");
            var path = when is null ? null : lines.Path(when, "source", when.Text("source"));
            var values = when?.Texts("is") ?? [];
            when?.RejectUnknown();
            var own = Paths(map.Texts("record"));
            if (own.Count > 0 && format != SourceFormat.Xml)
                map.Report("record", "record-and-format", "'record' names an XML element; for other forms tell the record with 'when'.");
            if (ContractShape.Of(type) is not { } shape || !Statable.Contains(type))
            {
                map.Report("event", "unknown-event", $"An agency cannot state '{type}'; it must be one of {string.Join(", ", Statable)}.{Spelling.Meant(type, Statable)}");
                continue;
            }

            lines.Event = type;
            var fields = lines.Lines(map, "fields", shape, "", "", writing: false);
            foreach (var member in shape.Fields.Where(m => m.IsRequired && !fields.Exists(f => f.Steps[0] == m.Name)))
                map.Report("fields", "missing-target", $"'{type}' cannot be without '{member.Name}'; add a line for it.");

            map.RejectUnknown();
            IReadOnlyList<string> elements = format == SourceFormat.Xml ? [.. (own.Count > 0 ? own : records).Select(r => r[^1]).Distinct(StringComparer.OrdinalIgnoreCase)] : [];
            statements.Add(new StatementRule(type, path, values, [.. fields]) { Elements = elements });
        }

        return statements;
    }

    private static ContractRule? Contract(YamlMap root, SourceFormat format, SourceNames names, FieldLineFile lines)
    {
        if (root.OptionalMap("contract") is not { } map)
            return null;
        var type = SourcePath.Of(map.Text("type"), format, names);
        var data = SourcePath.Of(map.Text("data"), format, names);
        var checks = new Dictionary<string, FieldLine>(StringComparer.Ordinal);
        foreach (var check in map.Maps("checks"))
        {
            var target = check.Text("target");
            var line = lines.Check(check, target);
            check.RejectUnknown();
            checks[target] = line;
        }

        map.RejectUnknown();
        return new ContractRule(type, data, checks);
    }

    private static Dictionary<string, OutboundRule> Outbound(YamlMap root, SourceFormat format, FieldLineFile lines)
    {
        var outbound = new Dictionary<string, OutboundRule>(StringComparer.Ordinal);
        foreach (var map in root.Maps("outbound"))
        {
            var type = map.Text("event");
            var element = format == SourceFormat.Xml ? map.Text("root") : null;
            if (format == SourceFormat.Fixed)
                map.Report("event", "outbound-and-format", "Lines of fixed width are read and not written; write this format's events in another profile.");
            lines.Event = type;
            var mark = format == SourceFormat.Table ? map.Text("text-mark") : "";
            if (format == SourceFormat.Table && mark is not ("" or "'"))
                map.Report("text-mark", "unknown-mark", "'text-mark' must be \"'\": what spreadsheets and this gateway read as the beginning of a text.");
            if (ContractShape.Of(type) is not { } shape)
                map.Report("event", "unknown-event", $"There is no event '{type}'; it must be one of {string.Join(", ", EventTypes.All.Keys)}.");
            else
                outbound[type] = new OutboundRule(type, element, lines.Lines(map, "fields", shape, "", "", writing: true), mark);
            map.RejectUnknown();
        }

        return outbound;
    }

    private static List<MarkRule> Marks(YamlMap root, FieldLineFile lines)
    {
        var marks = new List<MarkRule>();
        foreach (var map in root.Maps("marks"))
        {
            var path = lines.Path(map, "source", map.Text("source"));
            if (path.IsOpenEnded)
                map.Report("source", "open-ended-path", "'**' must be followed by the name of what is marked, for example **/Fraude.");
            var kind = map.Choice<MarkKind>("mark");
            var data = map.OptionalText("data");
            if (data is not null && kind != MarkKind.Walled)
                map.Report("data", "data-without-wall", "'data' says which kind of control data this is; give it to a mark that is walled, or remove it.");
            else if (data is not null && !DataKinds.Walled.Contains(data))
                map.Report("data", "unknown-value", $"'{data}' is no kind of control data; use {string.Join(", ", DataKinds.Walled)}.{Spelling.Meant(data, DataKinds.Walled)}");
            else if (data is not null && map.Text("source").EndsWith('*'))
                map.Report("data", "data-open-ended", "'data' opens the one value that a path names; write the name of a leaf out in full, or remove 'data'.");
            marks.Add(new MarkRule(path, kind, map.OptionalText("instead"), data));
            map.RejectUnknown();
        }

        return marks;
    }

    private static List<FixedColumn> FixedColumns(YamlMap root, SourceFormat format)
    {
        var columns = new List<FixedColumn>();
        foreach (var map in root.Maps("columns"))
        {
            var width = map.OptionalNumber("width") ?? 0;
            if (width < 1)
                map.Report("width", "no-width", "'width' must say how many characters the column has, for example 11.");
            columns.Add(new FixedColumn(map.Text("name"), Math.Max(width, 1)));
            map.RejectUnknown();
        }

        if (format == SourceFormat.Fixed != columns.Count > 0)
            root.Report("columns", "columns-and-format", "'columns' belongs to 'format: fixed' and only there: list each column's name and width in order.");
        return columns;
    }

    private static HashSet<string>? NoDates(YamlMap root)
    {
        var days = root.Texts("no-date");
        for (var i = 0; i < days.Count; i++)
        {
            if (!DateOnly.TryParseExact(days[i], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
                root.File.Report(root.LineOfEntry("no-date", i), "not-a-date", "'no-date' must list days such as 0001-01-01; they are recognised however a document writes them.");
        }

        return days.Count == 0 ? null : days.ToHashSet(StringComparer.Ordinal);
    }

    private static Encoding? EncodingOf(YamlMap root, SourceFormat format)
    {
        if (root.OptionalText("encoding") is not { } name)
            return null;
        if (format is SourceFormat.Json or SourceFormat.Xml)
            root.Report("encoding", "encoding-and-format", "'encoding' is for 'table' and 'fixed'; JSON is UTF-8 or UTF-16, and XML says itself what it is in.");
        if (Encodings.Named(name) is { } encoding)
            return encoding;
        root.Report("encoding", "unknown-encoding", $"There is no encoding '{name}'; use a name such as utf-8, iso-8859-1, windows-1252 or ibm850.");
        return null;
    }

    private static IReadOnlyList<string> RequiredColumns(IEnumerable<StatementRule> statements) =>
        [.. statements.SelectMany(s => Flatten(s.Fields)).Where(f => f is { Required: true, Source.IsHere: false, Default: null } && f.Items is null).Select(f => f.Source!.Text).Distinct(StringComparer.OrdinalIgnoreCase)];

    private static Dictionary<string, string> Columns(FieldLineFile lines, IEnumerable<MarkRule> marks, IEnumerable<SourcePath> keep, IEnumerable<StatementRule> statements, IEnumerable<AnswerRule> answers)
    {
        var columns = new Dictionary<string, string>(StringComparer.Ordinal);
        var ladders = statements.SelectMany(s => Flatten(s.Fields)).SelectMany(f => new[] { f.Ladder?.Variant, f.Ladder?.Potential, f.SpecialWhen?.Path, f.Unless?.Path, f.Until, f.By, f.AlsoUnless }).OfType<SourcePath>();
        foreach (var path in lines.Paths.Concat(marks.Select(m => m.Path)).Concat(keep).Concat(ladders).Concat(statements.Select(s => s.When).Concat(answers.Select(a => a.When)).OfType<SourcePath>()))
            columns.TryAdd(ColumnNames.Key(path.Text), path.Text);
        return columns;
    }

    private static IEnumerable<FieldLine> Flatten(IEnumerable<FieldLine> lines) =>
        lines.SelectMany(l => l.Items is null ? [l] : Flatten(l.Items).Prepend(l));
}
