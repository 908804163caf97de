using System.Globalization;
using Gateway.Catalogue;
using Gateway.Catalogue.Yaml;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Translation.Converting;
using Gateway.Translation.Reading;

namespace Gateway.Translation.Profiles;

/// <summary>Compiles the field lines of a profile and checks each against the contract.</summary>
internal sealed partial class FieldLineFile
{
    private readonly SourceFormat _format;
    private readonly SourceNames _names;
    private readonly List<string> _columns;
    private readonly DateForm _dates;
    private readonly string? _yes;
    private readonly string? _no;
    private readonly ICodeMaps _codeMaps;
    private readonly CanonicalCodes _codes;
    private readonly YamlMap? _groups;
    private readonly Stack<string> _within = new();
    private readonly List<SourcePath> _allPaths = [];
    private bool _isMapUnread;

    /// <param name="root">The profile.</param>
    /// <param name="format">Its form.</param>
    /// <param name="names">Where names of its documents get their numbers.</param>
    /// <param name="columns">Columns of a form of fixed width; empty for others, whose columns no profile lists.</param>
    /// <param name="codeMaps">Code maps that its lines may name.</param>
    /// <param name="codes">Values that coded fields may have.</param>
    public FieldLineFile(YamlMap root, SourceFormat format, SourceNames names, IReadOnlyList<FixedColumn> columns, ICodeMaps codeMaps, CanonicalCodes codes)
    {
        _format = format;
        _columns = [.. columns.Select(c => c.Name)];
        _names = names;
        _codeMaps = codeMaps;
        _codes = codes;
        _dates = Form(root, "dates") ?? DateForm.Iso;
        var words = root.OptionalMap("yes-no");
        _yes = words?.Text("yes");
        _no = words?.Text("no");
        words?.RejectUnknown();
        _groups = root.OptionalMap("groups");
    }

    private static DateForm? Form(YamlMap map, string key)
    {
        if (map.OptionalText(key) is not { } name)
            return null;
        if (DatePattern.Of(name) is { } form)
            return form;
        map.Report(key, "unknown-value", $"'{key}' is '{name}'; it must be one of {string.Join(", ", DatePattern.Names)}.{Spelling.Meant(name, [.. DatePattern.Names])}");
        return null;
    }

    /// <summary>Event type whose lines are compiled; null for checks that hold for all.</summary>
    public string? Event { get; set; }

    /// <summary>Every source path any line names.</summary>
    public IReadOnlyList<SourcePath> Paths => _allPaths;

    /// <summary>Strictest compartment of any code map used.</summary>
    public Compartment Strictest { get; private set; }

    /// <summary>Compiles the lines below <paramref name="key"/>.</summary>
    /// <param name="owner">Statement, outbound block or group.</param>
    /// <param name="key">Key of the lines in it.</param>
    /// <param name="shape">Shape the targets are relative to.</param>
    /// <param name="prefix">Canonical path of that shape from the event on.</param>
    /// <param name="below">Prefix of the targets inside the shape.</param>
    /// <param name="writing">Lines may be constants without a target.</param>
    public List<FieldLine> Lines(YamlMap owner, string key, ContractShape shape, string prefix, string below, bool writing)
    {
        var lines = new List<FieldLine>();
        foreach (var map in owner.Maps(key))
        {
            if (map.OptionalText("use") is { } group)
            {
                var under = map.OptionalText("below");
                map.RejectUnknown();
                if (_groups is null || !_groups.Has(group))
                    map.Report("use", "unknown-group", $"There is no group '{group}' under 'groups'; add it or correct the name.{Spelling.Hint(group, _groups?.Keys ?? [])}");
                else if (_within.Contains(group))
                    map.Report("use", "group-in-itself", $"Group '{group}' uses itself; take this line out of it.");
                else
                    lines.AddRange(Group(group, shape, prefix, under is null ? below : below + under + ".", writing));
                continue;
            }

            if (Line(map, shape, prefix, below, writing) is { } line)
                lines.Add(line);
            map.RejectUnknown();
        }

        return lines;
    }

    private List<FieldLine> Group(string group, ContractShape shape, string prefix, string below, bool writing)
    {
        _within.Push(group);
        var lines = Lines(_groups!, group, shape, prefix, below, writing);
        _within.Pop();
        return lines;
    }

    /// <summary>Asks for every group, so that an unused one is not reported as an unknown key.</summary>
    public void RejectUnknownGroups() => _ = _groups?.Keys.Select(k => _groups.Maps(k)).Count();

