using System.Globalization;
using Gateway.Catalogue.Yaml;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Translation.Converting;
using Gateway.Translation.Reading;

namespace Gateway.Translation.Profiles;

/// <summary>Names of conversions as profiles write them.</summary>
internal enum ConversionName
{
    Text,
    Date,
    PartialDate,
    SpreadsheetDate,
    DateTime,
    YesNo,
    Code,
    Identifier,
    Number,
    Decimal,
    Licences,
    Digits,
    Ladder,
}

/// <summary>Compiles the field lines of a profile and checks each against the contract.</summary>
internal sealed class FieldLineFile
{
    private readonly SourceFormat _format;
    private readonly SourceNames _names;
    private readonly DateForm _dates;
    private readonly string? _yes;
    private readonly string? _no;
    private readonly Func<string, CodeMap?> _codeMaps;
    private readonly YamlMap? _groups;
    private readonly List<SourcePath> _allPaths = [];

    public FieldLineFile(YamlMap root, SourceFormat format, SourceNames names, Func<string, CodeMap?> codeMaps)
    {
        _format = format;
        _names = names;
        _codeMaps = codeMaps;
        _dates = root.OptionalChoice<DateForm>("dates") ?? DateForm.Iso;
        var words = root.OptionalMap("yes-no");
        _yes = words?.Text("yes");
        _no = words?.Text("no");
        words?.RejectUnknown();
        _groups = root.OptionalMap("groups");
    }

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
                    map.Report("use", "unknown-group", $"There is no group '{group}' under 'groups'; add it or correct the name.");
                else
                    lines.AddRange(Lines(_groups, group, shape, prefix, under is null ? below : below + under + ".", writing));
                continue;
            }

            if (Line(map, shape, prefix, below, writing) is { } line)
                lines.Add(line);
            map.RejectUnknown();
        }

        return lines;
    }

    /// <summary>Asks for every group, so that an unused one is not reported as an unknown key.</summary>
    public void RejectUnknownGroups() => _ = _groups?.Keys.Select(k => _groups.Maps(k)).Count();

    /// <summary>A check on a canonical path of contract data, the same for every event type that has the path.</summary>
    public FieldLine Check(YamlMap map, string target)
    {
        var shapes = EventTypes.All.Keys.Select(t => ContractShape.Of(t)!.At(target, throughLists: true)).OfType<ContractShape>().ToList();
        if (shapes.Count == 0)
            map.Report("target", "unknown-target", $"'{target}' is not a field of any event; see the schemas in contracts/events.");
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
        var sources = map.Texts("source").Concat(map.Texts("items")).Concat(map.Texts("from")).Select(s => SourcePath.Of(s, _format, _names)).ToList();
        if (writing && constant is not null && !map.Has("target"))
        {
            _ = map.Text("source");
            return new FieldLine { Target = "", Steps = [], FullTarget = "", Source = sources.FirstOrDefault(), Constant = constant };
        }

        var target = below + map.Text("target");
        var found = shape.At(target);
        if (found is null)
        {
            map.Report("target", "unknown-target", $"'{prefix}{target}' is not a field of the event; see the schema in contracts/events.");
            return null;
        }

        if (constant is null && sources.Count == 0)
            map.Report("target", "no-source", $"'{target}' needs a 'source' or a 'constant'.");
        if (!map.Has("items") && !map.Has("from"))
            _allPaths.AddRange(sources);
        var full = prefix + target;
        var isItems = found is { Kind: ContractKind.List, Item.Kind: ContractKind.Object };
        var ladder = found.Kind == ContractKind.Object ? Ladder(map, target) : null;
        var valueKind = found.Kind == ContractKind.List ? found.Item!.Kind : found.Kind;
        var conversion = ladder is not null || isItems ? TextConversion.Instance : Conversion(map, target, valueKind);
        var required = map.Flag("required");
        var take = map.OptionalChoice<Choice>("take");
        var by = Known(map, "by");
        if (by is not null && take is null)
            map.Report("by", "by-without-take", "'by' says in what order values are taken; add 'take: first' or 'take: last'.");
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
            Items = isItems ? [.. Lines(map, "fields", found.Item!, full + ".", "", writing)] : null,
            Item = isItems ? found.Item : null,
            ItemsRepeat = map.Has("items"),
            SpecialWhen = SpecialWhen(map),
            Ladder = ladder,
        };
    }

    private Beside? Unless(YamlMap map)
    {
        if (map.OptionalMap("unless") is not { } unless)
            return null;
        var beside = new Beside(SourcePath.Of(unless.Text("source"), _format, _names), unless.Texts("is"));
        if (beside.Is.Count == 0)
            unless.Report("is", "no-values", "'is' must list the values that keep the field out, for example [J, \"1\"].");
        unless.RejectUnknown();
        return beside;
    }

    private SourcePath? Known(YamlMap map, string key) =>
        map.OptionalText(key) is { } path ? SourcePath.Of(path, _format, _names) : null;

    private SourcePath? SpecialWhen(YamlMap map)
    {
        if (map.OptionalText("special-when") is not { } path)
            return null;
        Strictest = Strictest < Compartment.Special ? Compartment.Special : Strictest;
        return SourcePath.Of(path, _format, _names);
    }

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
            variant is null ? null : SourcePath.Of(variant, _format, _names),
            fixedVariant,
            potential is null ? null : SourcePath.Of(potential, _format, _names),
            map.Flag("say-absent"));
    }

    private Conversion Conversion(YamlMap map, string target, ContractKind kind)
    {
        var name = map.OptionalChoice<ConversionName>("convert") ?? ConversionName.Text;
        Conversion conversion = name switch
        {
            ConversionName.Date => new DateConversion(_dates, partial: false, serial: false, kind == ContractKind.Instant),
            ConversionName.PartialDate => new DateConversion(_dates, partial: true, serial: false, instant: false),
            ConversionName.SpreadsheetDate => new DateConversion(_dates, partial: false, serial: true, kind == ContractKind.Instant),
            ConversionName.DateTime => new DateTimeConversion(),
            ConversionName.YesNo => new YesNoConversion(_yes, _no, map.Texts("yes"), map.Texts("no")),
            ConversionName.Code => Code(map, kind),
            ConversionName.Identifier => new IdentifierConversion(Scheme(map)),
            ConversionName.Number => new NumberConversion(map.OptionalNumber("least"), map.OptionalNumber("most")),
            ConversionName.Decimal => new DecimalConversion(),
            ConversionName.Licences => new LicenceConversion(),
            ConversionName.Digits => new DigitsConversion(Width(map)),
            _ => TextConversion.Instance,
        };
        var makes = name switch
        {
            ConversionName.YesNo => ContractKind.Flag,
            ConversionName.Number or ConversionName.Decimal => ContractKind.Number,
            ConversionName.DateTime => ContractKind.Instant,
            ConversionName.Code when kind == ContractKind.Number => ContractKind.Number,
            ConversionName.Date or ConversionName.SpreadsheetDate when kind == ContractKind.Instant => ContractKind.Instant,
            _ => ContractKind.Text,
        };
        if (makes != kind && !map.Has("constant"))
            map.Report("target", "other-kind", $"'{target}' is a {kind.ToString().ToLowerInvariant()} and 'convert: {conversion.Name}' makes a {makes.ToString().ToLowerInvariant()}; choose another conversion.");
        return conversion;
    }

    private Conversion Code(YamlMap map, ContractKind kind)
    {
        var name = map.Text("map");
        if (_codeMaps(name) is not { } codes)
        {
            map.Report("map", "unknown-map", $"There is no code map '{name}'; add codes/{name}.yaml to the profile's folder or to contracts/formats/codes.");
            return TextConversion.Instance;
        }

        foreach (var entry in codes.Entries)
        {
            if (entry.Compartment > Strictest)
                Strictest = entry.Compartment;
            if (kind == ContractKind.Number && !int.TryParse(entry.Means, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                map.Report("map", "not-a-number", $"Code map '{name}' has meanings that are no numbers, which this field needs.");
        }

        return new CodeConversion(codes, kind == ContractKind.Number);
    }

    private static int Width(YamlMap map)
    {
        if (map.OptionalNumber("width") is { } width and > 0)
            return width;
        map.Report("width", "missing-key", "'width' is missing; say how many digits the code has, for example 'width: 4'.");
        return 1;
    }

    private static string Scheme(YamlMap map)
    {
        var scheme = map.Text("scheme");
        if (scheme is not ("" or IdentifierSchemes.Insz or IdentifierSchemes.Bsn or IdentifierSchemes.Fnr or IdentifierSchemes.AgencyReference))
            map.Report("scheme", "unknown-scheme", "'scheme' must be insz, bsn, fnr or agency.");
        return scheme;
    }
}