    /// <summary>A check on a canonical path of contract data, the same for every event type that has the path.</summary>
    public FieldLine Check(YamlMap map, string target)
    {
        var shapes = EventTypes.All.Keys.Select(t => ContractShape.Of(t)!.At(target, throughLists: true)).OfType<ContractShape>().ToList();
        if (shapes.Count == 0)
            map.Report("target", "unknown-target", $"'{target}' is not a field of any event; see the schemas in contracts/events.{Spelling.Hint(target, ContractShape.AllPaths)}");
        Event = null;
        var kind = shapes.Count == 0 ? ContractKind.Text : shapes[0].Kind == ContractKind.List ? shapes[0].Item!.Kind : shapes[0].Kind;
        return new FieldLine
        {
            Target = target,
            Steps = target.Split('.'),
            FullTarget = target,
            Conversion = Conversion(map, target, kind),
            Kind = kind,
            Unknown = map.OptionalChoice<WhenUnreadable>("unknown") ?? WhenUnreadable.SetAside,
        };
    }

    private FieldLine? Line(YamlMap map, ContractShape shape, string prefix, string below, bool writing)
    {
        var constant = map.OptionalText("constant");
        var sources = new[] { "source", "items", "from" }.SelectMany(key => map.Texts(key).Select(s => Path(map, key, s))).ToList();
        if (writing && constant is not null && !map.Has("target"))
        {
            _ = map.Text("source");
            return new FieldLine { Target = "", Steps = [], FullTarget = "", Source = sources.FirstOrDefault(), Constant = constant };
        }

        var target = below + map.Text("target");
        var found = shape.At(target);
        if (found is null)
        {
            map.Report("target", "unknown-target", $"'{prefix}{target}' is not a field of the event; see the schema in contracts/events.{Spelling.Meant(target, shape.Paths)}");
            return null;
        }

        var full = prefix + target;
        var valueKind = found.Kind == ContractKind.List ? found.Item!.Kind : found.Kind;
        CheckSources(map, target, full, constant, sources, valueKind);
        var isItems = found is { Kind: ContractKind.List, Item.Kind: ContractKind.Object };
        var ladder = found.Kind == ContractKind.Object ? Ladder(map, target) : null;
        var conversion = ladder is not null || isItems ? TextConversion.Instance : Conversion(map, full, valueKind);
        if (full.EndsWith("barriers.code", StringComparison.Ordinal) && constant is null && conversion is not CodeConversion && !_isMapUnread)
            map.Report("target", "uncoded-barrier", "A barrier may be an illness, a debt or a sentence: only 'convert: code' with a map that says which is which keeps them apart.");
        var required = map.Flag("required");
        var (take, by) = Taken(map);
        if (map.Has("separators") && !map.Has("items") && found.Kind != ContractKind.List)
            map.Report("separators", "separators-without-list", $"'{target}' is one value and 'separators' splits a list; put 'items' with the source and 'separators' on the line of the list, and 'source: .' on the lines below it.");
        var items = isItems ? Items(map, found, full, writing) : null;
        return new FieldLine
        {
            Target = target,
            Steps = target.Split('.'),
            Place = shape.PlaceOf(target),
            FullTarget = full,
            Source = sources.Count > 0 ? sources[0] : null,
            Also = [.. sources.Skip(1)],
            AlsoUnless = Known(map, "also-unless"),
            Join = map.OptionalText("join"),
            Conversion = conversion,
            Constant = constant,
            Default = map.OptionalText("default"),
            Take = take,
            By = by,
            None = new WordSet(map.Texts("none")),
            Unless = Unless(map),
            Until = Known(map, "until"),
            Required = required,
            Unknown = map.OptionalChoice<WhenUnreadable>("unknown") ?? (required ? WhenUnreadable.SetAside : WhenUnreadable.LeaveOut),
            IsList = found.Kind == ContractKind.List && !isItems,
            Separators = [.. map.OptionalText("separators") ?? ""],
            Kind = valueKind,
            Items = items,
            Item = isItems ? found.Item : null,
            ItemsRepeat = map.Has("items"),
            SpecialWhen = SpecialWhen(map),
            Closed = Closed(full, valueKind),
            Ladder = ladder,
        };
    }

    private void CheckSources(YamlMap map, string target, string full, string? constant, List<SourcePath> sources, ContractKind kind)
    {
        if (constant is null && sources.Count == 0)
            map.Report("target", "no-source", $"'{target}' needs a 'source' or a 'constant'.");
        foreach (var key in new[] { "constant", "default" })
            CheckFixed(map, key, full, kind);
        if (!map.Has("from") && (!map.Has("items") || _format is SourceFormat.Table or SourceFormat.Fixed))
            _allPaths.AddRange(sources.Where(s => !s.IsHere));
    }

    /// <summary>Which of several values is taken, and in which order.</summary>
    private (Choice? Take, SourcePath? By) Taken(YamlMap map)
    {
        var (take, by) = (map.OptionalChoice<Choice>("take"), Known(map, "by"));
        if (by is not null && take is null)
            map.Report("by", "by-without-take", "'by' says in what order values are taken; add 'take: first' or 'take: last'.");
        return (take, by);
    }

    /// <summary>Lines of the entries of a list.</summary>
    private FieldLine[] Items(YamlMap map, ContractShape list, string full, bool writing)
    {
        FieldLine[] items = [.. Lines(map, "fields", list.Item!, full + ".", "", writing)];
        if (map.Has("items") && _format is SourceFormat.Table or SourceFormat.Fixed && !Array.Exists(items, i => i.Source is { IsHere: true }))
            map.Report("items", "cell-without-entries", "A cell holds text: say 'source: .' on a line below 'items', and with 'separators' what stands between the entries, for example 'separators: \";,\"'.");
        return items;
    }

    /// <summary>A path in the source. Where the profile lists the columns there are, it is one of them.</summary>
    /// <param name="map">The line.</param>
    /// <param name="key">Its key that names the path.</param>
    /// <param name="text">The path.</param>
    public SourcePath Path(YamlMap map, string key, string text)
    {
        var path = SourcePath.Of(text, _format, _names);
        if (_columns.Count > 0 && text.Length > 0 && !path.IsHere && !path.IsOpenEnded && !_columns.Contains(text, StringComparer.OrdinalIgnoreCase))
            map.Report(key, "unknown-column", $"'{text}' is no column under 'columns'; correct the name, or list the column with its width.{Spelling.Hint(text, _columns)}");
        return path;
    }

    /// <summary>How a flag that protects is stated when it cannot be read.</summary>
    private static bool? Closed(string target, ContractKind kind) =>
        kind != ContractKind.Flag ? null
        : target.Contains("client.protection.", StringComparison.Ordinal) ? true
        : target.EndsWith("client.contact.safeToCall", StringComparison.Ordinal) || target.EndsWith("client.contact.safeToLeaveMessage", StringComparison.Ordinal) ? false
        : null;

    private LadderLine? Ladder(YamlMap map, string target)
    {
        if (map.OptionalChoice<ConversionName>("convert") != ConversionName.Ladder)
        {
            map.Report("target", "not-a-value", $"'{target}' is an object; name one of its fields, or 'convert: ladder' for a ladder measurement.");
            return null;
        }

        var variant = map.OptionalText("variant");
        var fixedVariant = map.OptionalText("fixed-variant");
        if (variant is null == fixedVariant is null)
            map.Report("target", "no-variant", "A ladder needs either 'variant' (a source path) or 'fixed-variant'.");
        if (fixedVariant is not null && !Core.Ladder.LadderVariants.All.Contains(fixedVariant))
            map.Report("fixed-variant", "unknown-variant", $"The variant must be one of {string.Join(", ", Core.Ladder.LadderVariants.All)}.");
        var potential = map.OptionalText("potential");
        return new LadderLine(
            variant is null ? null : Path(map, "variant", variant),
            fixedVariant,
            potential is null ? null : Path(map, "potential", potential),
            map.Flag("say-absent"));
    }

    /// <summary>A value that the profile itself sets is one its field has.</summary>
    private void CheckFixed(YamlMap map, string key, string target, ContractKind kind)
    {
        if (map.OptionalText(key) is not { } text || text.Contains('{', StringComparison.Ordinal))
            return;
        if (kind == ContractKind.Number && !int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            map.Report(key, "not-a-number", $"'{target}' is a number and '{text}' is none.");
        else if (kind == ContractKind.Flag && !bool.TryParse(text, out _))
            map.Report(key, "not-a-flag", $"'{target}' is yes or no: write true or false.");
        else if (ProtectedCodes.CompartmentOf(target, text) != Compartment.Ordinary)
            map.Report(key, "unprotected-code", $"'{text}' may stand in no statement; remove the line.");
        else if (_codes.Objection(Event, target, text) is { } objection)
            map.Report(key, "unknown-code", objection);
    }
}
